BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'Your second factor will be reset in 24 hours') BBBBBBBB
BBBBB BBBB
 gettext(u'A second administrator has agreed. In 24 hours your passkeys, authenticator app and recovery codes are removed, and all your sessions end.') 

 gettext(u'If you did not ask for this, sign in and stop it now on the page “Your account”, and tell your administrator.') 
BBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Open your account') BBBBBBBB
