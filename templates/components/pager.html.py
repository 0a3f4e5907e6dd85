
BBBB BBBB
BB BBBBBBBBB BB BBBBBBBBB
    XXXX XXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Pages') XX
        BB BBBBBBBBB
            XX XXXXXXXXXXX XXXXXXXXXX XXXXXXXX
                BB BBBBB
                     gettext(u'Previous') 
                BBBB
                     gettext(u'Newer') 
                BBBBB
            XXXX
        BBBB
            XXXXXX
                BB BBBBB
                     gettext(u'The list begins here.') 
                BBBB
                     gettext(u'These are the newest.') 
                BBBBB
            XXXXXXX
        BBBBB
        BB BBBBBXXXXXXXXXXXXXBBBBB
        BB BBBBBBBBB
            XX XXXXXXXXXXX XXXXXXXXXX XXXXXXXX
                BB BBBBB
                     gettext(u'Next') 
                BBBB
                     gettext(u'Older') 
                BBBBB
            XXXX
        BBBB
            XXXXXX
                BB BBBBB
                     gettext(u'The list ends here.') 
                BBBB
                     gettext(u'Nothing older.') 
                BBBBB
            XXXXXXX
        BBBBB
    XXXXXX
BBBBB
