BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'Your code to sign in') BBBBBBBB
BBBBB BBBB
 gettext(u'Your code:')  

 gettext(u'Type it where you asked for it. It works once, within three minutes. We will never ask you for it.') 

 gettext(u'If you did not ask for a code, somebody typed your address; you need do nothing.') 
BBBBBBBB
BBBBB BBBBBBBBBBBB
