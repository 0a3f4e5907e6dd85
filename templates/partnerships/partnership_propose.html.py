BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Propose a partnership') 
BBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBBBBBBBB BB BBBBBBBB gettext(u'Partnerships') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBB BBBBBBBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    XXXX
         gettext(u'With whom does %(side)s work?') 
            SSSS SSSS SSSS SSSSSSSS SSSSS
        
    XXXXX
BBBBBBBB
BBBBB BBBBBB
    XXX gettext(u'The other side is told and answers. Nothing is sent to the other side before it has accepted, and an MOU is in force.') XXXX
    BB BBBBBB
         gettext(u'There is nobody to propose to. Every district or agency on the other side already has a partnership with you, or none is in the portal yet. The portal administrator adds organizations.') 
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBB BBBBBBBBBBB BBBB
    BBBBB
BBBBBBBB
BBBBB BBBB
    BB BBB BBBBBB
        BBB BBBBBBBBBBBBBBBBBB BB BBBBBBBB gettext(u'Propose the partnership') 
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBB
    BBBBB
BBBBBBBB
