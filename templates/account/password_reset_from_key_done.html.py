BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBB BBBBBBB BBBB
BBBBB BBBBBBBBBB
     gettext(u'Password changed') 
BBBBBBBB
BBBBB BBBBBBB
    BBB BBBBBBBBBBBBBBB BB BBBBBBBBB
    BBBBBBB BB
         gettext(u'Your password is changed.') 
    BBBBBBBBBB
    BBBBBBB B
         gettext(u'Use the new one from now on.') 
    BBBBBBBBBB
    BBBBBBB BBBBBB BBBBBBBBBBBBBB BBBBBBBBBBBBBB
         gettext(u'Sign in') 
    BBBBBBBBBB
BBBBBBBB
