BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBB BBBBBBB BBBB
BBBBB BBBBBBBBBB
     gettext(u'Password') 
BBBBBBBB
BBBBB BBBBBBB
    BBBBBBB BB
         gettext(u'Choose a password.') 
    BBBBBBBBBB
    BBBBBBB B
         gettext(u'A longer password is safer. Use several words that you can remember. Your other devices are signed out.') 
    BBBBBBBBBB
    BBB BBBBBBBBBBBBBBBBBBBBBB BB BBBBBBBBBB
    BBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBBBB
        BBBB BBBB
            BBBBBBBBBB
            
            BBBBBBB BBBBBB BBBBBBBBB
            BBBBBBBBBB
        BBBBBBB
        BBBB BBBBBBB
            BBBBBBB BBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBB
                 gettext(u'Keep this password') 
            BBBBBBBBBB
        BBBBBBB
    BBBBBBBBBB
BBBBBBBB
