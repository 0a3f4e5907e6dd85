BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'New referral') 
BBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBBBBBB BBBBBBBBBBB BB BBBB gettext(u'Back') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBB BBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    XXXX gettext(u'Unsure? You can ask first.') XXXXX
BBBBBBBB
BBBBB BBBBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
     gettext(u'Ask the supervisor first') 
    BBBBBBB BBBBBBBBB
        XXX
            BB BBBBBB
                 gettext(u'If it can wait. A supervisor of %(agency)s reads your question without any name and says whose matter it is.') SS SS SSS SSSSS S SSSSSSSSSS SS SSSSSSSSSS SSSSS SSSS SSSSSSSS SSSSSSS SSS SSSS SSS SSSS SSSSS SSSSSS SS SSS
            BBBB
                 gettext(u'If it can wait. A supervisor of the agency reads your question without any name and says whose matter it is.') 
            BBBBB
             gettext(u'Nobody is called. You can still call the officer at any time.') 
        XXXX
        XXXX XXXXXXXXXXXXXXXXXXXXX
            XX XXXXXXXXXX XXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBB BBBBBBBBBBBXX gettext(u'Ask first') XXXX
        XXXXXX
    BBBBBBBBBB
     gettext(u'Call the officer') 
    BBBBBBB BBBBBBBBBB
        XXX gettext(u'If it cannot wait. You write what happened, and the officer and the supervisor read it.') XXXX
        XXXX XXXXXXXXXXXXXXXXXXXXX
            XX XXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBB BBBBBBBBBBBXX gettext(u'Call the officer') XXXX
        XXXXXX
    BBBBBBBBBB
BBBBBBBB
BBBBB BBBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBB BBBB
BBBBBBBB
