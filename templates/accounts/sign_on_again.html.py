BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Show that it is you') 
BBBBBBBB
BBBBB BBBB
    XXXX gettext(u'Show that it is still you.') XXXXX
BBBBBBBB
BBBBB BBBB
    BB BBBBBBBBB
        XXX gettext(u'You sign in through your organization, so it asks you once more. Afterwards you come back here.') XXXX
        BBB BBBBBBBB BB BBBBBBBBB
            XXXXX XXXXXXXXXXXXX XXXXXXXXXX XXXXXXXXXXXXX
                BBBBBBBBBB
                XXXXXXX XXXXXXXXXX XXXXXXXXXXXX XXXXXXXXXXXXXX
                     gettext(u'Continue with %(name)s') 
                        SSSSSSSS SSSS SSSSSSSS
                    
                XXXXXXXXX
            XXXXXXX
        BBBBBB
    BBBB
        XXX gettext(u'Sign out, sign in again, and come back within five minutes.') XXXX
    BBBBB
BBBBBBBB
