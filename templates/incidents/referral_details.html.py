BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBBBBBBBBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'New referral') 
BBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBBBBBB BBBBBBBBBBB BB BBBB gettext(u'Back') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBB BBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    XXXX gettext(u'Say what happened, where and when.') XXXXX
BBBBBBBB
BBBBB BBBBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBB BBBB
    XXXXX XXXXXXXXXXXXX XXXXXXXXXXXXXXXXX XXXXXXXXXXX
        BBBBBBBBBB
        
        XXXXXXX XXXXXXXXXXXXXXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXX gettext(u'Save and check') XXXXXXXXX
        BB BBBB
            XXXX XXXXXXXXXXX XXXXXXXX XXXXXXXXXXXXX
                XXXXXXXXXXX gettext(u'You said that a law was broken, and now “%(asks)s”, which is a rule of the school. Which is it?') SSS SSSS SSSS S SSS SSS SSSSSSS SSS SSS SSSSSSSSSSS SSSSS SS S SSSS SS SSS SSSSSSS SSSSS SS SSSXXXXXXXXXXXXX
                XX XXXXXXXXXXXXXXXX
                    XX XXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBB BBBBBBBBBBBXX gettext(u'A rule: change the crime answer') XXXX
                    XXXXXXX XXXXXXXXXXX
                            XXXXXXXXXXXXX
                            XXXXXXXXXXX
                            XXXXXXXXX gettext(u'A law was broken as well: go on') XXXXXXXXX
                XXXX
                XXX gettext(u'What you wrote is saved. If another answer fits better, choose it below.') XXXX
            XXXXXX
        BBBBB
        BBBBBB BBBB
        BBB BBB BB BBBBBB
            XXXXXXXXX XXXXXXXXXXXXXX XXXXXX
                XXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXX
                BBBBBB BBB
            XXXXXXXXXXX
        BBBBBB
        BB BBBBBBB
            XX XXXXXXXXXXX XXXXXX
                XXXXXXX XXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXX XXXXXXXXXX
                    BB BBBBBB
                         gettext(u'Add another person') 
                    BBBB
                         gettext(u'Add a person') 
                    BBBBB
                XXXXXXXXX
            XXXX
            XX XXXXXXXXXXXXXXXXXX gettext(u'Optional: who was involved. A name or student number stays with the school unless you send it.') XXXX
        BBBBB
        XXXX XXXXXXXXXXXXXXXXXXXXX
            XXXXXXX XXXXXXXXXX XXXXXXXXXXXX XXXXXXXXXXXXXX gettext(u'Save and check') XXXXXXXXX
            XXXXXXX XXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXX XXXXXXXXXX gettext(u'Save and finish later') XXXXXXXXX
            XX XXXXXXXXXX XXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBB BBBBBBBBBBBXX gettext(u'Discard') XXXX
        XXXXXX
    XXXXXXX
BBBBBBBB
BBBBB BBBBB
     gettext(u'Who reads what') 
    BBBBBBB BBBBBBBBBBB
        XXXXXXXX XXXXXXXXXXXXXXX XXXXXX gettext(u'Both sides read this') XXXXXXXXXXX
        XXX gettext(u'The officer, the supervisor and your school.') XXXX
        XXXXXXXX XXXXXXXXXXXXXXX XXXX XXXXXXXXXXXXXXXX gettext(u'School only') XXXXXXXXXXX
        XXX gettext(u'Your school and your district. It never reaches the agency, in no page, mail or file.') XXXX
    BBBBBBBBBB
BBBBBBBB
