BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBB BBBBBBB BBBB
BBBBB BBBBBBBBBB
     gettext(u'By invitation') 
BBBBBBBB
BBBBB BBBBBBB
    BBB BBBBBBBBBBBBBBB BB BBBBBBBBB
    BBBBBBB BB
         gettext(u'Accounts open by invitation.') 
    BBBBBBBBBB
    BBBBBBB B
         gettext(u'Ask the administrator of your district or agency to invite you. The mail they send carries the link that opens your account.') 
    BBBBBBBBBB
    BBBBBBB BBBBBB BBBBBBBBBBBBBB BBBBBBBBBBBBBB
         gettext(u'Sign in') 
    BBBBBBBBBB
BBBBBBBB
