BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'Your account is open again') BBBBBBBB
BBBBB BBBB
 gettext(u'An administrator has opened your account again. You can sign in as before.') 

 gettext(u'If you did not expect this, ask the administrator of your organization.') 
BBBBBBBB
BBBBB BBBBBBBBBBBB
