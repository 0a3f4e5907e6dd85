BBBBBBB BBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'The demo county') 
BBBBBBBB
BBBBB BBBBBBBB
     gettext(u'Demo · everyone and everything here is made up') 
BBBBBBBB
BBBBB BBBB
    XXXX gettext(u'Choose a person to sign in as.') XXXXX
BBBBBBBB
BBBBB BBBB
    BBB BBBB BB BBBBB
        BBBBBBB BBBBBBBBBBBBBBBB
            XXX XXXXXXXXXXX XXXXXXXXXX
                BBB BBBBBB BB BBBBBBBBBBB
                    XXXX
                        XXXXX
                            XXXXX XXXXXXXXXXXXXXXXXXXXXXXXX
                            XXXXX XXXXXXXXXXXXXXXX X XXXXXXX
                            XXXXX XXXXXXXXXXXXXXXXXXXXXXX
                        XXXXXX
                        XXXXX XXXXXXXXXXXXX XXXXXXXXBBB BBBBBBBBBBBB BBBBBBBBBBXX
                            BBBBBBBBBB
                            XXXXXXX XXXXXXXXXXX XXXXXXXXXXXXXX gettext(u'Sign in') XXXXX XXXXXXXXXXXXXXXXXXXXXXXX  gettext(u'as %(name)s') SS SSSSSSSSXXXXXXXXXXXXXXXX
                        XXXXXXX
                    XXXXX
                BBBBBB
            XXXXX
        BBBBBBBBBB
    BBBBBB
BBBBBBBB
