BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'Another address for your account was asked for') BBBBBBBB
BBBBB BBBB
BB BBBBBB BB BBBBBBBBBBBBBBB gettext(u'An administrator of your organization asked that you sign in with another address. Your account says why.') BBBB gettext(u'You asked to sign in with another address.') BBBBB

 gettext(u'A link went to that address. When you open it, signed in, the address changes; until then everything stays as it is.') 

 gettext(u'If this was not your wish, do not open the link, set a new password, and tell your administrator.') 
BBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Open your account') BBBBBBBB
