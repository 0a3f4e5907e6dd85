BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'Test mail from Fenceline') BBBBBBBB
BBBBB BBBB
 gettext(u'You asked Fenceline for a test mail, and here it is: the mail server takes mail from the portal.') 
BBBBBBBB
BBBBB BBBBBBBBBBBB
