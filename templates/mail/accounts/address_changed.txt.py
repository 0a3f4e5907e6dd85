BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'The address of your account was changed') BBBBBBBB
BBBBB BBBB
 gettext(u'From now on you sign in to Fenceline with another address. This is told to the new address and to the one before. Your roles and your training are as they were.') 

 gettext(u'If this was not you, tell your administrator at once.') 
BBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Open your account') BBBBBBBB
BBBBB BBBBBBBBBBBB
