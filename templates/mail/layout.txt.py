BBBB BBBB
BBBBB BBBBBBBBBBBB

BBB BBBB BB BBBBB
X 
  
BBBBBB

BBBBB BBBBBB BBBB
BBBBB BBBBBBBBBB gettext(u'Open it in Fenceline') BBBBBBBBX

BBBBBBBBBBBBB

BBBBB BBBBBBBBBBBBBBBBBB

BBBBB BBBB gettext(u'This message names no student. Sign in to read more; the link opens only for you.') BBBBBBBB
