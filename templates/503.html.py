BBBBBBB BBBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBBB
     gettext(u'Not reachable right now') 
BBBBBBBB
BBBBB BBBB
     gettext(u'Error 503') 
BBBBBBBB
BBBBB BBBBBBB
     gettext(u'The portal cannot reach its records right now.') 
BBBBBBBB
BBBBB BBBBB
    XXX gettext(u'Try again in a minute. What you sent before is kept. What you were sending just now may not be: look at the record before you send it again.') XXXX
    XXX gettext(u'A call on the officer does not wait for the portal: radio or phone as you always do, and log it afterwards.') XXXX
BBBBBBBB
BBBBB BBBB
    XX XXXXXXXXXX XXXXXXXXXXXX XXXXXXXX gettext(u'Try again') XXXX
BBBBBBBB
