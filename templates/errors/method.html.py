BBBBBBB BBBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBBB
     gettext(u'There is no page at this address') 
BBBBBBBB
BBBBB BBBB
     gettext(u'Error 405') 
BBBBBBBB
BBBBB BBBBBBB
     gettext(u'There is no page to read at this address.') 
BBBBBBBB
BBBBB BBBBB
    XXX gettext(u'This address only works through a button on another page. You opened its address directly, so nothing was done and nothing was saved.') XXXX
    XXX gettext(u'Go to your desk, open the page again from there, and use its button.') XXXX
BBBBBBBB
