BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'Confirm your new address') BBBBBBBB
BBBBB BBBB
 gettext(u'You, or an administrator of your organization, asked that you sign in to Fenceline with this address from now on.') 

 gettext(u'Sign in with the address you have had so far, then open the link. Nothing changes before.') 
BBBBBBBB
BBBBB BBBBBBBBBB gettext(u'This is my address') BBBBBBBB
BBBBB BBBBBBBBBB
 gettext(u'The link works once, until %(day)s.') SSS SSSS SSSSS SSSSS SSSSS SSSSSSSS

 gettext(u'If you know nothing of this, ignore it: without signing in, nobody can use the link.') 
BBBBBBBB
BBBBB BBBBBBBBBBBB
