BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBB BBBBBBB BBBB
BBBBB BBBBBBBBBB
     gettext(u'Not signed in') 
BBBBBBBB
BBBBB BBBBBBB
    BBB BBBBBBBBBBBBBBB BB BBBBBBBBB
    BBBBBBB BB
         gettext(u'Your organization’s sign-in did not work.') 
    BBBBBBBBBB
    BBBBBBB B
         gettext(u'It may be a passing fault: try once more. If it happens again, tell your administrator the time it happened.') 
    BBBBBBBBBB
    BBBBBBB BBBBBB BBBBBBBBBBBBBB BBBBBBBBBBBBBB
         gettext(u'Back to sign in') 
    BBBBBBBBBB
BBBBBBBB
