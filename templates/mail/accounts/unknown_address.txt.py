BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'Somebody tried to sign in with your address') BBBBBBBB
BBBBB BBBB
 gettext(u'Somebody, perhaps you, tried to sign in to Fenceline with this address. There is no account for it.') 

 gettext(u'People come to this portal by invitation. If you need access, ask the administrator of your district or agency. Otherwise you need do nothing.') 
BBBBBBBB
BBBBB BBBBBBBBBBBB
