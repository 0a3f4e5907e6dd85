BBBBBBB BBBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBBB
     gettext(u'We could not read that') 
BBBBBBBB
BBBBB BBBB
     gettext(u'Error 400') 
BBBBBBBB
BBBBB BBBBBBB
     gettext(u'We could not read that request.') 
BBBBBBBB
BBBBB BBBBB
    XXX gettext(u'Something in the address or in what was sent was wrong, so nothing was saved.') XXXX
    XXX gettext(u'Go back, reload the page, and try again. Some browsers still show what you typed, others do not.') XXXX
BBBBBBBB
