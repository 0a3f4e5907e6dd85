BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'Your second factor was reset') BBBBBBBB
BBBBB BBBB
 gettext(u'Your passkeys, authenticator app and recovery codes were removed, and all your sessions have ended.') 

 gettext(u'Sign in to set up a new second factor. If you did not ask for this, tell your administrator at once.') 
BBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Sign in') BBBBBBBB
