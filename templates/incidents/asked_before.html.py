
BBBB BBBBBBBBB BBBB
BB BBBBBBBBBBB
     gettext(u'Asked before')  gettext(u'All examples') 
    BBBBBBB BBBBBBBBBBB BBBBBBBBBBBBBB BBBBBBBBBBB
        BB BBB BBBBBBBBBBBB
            XX XXXXXXXXXXXX XXXXXXX gettext(u'Answers to other matters, the latest first.') XXXX
        BBBBB
        XXX XXXXXXXXXXXXX
            BBB BBB BB BBBBBBBBBBB
                XXXX
                    XX XXXXXXXXXXXXXXXXX XXXXXXXXXXXX
                    XXXXX XXXXXXXXXXXXXXXXFFFFFFFFFFFFFFFFXXXXXXX
                    XXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
                XXXXX
            BBBBBB
        XXXXX
    BBBBBBBBBB
BBBBB
