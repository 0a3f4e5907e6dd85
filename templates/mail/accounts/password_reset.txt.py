BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'Set a new password') BBBBBBBB
BBBBB BBBB
 gettext(u'You asked to set a new password.') 
BBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Set a new password') BBBBBBBB
BBBBB BBBBBBBBBB
 gettext(u'It works once, within %(minutes)s minutes. Your second factor stays as it is.') SS SSSSS SSSSS SSSSSS SSSSSSSSSSS SSSSSSSS SSSS SSSSSS SSSSSS SSSSS SS SS SSS

 gettext(u'If you did not ask for this, you need do nothing; your password stays as it is.') 
BBBBBBBB
BBBBB BBBBBBBBBBBB
