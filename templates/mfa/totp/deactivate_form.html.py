BBBBBBB BBBBBBBBBBBBBBBBBBBB
BBBB BBBBBBB BBBB
BBBBB BBBBBBBBBB
     gettext(u'Stop using the app') 
BBBBBBBB
BBBBB BBBBBBB
    BBB BBBBBBBBBBBBBBBBBBBBB BB BBBBBBBBBB
    BBB BBBBBBBBBBB BB BBBBBBBB
    BBBBBBB BB
         gettext(u'Stop using the authenticator app?') 
    BBBBBBBBBB
    BBBBBBB B
         gettext(u'Its figures will no longer let you in. If your role needs a second factor, add another one first.') 
    BBBBBBBBBB
    BBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBB
        BBBB BBBB
            BBBBBBBBBB
            BBBBBBB BBBBBB BBBBBBBBB
            BBBBBBBBBB
        BBBBBBB
        BBBB BBBBBBB
            BBBBBBB BBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBB
                 gettext(u'Stop using the app') 
            BBBBBBBBBB
            BBBBBBB BBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBB
                 gettext(u'Cancel') 
            BBBBBBBBBB
        BBBBBBB
    BBBBBBBBBB
BBBBBBBB
