BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Asked before') 
BBBBBBBB
BBBBB BBBBBBBB
    BBB BBBBBBBBBBBBBBB BB BBBB gettext(u'Referrals') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBB BBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    XXXX
        BB BBBBB BB BBB BBB BBB BBBBBBBBB
             gettext(u'No example has been kept yet.') 
        BBBB
             gettext(u'What was asked before, and what was answered.') 
        BBBBB
    XXXXX
BBBBBBBB
BBBBB BBBBBB
    XX XXXXXXXXXXXXXX gettext(u'Reworded by the supervisor, without school, place, day or name. Each was right for its own matter; yours may differ.') XXXX
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    BB BBBB
        XXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX
            XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX gettext(u'Examples, newest first') XXXXXXXXXX
            XXXXXX XXXXXXXXXXXXXXXX
                XXX XXXXXXXXXXX
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'What') XXXXX
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Answer') XXXXX
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Clause') XXXXX
                XXXXX
            XXXXXXXX
            XXXXXX XXXXXXXXXXXXXXXX
                BBB BBB BB BBBB
                    XXX XXXXXXXXXXX
                        XXX XXXXXXXXXXXXXXXX XXXXXXXXXXXXXX XXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXFFFFFFFFFFFFFFFFXXXXXXXXXXXX
                        XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Answer') XXXXXXX
                        XXX XXXXXXXXXXX
                            XXXXXXXXXXXX gettext(u'Clause') XXBB BBBBBBBBBBBBBBXXXXX XXXXXXXXXXXXXX gettext(u'None') XXXXXXXBBBBBXXXXX
                    XXXXX
                BBBBBB
            XXXXXXXX
        XXXXXXXX
    BBBB BBBBBBBBB
         gettext(u'No example matches this filter.')  gettext(u'Clear the filter') 
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBB BBBBBBBBBBBBB BBBBBBBBBBB BBBB
    BBBB
         gettext(u'When a school agrees, the supervisor keeps its question and the answer here, reworded.') BBB BBBBBBBBBBBBBB BB BBB gettext(u'Questions to the supervisor') 
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBB BBBBBBB BBBBBBBBBBB BBBB
    BBBBB
BBBBBBBB
BBBBB BBBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBB
BBBBBBBB
