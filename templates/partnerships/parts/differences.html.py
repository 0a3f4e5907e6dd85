
BBBB BBBB
BB BBBBBB
    XXXX XXXXXXXXXXX XXXXXXXXX
        XXX gettext(u'The clauses differ from the days and terms that were typed. The portal uses what was typed:') XXXX
        XXXX
            BBB BBBBB BB BBBBBBXXXXXXXXXBBBBBB
        XXXXX
    XXXXXX
BBBBB
