BBBBBBB BBBBBB
BBBB BBBB BBBBBB
BBBBB BBBBBBB gettext(u'Your role changed from %(before)s to %(role)s') SSSS SSSS SSSSSSS SSSS SSSSSSSSSS SS SSSSSSSSBBBBBBBB
BBBBB BBBB
 gettext(u'Your role changed from %(before)s to %(role)s. It applies from now on.') SSSS SSSS SSSSSSS SSSS SSSSSSSSSS SS SSSSSSSSS SS SSSSSSS SSSS SSS SSS

 gettext(u'If you did not expect this, ask the administrator of your organization.') 
BBBBBBBB
BBBBB BBBBBBBBBBBB
