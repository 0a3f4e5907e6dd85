BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB ngettext(u'%(number)s thing to know from Fenceline', u'%(number)s things to know from Fenceline', count) SSSSSSSSSS SSSSS SS SSSS SSSS SSSSSSSSSPPPPPPPPPP PPPPPP PP PPPP PPPP PPPPPPPPPBBBBBBBB
BBBBB BBBB
 gettext(u'Your notices, one line each:') 
BBBBBBBB
BBBBB BBBB gettext(u'This message names no student. Sign in to read more; the links open only for you.') BBBBBBBB
