BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'The mail server refuses the portal’s mail') BBBBBBBB
BBBBB BBBB
 gettext(u'The mail server objects to the portal itself: its sender address, its sign-in or its connection. The people the mail is for are not the cause. The portal keeps trying, but until this is fixed some people get no mail.') 

 gettext(u'Open the settings page in Fenceline and send a test mail. The answer says what to check.') 
BBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Your desk in Fenceline') BBBBBBBB
