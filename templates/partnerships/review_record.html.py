BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Record the review') 
BBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBB BBBBBBBBBBBBBB BB BBBBBBBB
     gettext(u'MOU of %(district)s and %(agency)s') 
        SSS SS SSSSSSSSSSSS SSS SSSSSSSSSS
    
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBB BBBBBBBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    XXXX
         gettext(u'Record the review due by %(day)s') 
            SSSSSS SSS SSSSSS SSS SS SSSSSSS
        
    XXXXX
BBBBBBBB
BBBBB BBBBBB
    XXX
         gettext(u'You record it for %(side)s. The review is complete when the other side has recorded its own. What you record cannot be changed.') 
            SSS SSSSSS SS SSS SSSSSSSSS SSS SSSSSS SS SSSSSSSS SSSS SSS SSSSS SSSS SSS SSSSSSSS SSS SSSS SSSS SSS SSSSSS SSSSSS SS SSSSSSSS
        
    XXXX
    BB BBBBBBBBBBBB
        XXX gettext(u'It falls on the last day of the MOU, which ends by itself. If you mean to go on, enter the new version before then.') XXXX
    BBBBB
BBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBB BBBBBBBBBBBBBB BB BBBBBBBB gettext(u'Record the review') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBB
BBBBBBBB
