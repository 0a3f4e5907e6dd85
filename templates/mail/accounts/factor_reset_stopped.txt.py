BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'The reset of your second factor was stopped') BBBBBBBB
BBBBB BBBB
 gettext(u'The reset was stopped. Your passkeys, authenticator app and recovery codes stay as they are.') 
BBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Open your account') BBBBBBBB
