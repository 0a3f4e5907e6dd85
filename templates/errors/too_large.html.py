BBBBBBB BBBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBBB
     gettext(u'That is too large') 
BBBBBBBB
BBBBB BBBB
     gettext(u'Error 413') 
BBBBBBBB
BBBBB BBBBBBB
     gettext(u'That is too large to send.') 
BBBBBBBB
BBBBB BBBBB
    XXX gettext(u'What was sent is larger than this page takes, so nothing was read and nothing was saved.') XXXX
    XXX gettext(u'Go back, choose a smaller file, and send it again. A scan in gray at 200 dots per inch is usually small enough.') XXXX
BBBBBBBB
