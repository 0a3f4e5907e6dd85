BBBBBBB BBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Help, and whom to call') 
BBBBBBBB
BBBBB BBBB
    XXXX gettext(u'Help, and whom to call.') XXXXX
BBBBBBBB
BBBBB BBBB
     gettext(u'Is anyone in danger? Call 911 now, then radio the school resource officer. The portal does not summon anyone.') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBB BBBBBBBBBBBBB BBBB
    BBB BBB BB BBBBBBB
         gettext(u'The officer at %(school)s') SSS SSSSSSS SS SSSSSSSSSS
        BBBBBBB BBBBBBBBBBBBB
            BBB BBBBBBB BB BBBBBBBBBBBB
                BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBB BBBB
            BBBBB
                XXX gettext(u'No officer is posted to this school.')  BBBBBBBBBBB BBBBBBBBBBBBBBBBBXXXX
            BBBBBB
        BBBBBBBBBB
    BBBBBB
    BBB BBBB BB BBBBB
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB
            XXX XXXXXXXXXXXXX
                BBB BBBBBBBBBB BB BBBBBBBBBBB
                    XXXX
                        XXXXX XXXXXXXXXXXXXXXXXXXXXXXXX
                        XXXXX XXXXXXXXXXXXXXXXBBBBBBB BBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBB X XX XXXXXXXXXXFFFFFFFFFXXXXXXBBBBBXXXXXXX
                    XXXXX
                BBBBBB
                BB BBBBBBBBBBBBBBBBBBBBBBB
                    XXXX
                        XXXXX XXXXXXXXXXXXXXXXXX gettext(u'Main number') XXXXXXX
                        XXXXX XXXXXXXXXXXXXXXXXX XXXXXXXXXXFFFFFFFFFXXXXXXXXXXXXX
                    XXXXX
                BBBBB
                BB BBB BBBBBBBBBBB BBB BBB BBBBBBBBBBBBBBBBBBBBBBB
                    XXXXXXXXX XXXXXXXXXXXXXXXX gettext(u'No administrator and no phone number is entered for this organization.') XXXXXXXXXXXX
                BBBBB
            XXXXX
        BBBBBBBBBB
    BBBBBB
     gettext(u'Questions people ask') 
    BBBBBBB BBBBBBBBBBBBB
        XXX XXXXXXXXXXXXX
            XXXXXXXXX XXXXXXXXXXXXXXXXXX gettext(u'I cannot sign in') XXXXXXXXXXXX XXXXXXXXXXXXXXXX gettext(u'On the sign-in page, ask for a mailed code or a new password. If you lost your passkey and your recovery codes, your own administrator can have your second factor reset; a second administrator must agree, and it takes a day.') XXXXXXXXXXXX
            XXXXXXXXX XXXXXXXXXXXXXXXXXX gettext(u'My invitation no longer works') XXXXXXXXXXXX XXXXXXXXXXXXXXXX gettext(u'A link works once and for 14 days. Ask whoever invited you to send it again.') XXXXXXXXXXXX
            XXXXXXXXX XXXXXXXXXXXXXXXXXX gettext(u'I see too much, or too little') XXXXXXXXXXXX XXXXXXXXXXXXXXXX gettext(u'What you see follows from your roles. Your own administrator gives and ends them; the other side never does.') XXXXXXXXXXXX
        XXXXX
    BBBBBBBBBB
BBBBBBBB
