BBBBBBB BBBBBB
BBBB BBBB BBBBBB
BBBBB BBBBBBB gettext(u'You are now %(role)s') SSS SSS SSS SSSSSSSSBBBBBBBB
BBBBB BBBB
 gettext(u'You were given the role %(role)s. From its first day, your desk shows what you can do with it.') SSS SSSS SSSSS SSS SSSS SSSSSSSSS SSSS SSS SSSSS SSSS SSSS SSSS SSSSS SSSS SSS SSS SS SSSS SSS

 gettext(u'If you did not expect this, ask the administrator of your organization.') 
BBBBBBBB
BBBBB BBBBBBBBBBBB
