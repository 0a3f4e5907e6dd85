BBBBBBB BBBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBBB
     gettext(u'Something broke') 
BBBBBBBB
BBBBB BBBB
     gettext(u'Error 500') 
BBBBBBBB
BBBBB BBBBBBB
     gettext(u'Something broke on our side.') 
BBBBBBBB
BBBBB BBBBB
    XXX gettext(u'What you did just now may not have been saved. Check whether it is in your list before you send it again.') XXXX
    XXX gettext(u'The fault was recorded. If it happens again, call your administrator. Say what you were doing, and at what time.') XXXX
BBBBBBBB
