BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBBB
     gettext(u'Stop a reset') 
BBBBBBBB
BBBBB BBBB
    XXXX
        BB BBB
             gettext(u'Keep your second factor as it is?') 
        BBBB
             gettext(u'Stop the reset for %(name)s?') 
                SSSS SSS SSSSS SSS SSSSSSSSS
            
        BBBBB
    XXXXX
BBBBBBBB
BBBBB BBBB
    XXX
         gettext(u'%(name)s asked for it on %(day)s.') 
            SSSSSSSS SSSSS SSS SS SS SSSSSSSS
        
    XXXX
    BBB BBBBB BB BBBBBB
     gettext(u'Stop the reset') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBBBB BBBB
BBBBBBBB
