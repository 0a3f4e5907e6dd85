BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'The MOU has lapsed') BBBBBBBB
BBBBB BBBB
 gettext(u'No MOU is in force for one of your partnerships, because the last one has ended.') 

 gettext(u'Open it to see when the agency’s access ends. This message comes every day until an MOU is in force.') 
BBBBBBBB
