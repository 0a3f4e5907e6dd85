BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'An MOU was taken back') BBBBBBBB
BBBBB BBBB
 gettext(u'The other side has taken back the MOU it asked your side to confirm. There is nothing left to answer.') 

 gettext(u'When it enters a corrected version, you will be told.') 
BBBBBBBB
