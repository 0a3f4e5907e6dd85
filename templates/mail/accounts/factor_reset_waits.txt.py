BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'A reset of a second factor waits for a second administrator') BBBBBBBB
BBBBB BBBB
 gettext(u'Somebody has lost their second factor, and another administrator has asked to reset it. It waits for a second administrator to agree.') 

 gettext(u'Agree only if you have checked for yourself that it is them. If something looks wrong, stop it.') 
BBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Look at it') BBBBBBBB
