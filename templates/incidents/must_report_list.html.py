BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Must be reported') 
BBBBBBBB
BBBBB BBBB
    XXXX gettext(u'What must be reported at your schools.') XXXXX
    XX XXXXXXXXXXXXXXXXXX gettext(u'Such a matter is never kept in school. Before anything else the school reads whom to tell, and it ends as handed on once somebody was told. It can be sent to the officer as well.') XXXX
BBBBBBBB
BBBBB BBBBBBB
    XX XXXXXXXXXX XXXXXXXXXXXX XXXXXXXXXXXXX gettext(u'Mark a matter') XXXX
BBBBBBBB
BBBBB BBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBB
    BB BBBB
        XXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX
            XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX gettext(u'What your district has marked, the newest first') XXXXXXXXXX
            XXXXXX XXXXXXXXXXXXXXXX
                XXX XXXXXXXXXXX
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'What') XXXXX
                    BB BBBBBBB
                        XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'District') XXXXX
                    BBBBB
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Marked by') XXXXX
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Since') XXXXX
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX gettext(u'Mark no longer') XXXXXXXXXXXX
                XXXXX
            XXXXXXXX
            XXXXXX XXXXXXXXXXXXXXXX
                BBB BBB BB BBBB
                    XXX XXXXXXXXXXX
                        XXX XXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXX
                        BB BBBBBBBXXX XXXXXXXXXXXXXXXXXBBBBB
                        XXX XXXXXXXXXXXXXXXXX
                        XXX XXXXXXXXXXXXXXXXX
                        XXX XXXXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBB BBBBBBBBBBBXX gettext(u'Mark no longer') XXXXX XXXXXXXXXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXX
                    XXXXX
                BBBBBB
            XXXXXXXX
        XXXXXXXX
    BBBB
         gettext(u'Your district has marked nothing of its own. What is named beside is handed on anyway.') 
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBB BBBB
    BBBBB
BBBBBBBB
BBBBB BBBBB
     gettext(u'Mark a matter')  gettext(u'Mark it') 
    BBBBBBB BBBBBBBBBBBBB BBBBBBBBB
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBB BBBB
    BBBBBBBBBB
     gettext(u'Always') 
    BBBBBBB BBBBBBBBBBBBB BBBBBBBBBBB
        XXX gettext(u'In every district these are handed on; nobody can take them off the list:') XXXX
        XXXX
            BBB BBBBB BB BBBBBBXXXXXXXXXBBBBBB
        XXXXX
    BBBBBBBBBB
BBBBBBBB
