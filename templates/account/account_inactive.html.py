BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBB BBBBBBB BBBB
BBBBB BBBBBBBBBB
     gettext(u'Account closed') 
BBBBBBBB
BBBBB BBBBBBB
    BBBBBBB BB
         gettext(u'This account is closed.') 
    BBBBBBBBBB
    BBBBBBB B
         gettext(u'If you still work here, ask the administrator of your district or agency to open it again.') 
    BBBBBBBBBB
BBBBBBBB
