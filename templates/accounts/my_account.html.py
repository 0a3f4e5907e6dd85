BBBBBBB BBBBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB BBBBBB
BBBBB BBBBB
     gettext(u'Your account') 
BBBBBBBB
BBBBB BBBB
    XXXX gettext(u'Your account') XXXXX
BBBBBBBB
BBBBB BBBBBBBB
    BB BBBBB
        XXXX XXXXXXXXXXX XXXXXXXXXXX
            XXX gettext(u'An administrator has asked to reset your second factor. If this was not your wish, stop it.')  XX XXXXXXBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBXX gettext(u'Stop the reset') XXXXXXXX
        XXXXXX
    BBBBB
    BB BBBBBBBBB
        XXXX XXXXXXXXXXXXX
            XXX gettext(u'Something you typed was not sent, and is kept for you.')  XX XXXXXXBBB BBBBBBBBBBB BBBBBBBBBBBBXX gettext(u'See what you typed') XXXXXXXX
        XXXXXX
    BBBBB
    BB BBBBBBBBBBBBBB
        XXXX XXXXXXXXXXXXX
            XXX
                 gettext(u'You are to sign in with %(email)s: open the link that went there.') 
                    SSS SSS SS SSSS SS SSSS SSSSSSSSSS SSSS SSS SSSS SSSS SSSS SSSSSS
                
                BB BBBBBBBBBBBBBBBBBBBBB
                     gettext(u'%(name)s asked for it: %(reason)s') 
                        SSSSSSSS SSSSS SSS SSS SSSSSSSSSS
                    
                BBBBB
            XXXX
        XXXXXX
    BBBBB
     gettext(u'Name and phone') 
    BBBBBBB BBBBBBBBBBB BBBBBBBBBBB
         gettext(u'Save') 
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBB BBBB
        XX XXXXXXXXXXXX XXXXXX
             gettext(u'You sign in as %(email)s.') 
                SSS SSSS SS SS SSSSSSSSSS
            
            XX XXXXXXBBB BBBBBBBBBBBBXX gettext(u'Sign in with another address') XXXX
        XXXX
    BBBBBBBBBB
     gettext(u'Password') 
    BBBBBBB BBBBBBBBBBB BBBBBBBBBBBBB
        BB BBBBBBBBBBBBBBBBBBBBBBBB
            XXX gettext(u'Set. Changing it ends your other sessions.') XXXX
            XXXX XXXXXXXXXXXXXXXXXX XXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBBBBXX gettext(u'Change the password') XXXXXXXXXX
        BBBB
            XXX gettext(u'None: you sign in through your organization, with a passkey or with a mailed code.') XXXX
            XXXX XXXXXXXXXXXXXXXXXX XXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBXX gettext(u'Set a password') XXXXXXXXXX
        BBBBB
    BBBBBBBBBB
     gettext(u'Second factor') 
    BBBBBBB BBBBBBBBBBB BBBBBBBBBBBBBBBB
        BB BBBBBBBB BB BBB
            XXX XXXXXXXXXXXXXXXXXXX
                BB BBBBBBBB
                    XXXX
                         ngettext(u'%(n)s passkey', u'%(n)s passkeys', count) 
                            SSSSS SSSSSSS
                        
                            PPPPP PPPPPPPP
                        
                    XXXXX
                BBBBB
                BB BBB
                    XXXX gettext(u'An authenticator app') XXXXX
                BBBBB
            XXXXX
        BBBB BBBBBBBBBBBBBBBBBBB
            XXX gettext(u'None of your own yet.') XXXX
        BBBB
            XXX gettext(u'None. Your role does not ask for one; you may add one.') XXXX
        BBBBB
        XXXX XXXXXXXXXXXXXXXXXX XXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBXX gettext(u'Passkeys, app and recovery codes') XXXXXXXXXX
    BBBBBBBBBB
    BB BBBBB BB BBBBBBB
         gettext(u'Through your organization') 
        BBBBBBB BBBBBBBBBBB BBBBBBBBBBBB
            BBB BBBB BB BBBBB
                XXXXX XXXXXXXXXXXXX XXXXXXXXBBB BBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBXX
                    BBBBBBBBBB
                    XXX gettext(u'Connected: %(name)s.') SSSSSSSSSS SSSSSSSSS XXXXXXX XXXXXXXXXX XXXXXXXXX XXXXXXXXXXXXXX gettext(u'Disconnect') XXXXX XXXXXXXXXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXX
                XXXXXXX
            BBBBBB
            BBB BBBBBBBB BB BBBBBBB
                XXXXX XXXXXXXXXXXXX XXXXXXXXBBB BBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBXXXXXXXXXXXXXXXXXX
                    BBBBBBBBBB
                    XXXXXXX XXXXXXXXXXX XXXXXXXXXXXXXX
                         gettext(u'Connect %(name)s') 
                            SSSSSSS SSSSSSSS
                        
                    XXXXXXXXX
                XXXXXXX
            BBBBBB
        BBBBBBBBBB
    BBBBB
BBBBBBBB
BBBBB BBBBB
     gettext(u'Where you work') 
    BBBBBBB BBBBBBBBBBB BBBBBBBBBB
        XXX XXXXXXXXXXXXXXXXXXX
            BBB BBBB BB BBBBBBBBBBB
                XXXXFFFFFFFFFFBB BBBBBBBBBBBBBBBBBX BBBBB XXXXX XXXXXXXXXXXXXXXFFFFFFFFFFFFXXXXXXXXXXXXX
            BBBBB
                XXXX gettext(u'You hold no role now.') XXXXX
            BBBBBB
        XXXXX
    BBBBBBBBBB
     gettext(u'Where you are signed in') 
    BBBBBBB BBBBBBBBBBB BBBBBBBBBBBBB
        XXXXX XXXXXXBBB BBBBBBBBBBBBBBXX gettext(u'See and end your sessions') XXXXXXXX
        XXXXX XXXXXXXXXXXXX XXXXXXXXBBB BBBBBBBBBBBBBBBBBXX
            BBBBBBBBBB
            XXXXXXX XXXXXXXXXXX XXXXXXXXXXXXXX gettext(u'Sign out here and everywhere') XXXXXXXXX
        XXXXXXX
        XX XXXXXXXXXXXX XXXXXX gettext(u'For a shared phone, or one you have lost: it ends all your sessions and clears what this browser has stored.') XXXX
    BBBBBBBBBB
BBBBBBBB
