BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'Mail of the portal has waited for over an hour') BBBBBBBB
BBBBB BBBB
 gettext(u'Mail has waited for over an hour to be sent. Until it goes out, people find their notices only in their inbox in Fenceline.') 

 gettext(u'Check the server: is the part of the portal that sends mail running, and does the mail server accept the mail? The settings page sends a test mail.') 
BBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Your desk in Fenceline') BBBBBBBB
