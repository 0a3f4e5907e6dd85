BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'A partnership was proposed to you') BBBBBBBB
BBBBB BBBB
 gettext(u'Another organization proposes a partnership with yours.') 

 gettext(u'Open it to accept or decline.') 
BBBBBBBB
