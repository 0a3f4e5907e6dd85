BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Partnerships') 
BBBBBBBB
BBBBB BBBBBBBB
     gettext(u'School districts and police agencies') 
BBBBBBBB
BBBBB BBBB
    XXXX
        BB BBBBBBB
             ngettext(u'One proposal waits for an answer', u'%(n)s proposals wait for an answer', count) 
                SSS SSSSSSSS SSSSS SSS SS SSSSSS
            
                PPPPP PPPPPPPPP PPPP PPP PP PPPPPP
            
        BBBB BBBBBB
            
        BBBB
             gettext(u'No partnership yet') 
        BBBBB
    XXXXX
BBBBBBBB
BBBBB BBBBBBB
    BB BBBBBBBBBB
        XX XXXXXXXXXX XXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBXX gettext(u'Propose a partnership') XXXX
    BBBBB
BBBBBBBB
BBBBB BBBB
    BB BBBBBBB
         gettext(u'Waiting for an answer') 
        BBBBBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBB
            XXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX
                XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
                XXXXXX XXXXXXXXXXXXXXXX
                    XXX XXXXXXXXXXX
                        XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Partnership') XXXXX
                        XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Proposed') XXXXX
                    XXXXX
                XXXXXXXX
                XXXXXX XXXXXXXXXXXXXXXX
                    BBB BBBBBBBBBBB BB BBBBBBB
                        XXX XXXXXXXXXXX
                            XXX XXXXXXXXXXXXXXXX XXXXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBXX X XXXXXXXXX
                            XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Proposed') XX
                                 gettext(u'by %(side)s, %(day)s') 
                                    SS SSSSSSSSS SSSSSSS
                                
                            XXXXX
                        XXXXX
                    BBBBBB
                XXXXXXXX
            XXXXXXXX
        BBBBBBBBBB
    BBBBB
     gettext(u'In place') 
    BBBBBBB BBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBB
        BB BBBBBB
            XXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX
                XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
                XXXXXX XXXXXXXXXXXXXXXX
                    XXX XXXXXXXXXXX
                        XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Partnership') XXXXX
                        XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'MOU') XXXXX
                    XXXXX
                XXXXXXXX
                XXXXXX XXXXXXXXXXXXXXXX
                    BBB BBB BB BBBBBB
                        XXX XXXXXXXXXXX
                            XXX XXXXXXXXXXXXXXXX XXXXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBXX X XXXXXXXXX
                            XXX XXXXXXXXXXX
                                XXXXXXXXXXXX gettext(u'MOU') XXXX XXXXXXBBB BBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBXXXXXXXXXXX
                        XXXXX
                    BBBBBB
                XXXXXXXX
            XXXXXXXX
        BBBB BBBBBBBBBB
            BBB BBBBBBBBBBBBBBBBBBBBB BB BBBBBBBBBBB
             gettext(u'A partnership joins one district with one agency once both have accepted it.') 
             gettext(u'Propose a partnership') 
            BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBB
        BBBB
             gettext(u'Your side has no partnership yet. Its administrator proposes one or accepts one.') 
            BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBB BBBB
        BBBBB
    BBBBBBBBBB
    BB BBBBBBBB
         gettext(u'Declined') 
        BBBBBBB BBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBB
            XXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX
                XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
                XXXXXX XXXXXXXXXXXXXXXX
                    XXX XXXXXXXXXXX
                        XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Partnership') XXXXX
                        XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Declined') XXXXX
                    XXXXX
                XXXXXXXX
                XXXXXX XXXXXXXXXXXXXXXX
                    BBB BBBBBBBBBBB BB BBBBBBBB
                        XXX XXXXXXXXXXX
                            XXX XXXXXXXXXXXXXXXX XXXXXXXXXXXX X XXXXX
                            XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Declined') XXFFFFFFF FF FFXXXXX
                        XXXXX
                    BBBBBB
                XXXXXXXX
            XXXXXXXX
        BBBBBBBBBB
    BBBBB
BBBBBBBB
