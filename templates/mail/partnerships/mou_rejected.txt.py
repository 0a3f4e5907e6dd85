BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'The MOU was sent back') BBBBBBBB
BBBBB BBBB
 gettext(u'The other side has sent back the MOU you entered.') 

 gettext(u'Open it to read what is not right, and enter a corrected version.') 
BBBBBBBB
