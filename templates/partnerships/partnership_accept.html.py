BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Accept the partnership') 
BBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBB BB BBBBBBBB
     gettext(u'%(district)s · %(agency)s') 
        SSSSSSSSSSSS S SSSSSSSSSS
    
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBB BBBBBBBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    XXXX
         gettext(u'Accept the partnership with %(side)s?') 
            SSSSSS SSS SSSSSSSSSSS SSSS SSSSSSSSS
        
    XXXXX
BBBBBBBB
BBBBB BBBBBB
    XXX
        BB BBBBBBB
             gettext(u'Choose the schools it covers. You can add and end schools later.') 
        BBBB
             gettext(u'It will cover: %(schools)s.') 
                SS SSSS SSSSSS SSSSSSSSSSSS
            
        BBBBB
         gettext(u'The agency reads nothing before an MOU is in force.') 
    XXXX
BBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBB BB BBBBBBBB gettext(u'Accept the partnership') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBB
BBBBBBBB
