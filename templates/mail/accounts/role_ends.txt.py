BBBBBBB BBBBBB
BBBB BBBB BBBBBB
BBBBB BBBBBBB gettext(u'How long you are %(role)s') SSS SSSS SSS SSS SSSSSSSSBBBBBBBB
BBBBB BBBB
BB BBBBBBBB gettext(u'%(day)s is your last day as %(role)s.') SSSSSSS SS SSSS SSSS SSS SS SSSSSSSSSBBBB gettext(u'Your role as %(role)s holds until further notice.') SSSS SSSS SS SSSSSSSS SSSSS SSSSS SSSSSSS SSSSSSSBBBBB

 gettext(u'If you did not expect this, ask the administrator of your organization.') 
BBBBBBBB
BBBBB BBBBBBBBBBBB
