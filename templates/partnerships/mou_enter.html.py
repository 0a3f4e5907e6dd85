BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Enter the signed MOU') 
BBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBB BBBBBBBBBBBBBB BB BBBBBBBB
     gettext(u'MOU of %(district)s and %(agency)s') 
        SSS SS SSSSSSSSSSSS SSS SSSSSSSSSS
    
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBB BBBBBBBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    XXXX
        BB BBBBBBBBBBBBBB BB BBBBBBBBBB BB BBBBBBBBBBBBBB BB BBBBBBBBBBB
             gettext(u'Enter the corrected MOU') 
        BBBB BBBBBBBB
             gettext(u'Enter the new version as it was signed') 
        BBBB
             gettext(u'Enter the MOU as it was signed') 
        BBBBB
    XXXXX
BBBBBBBB
BBBBB BBBBBB
    XXX
         gettext(u'You write it in a draft, one clause at a time, and everything you save is kept: stop and go on whenever you like, and anyone of your side who may enter the MOU can go on with it. %(other)s does not see the draft. When it is complete you send it to them to confirm.') 
            SSS SSSSS SS SS S SSSSSS SSS SSSSSS SS S SSSSS SSS SSSSSSSSSS SSS SSSS SS SSSSS SSSS SSS SS SS SSSSSSSS SSS SSSSS SSS SSSSSS SS SSSS SSSS SSS SSS SSSSS SSS SSS SSS SS SS SSSS SSS SSSSSSSSS SSSS SSS SSS SSS SSSSSS SSSS SS SS SSSSSSSS SSS SSSS SS SS SSSS SS SSSSSSSS
        
    XXXX
    BB BBBBB
        BBB BBBBBBBBBBBBBBBBBBBB BBBBBBBB BB BBBBBBBBB gettext(u'Go on with it') 
         gettext(u'Your side has a draft already.') 
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBB BBBBBBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBBBB BBBB
    BBBBB
    BB BBBBBBBBBBBBBB BB BBBBBBBBBB
         gettext(u'What is not right: %(reason)s') 
            SSSS SS SSS SSSSSS SSSSSSSSSS
        
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBB BBBBBBBBBBB BBBB
    BBBBB
BBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBB BBBBBBBBBBBBBB BB BBBBBBBB gettext(u'Begin the draft') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBB
    XX XXXXXXXXXXXX XXXXXX
         gettext(u'Our model clauses: %(source)s') 
            SSS SSSSS SSSSSSSS SSSSSSSSSS
        
    XXXX
BBBBBBBB
