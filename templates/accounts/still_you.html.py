BBBBBBB BBBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBBB
     gettext(u'Show that it is still you') 
BBBBBBBB
BBBBB BBBB
     gettext(u'Not saved yet') 
BBBBBBBB
BBBBB BBBBBBB
     gettext(u'Show that it is still you.') 
BBBBBBBB
BBBBB BBBBB
    BB BBB
        XXX gettext(u'What you typed is kept: afterwards you see it, to copy into the form. The file that you had chosen could not be kept: choose it again.') XXXX
    BBBB
        XXX gettext(u'What you sent is too long to be kept. Show that it is you, then fill in the form again, in parts.') XXXX
    BBBBB
BBBBBBBB
BBBBB BBBB
    XX XXXXXXXXXX XXXXXXXXXXXX XXXXXXXX gettext(u'Show that it is me') XXXX
BBBBBBBB
