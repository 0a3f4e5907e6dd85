BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'A reset of your second factor was asked for') BBBBBBBB
BBBBB BBBB
 gettext(u'An administrator of your organization has asked to remove your passkeys, authenticator app and recovery codes, because you have lost them.') 

 gettext(u'If that is so, you need do nothing: a second administrator must agree, and a day later you set up a new second factor at sign-in.') 

 gettext(u'If you did not ask for this, sign in and stop it on the page “Your account”, and tell your administrator.') 
BBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Open your account') BBBBBBBB
