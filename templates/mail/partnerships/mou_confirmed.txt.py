BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'The MOU was confirmed') BBBBBBBB
BBBBB BBBB
 gettext(u'The other side has confirmed the MOU you entered.') 

 gettext(u'It is in force from its first day to its last.') 
BBBBBBBB
