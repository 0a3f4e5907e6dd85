BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Courses') 
BBBBBBBB
BBBBB BBBB
    XXXX
        BB BBBBBB
             gettext(u'The courses of your side, and who must take them.') 
        BBBB
             gettext(u'No course is on the list yet.') 
        BBBBB
    XXXXX
BBBBBBBB
BBBBB BBBBBBB
    BB BBBBBBB
        XX XXXXXXXXXX XXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBXX gettext(u'Add a course') XXXX
    BBBBB
    BB BBBBBBB
        XX XXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBXX gettext(u'Record completions') XXXX
    BBBBB
BBBBBBBB
BBBBB BBBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
     gettext(u'No longer given') 
    BBB BBBBB BB BBBBBB
        BB BBBBBBBBBBBBB
            BBBBBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBB
                XXX XXXXXXXXXXXXXBBB BBB BB BBBBBBBBBBXXXXXX XXXXXXXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBB BBBBBBBBBBBBBXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXXBBBBBBXXXXX
            BBBBBBBBBB
        BBBB
            BBBBBBB BBBBBBBBBBBBBBBBB BBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBB
                XXX XXXXXXXXXXXXX
                    BBB BBB BB BBBBBBBBBB
                        XXXX
                            XX XXXXXXXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBB BBBBBBBBBBBBBXXXXXX
                            XXXXX XXXXXXXXXXXXXXXXXXXXXXX
                            XXXXX XXXXXXXXXXXXXXXXBB BBBBBBBBBBBBBBBB gettext(u'Nobody must take it.') BBBBBXXXXXXX
                            BBB BBBB BB BBBBBBBBBXXXXX XXXXXXXXXXXXXXXX gettext(u'Next time:')  XXXXXXXBBBBBB
                        XXXXX
                    BBBBBB
                XXXXX
            BBBBBBBBBB
        BBBBB
    BBBBB
        BB BBBBBBB
             gettext(u'Add the first course: on a leg of the triad, or on the MOU. Then say who must take it.')  gettext(u'Add a course') BBB BBBBBBBBBBBB BB BBB
            BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBB BBBBBBB BBBBBBBBBBB BBBB
        BBBB BBBBBBBBBBBBBBBBB
             gettext(u'Your side’s administrator puts courses on this list.') 
            BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBB BBBB
        BBBB
             gettext(u'Courses belong to a district or an agency, and you hold no role at one.') 
            BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBB BBBB
        BBBBB
    BBBBBB
BBBBBBBB
