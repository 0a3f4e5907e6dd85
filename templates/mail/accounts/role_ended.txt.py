BBBBBBB BBBBBB
BBBB BBBB BBBBBB
BBBBB BBBBBBB gettext(u'Your role as %(role)s has ended') SSSS SSSS SS SSSSSSSS SSS SSSSSBBBBBBBB
BBBBB BBBB
 gettext(u'Your role as %(role)s has ended. What you wrote stays in the record, under your name.') SSSS SSSS SS SSSSSSSS SSS SSSSSS SSSS SSS SSSSS SSSSS SS SSS SSSSSSS SSSSS SSSS SSSSS

 gettext(u'If you did not expect this, ask the administrator of your organization.') 
BBBBBBBB
BBBBB BBBBBBBBBBBB
BBBBB BBBBBBBBBBBB
