BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'MOUs') 
BBBBBBBB
BBBBB BBBBBBBB
     gettext(u'Memorandum of understanding') 
BBBBBBBB
BBBBB BBBBXXXXXXXXXBBBBBBBB
BBBBB BBBB
     gettext(u'MOUs') 
    BBBBBBB BBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBB BBBBBBBBB
        BB BBBB
            XXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX
                XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
                XXXXXX XXXXXXXXXXXXXXXX
                    XXX XXXXXXXXXXX
                        XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Between') XXXXX
                        XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Status') XXXXX
                    XXXXX
                XXXXXXXX
                XXXXXX XXXXXXXXXXXXXXXX
                    BBB BBB BB BBBB
                        XXX XXXXXXXXXXX
                            XXX XXXXXXXXXXXXXXXX XXXXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBXX X XXXXXXXXX
                            XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Status') XXXXXXX
                        XXXXX
                    BBBBBB
                XXXXXXXX
            XXXXXXXX
        BBBB
             gettext(u'An MOU belongs to a partnership that both sides have accepted. Your side has none yet.') 
            BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBB BBBB
        BBBBB
    BBBBBBBBBB
BBBBBBBB
