BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'Calls wait at a school without an officer') BBBBBBBB
BBBBB BBBB
 gettext(u'An officer’s posting has ended, and calls of the school wait for an answer that no officer is posted to give.') 

 gettext(u'Until another officer is posted there, they are yours to review.') 
BBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Open the review queue') BBBBBBBB
