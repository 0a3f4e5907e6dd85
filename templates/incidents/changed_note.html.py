
BBBB BBBB
BB BBBBBBB
    XXXX XXXXXXXXXXX XXXXXXXX XXXXXXXXXXXXX
        XXXXXXXXXXX gettext(u'Nothing was sent. It was changed after you opened it, in another window or by someone else.') XXXXXXXXXXXXX
        XXX gettext(u'Read these again as they are now, then confirm again:')  FFFFFFF FXXXXX
    XXXXXX
BBBBB
