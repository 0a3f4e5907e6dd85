BBBBBBB BBBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBBB
     gettext(u'We could not read that') 
BBBBBBBB
BBBBB BBBB
     gettext(u'Error 411') 
BBBBBBBB
BBBBB BBBBBBB
     gettext(u'We could not read that request.') 
BBBBBBBB
BBBBB BBBBB
    XXX gettext(u'The request did not say how long it was, so nothing was read and nothing was saved. Browsers normally send this.') XXXX
    XXX gettext(u'Go back and send it again. If this page comes again, tell the person who runs your network.') XXXX
BBBBBBBB
