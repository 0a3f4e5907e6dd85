BBBBBBB BBBBBBBBBBB
BBBB BBBB
BBBBB BBBBB
     gettext(u'Home') 
BBBBBBBB
BBBBB BBBB
    XXXX gettext(u'You have no role here now.') XXXXX
BBBBBBBB
BBBBB BBBB
    BBB BBBBBB BB BBBBBBBB
     gettext(u'Your last role has ended, or the next one has not begun. Ask your own administrator.') 
     gettext(u'Whom to call') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBB BBBBBBBBBBBB BBBBBBBBBBB BBBB
BBBBBBBB
