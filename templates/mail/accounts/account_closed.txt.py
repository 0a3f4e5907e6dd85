BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'Your account was closed') BBBBBBBB
BBBBB BBBB
 gettext(u'An administrator has closed your account. You are signed out everywhere and cannot sign in again. What you wrote stays in the record, under your name.') 

 gettext(u'If you did not expect this, ask the administrator of your organization.') 
BBBBBBBB
BBBBB BBBBBBBBBBBB
BBBBB BBBBBBBBBBBB
