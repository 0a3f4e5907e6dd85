BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'An MOU waits for your side to confirm it') BBBBBBBB
BBBBB BBBB
 gettext(u'The other side has entered the MOU as it was signed on paper.') 

 gettext(u'Compare it with your paper, then confirm it or send it back. It has no effect before that.') 
BBBBBBBB
