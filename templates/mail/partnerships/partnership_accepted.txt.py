BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'Your partnership was accepted') BBBBBBBB
BBBBB BBBB
 gettext(u'The other side has accepted the partnership you proposed.') 

 gettext(u'Next, one side enters the signed MOU and the other confirms it.') 
BBBBBBBB
