BBBBBBB BBBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBBB
     gettext(u'Nothing here') 
BBBBBBBB
BBBBB BBBB
     gettext(u'Error 404') 
BBBBBBBB
BBBBB BBBBBBB
     gettext(u'There is nothing at this address.') 
BBBBBBBB
BBBBB BBBBB
    XXX gettext(u'The address may be mistyped or old, or the page may belong to someone else. The portal does not say which.') XXXX
    XXX gettext(u'If a colleague sent you this link, ask them what it was about. Your own desk shows everything that waits for you.') XXXX
BBBBBBBB
