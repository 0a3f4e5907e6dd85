BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Training board') 
BBBBBBBB
BBBBB BBBBBBBB X FFFFFFF FF FFBBBBBBBB
BBBBB BBBBXXXXXXXXXBBBBBBBB
BBBBB BBBBBBB
    BB BBBBBBB
        XX XXXXXXXXXX XXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBXX gettext(u'Record completions') XXXX
    BBBBB
BBBBBBBB
BBBBB BBBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    BB BBBBB
        XXXX XXXXXXXXXXXXXXXXXX XXXXXX
            XXXXXX XXXXXXXXXXXXX XXXXXXXXXXXX XXXXXX XXXXXXXXXXXXX
                XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX gettext(u'How many have completed each course, by place') XXXXXXXXXX
                XXXXXX XXXXXXXXXXXXXXXX
                    XXX XXXXXXXXXXX
                        XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Where') XXXXX
                        BBB BBBBBB BB BBBBBBBBBBBBBXXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBB BBBBBBBBBXXXXXXXXXXXBBBBBB
                        BB BBBBBBBBBBBBBBBBBBBB B B
                            XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'All of them') XXXXX
                        BBBBB
                    XXXXX
                XXXXXXXX
                BBBBBBBBB
                    XXXXXX XXXXXXXXXXXXXXXX
                        BBB BBBB BB BBBBB
                            XXX XXXXXXXXXXX
                                XXX XXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
                                BBB BBBBBBB BBBB BB BBBBBBBBBB
                                    XXX XXXXXXXXXXX XXXXXXXXXXXXXBB BBB BBBBBBBBBB XXXXXXXXXXXXXXXXXBBBBBX
                                        BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBB
                                    XXXXX
                                BBBBBB
                                BB BBBBBBBBBBBBBBBBBBBB B B
                                    XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'All of them') XX
                                        BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBB BBBB
                                    XXXXX
                                BBBBB
                            XXXXX
                        BBBBBB
                    XXXXXXXX
                BBBBBBBBBBBB
                BB BBBBBBBBBBBBBBBBBBB B B
                    XXXXXX XXXXXXXXXXXXXXXX
                        XXX XXXXXXXXXXX
                            XXX XXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXX gettext(u'Everywhere') XXXXXXXXXXXX XXXXXXXXXXXXXXXX gettext(u'each person once') XXXXXXXXXXXX
                            BBB BBBBBBB BBBB BB BBBBBBBBBBBBBBBBB
                                XXX XXXXXXXXXXX XXXXXXXXXXXXXX
                                    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBB
                                XXXXX
                            BBBBBB
                            BB BBBBBBBBBBBBBBBBBBBB B B
                                XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'All of them') XX
                                    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBBBBBBB BBBB
                                XXXXX
                            BBBBB
                        XXXXX
                    XXXXXXXX
                BBBBB
            XXXXXXXX
        XXXXXX
        BB BBBBBBBBBBBBBBBBBB BB BBBBBBBBBBBBBB
            BBBBBBB BBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBB BBBBBBBBBB BBBB
        BBBBB
    BBBB BBBBBBBB
         gettext(u'Nobody matches this filter.')  gettext(u'Clear the filter') 
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBB BBBBBBBBBBBBB BBBBBBBBBBB BBBB
    BBBB BBBBBBB
         gettext(u'Nobody is asked to take a course yet. Open a course, or add one, and say who must take it.')  gettext(u'Go to the courses') BBB BBBBBBBBBBBBB BB BBB
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBB BBBBBBB BBBBBBBBBBB BBBB
    BBBB
         gettext(u'Nobody here is asked to take a course. Your side’s administrator says who must take which.')  gettext(u'See the courses') BBB BBBBBBBBBBBBB BB BBB
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBB BBBBBBB BBBBBBBBBBB BBBB
    BBBBB
    BB BBBBBBB BBB BBBBB
        XX XXXXXXXXXXXXXXXXXXX gettext(u'Nobody is asked to take one of these courses at:')  BBB BBBBB BB BBBBBBBBB BBB BBBBBBBBBBBBX BBBBBBBBBBBBB BBBBBBBBBBBB ngettext(u', and one more', u', and %(n)s more', count) S SSS SSS SSSSP PPP PPPPP PPPPBBBBBXXXXX
    BBBBB
BBBBBBBB
