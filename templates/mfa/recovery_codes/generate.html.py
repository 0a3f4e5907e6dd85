BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBB BBBBBBB BBBB
BBBBB BBBBBBB
    BBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BB BBBBBBBBBB
    BBB BBBBBBBBBBB BB BBBBBBBB
    BBBBBBB BB
         gettext(u'Make new recovery codes?') 
    BBBBBBBBBB
    BBBBBBB B
         gettext(u'They are shown once, right after this. Have paper or a password keeper ready.') 
        BB BBBBBBBBBBBBBBBBB
             gettext(u'The codes you have now stop working.') 
        BBBBB
    BBBBBBBBBB
    BBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBB
        BBBB BBBB
            BBBBBBBBBB
            BBBBBBB BBBBBB BBBBBBBBB
            BBBBBBBBBB
        BBBBBBB
        BBBB BBBBBBB
            BBBBBBB BBBBBB BBBBBBBBBBBBB
                 gettext(u'Make new codes') 
            BBBBBBBBBB
            BBBBBBB BBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBB
                 gettext(u'Cancel') 
            BBBBBBBBBB
        BBBBBBB
    BBBBBBBBBB
BBBBBBBB
