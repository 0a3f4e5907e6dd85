BBBBBBB BBBBBB
BBBB BBBB BBBBBBBB
BBBBB BBBBBBB gettext(u'A posting was ended') BBBBBBBB
BBBBB BBBB
BBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBB gettext(u'The last day of a posting was set.') BBBBBBBBBBBB

 gettext(u'Open it to see who is posted now.') 
BBBBBBBB
