BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Reset a lost second factor') 
BBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBBBBBBBBB BB BBBB gettext(u'Lost second factors') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBB BBBBBBBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    XXXX
         gettext(u'Reset the second factor of %(name)s?') 
            SSSSS SSS SSSSSS SSSSSS SS SSSSSSSSS
        
    XXXXX
BBBBBBBB
BBBBB BBBB
    BB BBBBBBBBBBB
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBB
    BBBBB
    XXX XXXXXXXXXXXXXX
        XXXXXXXXX gettext(u'Asked by') XXXXXXXXXX FFFFFFF FF FFFFXXXXXXXXXXX
        XXXXXXXXX gettext(u'How they checked who it is') XXXXXXXXXXXXXXXXXXXX
    XXXXX
    BB BBBBBBBBBBBBB
        XX XXXXXXXXXXXXX gettext(u'This reset was carried out.') XXXX
    BBBB BBBBBBBBBBBBBBBB
        XX XXXXXXXXXXXXX gettext(u'This reset was stopped.') XXXX
    BBBB BBBBBBBBBBBBBBB
        XX XXXXXXXXXXXXX
             gettext(u'Agreed. It takes effect on %(day)s unless somebody stops it.') 
                SSSSSSS SS SSSSS SSSSSS SS SSSSSSS SSSSSS SSSSSSSS SSSSS SSS
            
        XXXX
    BBBB BBBBB
        XX XXXXXXXXXXXXX gettext(u'You asked for it, so another administrator of your organization must agree.') XXXX
    BBBB
        XX XXXXXXXXXXXXX gettext(u'Agree only if you have checked it yourself. It takes effect 24 hours after you agree.') XXXX
         gettext(u'I checked, and I agree') BBB BBBBBBBBBBBBBBBBBBB BB BBBBBB
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBB BBBB
    BBBBB
BBBBBBBB
