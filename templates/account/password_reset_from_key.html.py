BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBB BBBBBBB BBBB
BBBBB BBBBBBBBBB
     gettext(u'New password') 
BBBBBBBB
BBBBB BBBBBBB
    BB BBBBBBBBBB
        BBB BBBBBBBBBBBBBBBBBBBBBBBB BB BBBBBBBBB
        BBBBBBB BB
             gettext(u'This link no longer works.') 
        BBBBBBBBBB
        BBBBBBB B
             gettext(u'It was used already, or it is too old.') 
        BBBBBBBBBB
        BBBBBBB BBBBBB BBBBBBBBBBBBBB BBBBBBBBBBBBBB
             gettext(u'Mail me a new link') 
        BBBBBBBBBB
    BBBB
        BBBBBBB BB
             gettext(u'Choose a new password.') 
        BBBBBBBBBB
        BBBBBBB B
             gettext(u'A longer password is safer. Use several words that you can remember.') 
        BBBBBBBBBB
        BBBBBBB BBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBBBB
            BBBB BBBB
                BBBBBBBBBB
                
                BBBBBBB BBBBBB BBBBBBBBB
                BBBBBBBBBB
            BBBBBBB
            BBBB BBBBBBB
                BBBBBBB BBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBB
                     gettext(u'Keep this password') 
                BBBBBBBBBB
                BB BBB BBBBBBBBBB
                    BBBBBBB BBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBB
                         gettext(u'Cancel') 
                    BBBBBBBBBB
                BBBBB
            BBBBBBB
        BBBBBBBBBB
        BB BBB BBBBBBBBBB
            BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
        BBBBB
    BBBBB
BBBBBBBB
