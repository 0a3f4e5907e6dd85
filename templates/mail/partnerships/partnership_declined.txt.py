BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'Your proposal was declined') BBBBBBBB
BBBBB BBBB
 gettext(u'The other side has declined the partnership you proposed.') 

 gettext(u'You can speak with them and propose it again.') 
BBBBBBBB
