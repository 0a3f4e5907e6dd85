BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBBBB BBBBBB BB BBBBBBBBBBBB gettext(u'You were signed out everywhere') BBBB gettext(u'How you sign in was changed') BBBBBBBBBBBBB
BBBBB BBBB
BB BBBBBB BB BBBBBBBBBB gettext(u'A new password was set for your account.') 
BBBB BBBBBB BB BBBBBBBBBBBBBBBB gettext(u'A passkey was added to your account.') 
BBBB BBBBBB BB BBBBBBBBBBBBBBBBBB gettext(u'A passkey was removed from your account.') 
BBBB BBBBBB BB BBBBBBBBBBBB gettext(u'An authenticator app was added to your account.') 
BBBB BBBBBB BB BBBBBBBBBBBBBB gettext(u'The authenticator app was removed from your account.') 
BBBB BBBBBB BB BBBBBBBBBBBBBBBBBBBBBB gettext(u'New recovery codes were made for your account.') 
BBBB BBBBBB BB BBBBBBBBBBBBBBBBBBBBBBBB gettext(u'Your old recovery codes no longer work.') 
BBBB BBBBBB BB BBBBBBBBBBBBBBB gettext(u'The sign-in of your organization was connected to your account.') 
BBBB BBBBBB BB BBBBBBBBBBBB gettext(u'An administrator of your organization has signed you out everywhere. You can sign in again.') 
BBBB gettext(u'The sign-in of your organization was disconnected from your account.') BBBBB

BB BBBBBB BB BBBBBBBBBBBB gettext(u'If this was you, you need do nothing. If it was not, set a new password at once, end all sessions, and tell your administrator.') BBBBB
BBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Open your account') BBBBBBBB
BBBBB BBBBBBBBBBBB
