BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'The schools of a partnership changed') BBBBBBBB
BBBBB BBBB
 gettext(u'The district has changed which schools your partnership covers.') 

 gettext(u'Open it to see the schools, and check your postings.') 
BBBBBBBB
