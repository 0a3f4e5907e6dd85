BBBBBBB BBBBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB BBBBBBBBB
BBBBB BBBBB gettext(u'Question %(number)s') SSSSSSSS SSSSSSSSSSBBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBBBB BB BBBB gettext(u'Questions to the supervisor') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBB BBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBBXXXX gettext(u'%(what)s: %(standing)s.') SSSSSSSSS SSSSSSSSSSSSSXXXXXBBBBBBBB
BBBBB BBBBBBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBB BBBB
    BB BBBBBBBBBBBB BBB BBBBBBBB BB BBBB
        XXX gettext(u'Nobody was called. If it cannot wait any longer, call the officer.') XXXX
    BBBBB
    BB BBBBB
         gettext(u'You asked it, are named in it, or are this school’s own officer: another supervisor answers it.') 
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBB BBBBBBBBBBB BBBB
    BBBBB
    BB BBBBBBBB BB BBBB BB BBBBBBBB BB BBBB BB BBBBBB BB BBBB
        XXXX XXXXXXXXXXXXXXXXXXXXX
            BB BBBBBBBB BB BBBB
                XX XXXXXXXXXX XXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBXX gettext(u'Answer') XXXX
            BBBBB
            BB BBBBBBBB BB BBBB
                BB BBBBBBBBBBBBBBBBBB BB BBBBBBBB BB BBBBBBBBBBBB
                    XXXXX XXXXXXXXXXXXX XXXXXXXXBBB BBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBXX
                        BBBBBBBBBB
                        XXXXXXX XXXXXXXXXXBB BBBBBBBBBBBBB XXXXXXXXXXXBBBBBX XXXXXXXXXXXXXX
                            BB BBBBBBBBBBBB
                                 gettext(u'Call the officer now') 
                            BBBB
                                 gettext(u'Make it a call') 
                            BBBBB
                        XXXXXXXXX
                    XXXXXXX
                    BB BBBBBBBBBBBBB
                        XXXXX XXXXXXXXXXXXX XXXXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBXX
                            BBBBBBBBBB
                            XXXXXXX XXXXXXXXXXX XXXXXXXXXXXXXX gettext(u'Keep in school') XXXXXXXXX
                        XXXXXXX
                    BBBBB
                BBBB
                    XXXXX XXXXXXXXXXXXX XXXXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBXX
                        BBBBBBBBBB
                        XXXXXXX XXXXXXXXXXBB BBBBBBBBBBBBBBBBBB BB BBBBBBBB XXXXXXXXXXXBBBBBX
                                XXXXXXXXXXXXXX gettext(u'Keep in school') XXXXXXXXX
                    XXXXXXX
                    XXXXX XXXXXXXXXXXXX XXXXXXXXBBB BBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBXX
                        BBBBBBBBBB
                        XXXXXXX XXXXXXXXXXX XXXXXXXXXXXXXX gettext(u'Make it a call') XXXXXXXXX
                    XXXXXXX
                BBBBB
                XX XXXXXXXXXX XXXXXXXXX XXXXXXBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBBBBXX
                    BB BBBBBBBBBBBB
                         gettext(u'Withdraw the question') 
                    BBBB
                         gettext(u'Close') 
                    BBBBB
                XXXX
            BBBBB
            BB BBBBBB BB BBBB
                XX XXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBXX gettext(u'Keep as an example') XXXX
            BBBBB
        XXXXXX
    BBBBB
BBBBBBBB
BBBBB BBBBB
     gettext(u'Question %(number)s') SSSSSSSS SSSSSSSSSS
    BBBBBBB BBBBBBBBBBB
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBB BBBB
        BB BBBBBBBBBBBB
            XX XXXXXXXXXXXXXBBBBBBBBBBB BBBBBBBBBBBBXXXX
        BBBBB
        BB BBBB
            XX XXXXXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBB BBBBBBBXX gettext(u'Became referral %(call_number)s') SSSSSS SSSSSSSS SSSSSSSSSSSSSSSXXXXXXXX
        BBBBB
        BB BBBB
            XX XXXXXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBB BBBBBBBXX gettext(u'The example that was kept of it') XXXXXXXX
        BBBBB
        XX XXXXXXXXXXXX XXXXX XXXXXX gettext(u'A question is no referral, and is in no count of them.') XXXX
    BBBBBBBBBB
BBBBBBBB
