BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBB BBBBBBB BBBB
BBBBB BBBBBBBBBB
     gettext(u'Not signed in') 
BBBBBBBB
BBBBB BBBBBBB
    BBB BBBBBBBBBBBBBBB BB BBBBBBBBB
    BBBBBBB BB
         gettext(u'You stopped before the end.') 
    BBBBBBBBBB
    BBBBBBB B
         gettext(u'Nothing was changed, and you are not signed in.') 
    BBBBBBBBBB
    BBBBBBB BBBBBB BBBBBBBBBBBBBB BBBBBBBBBBBBBB
         gettext(u'Sign in') 
    BBBBBBBBBB
BBBBBBBB
