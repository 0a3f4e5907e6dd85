BBBBBBB BBBBBB
BBBB BBBB BBBBBB
BBBBB BBBBBBB gettext(u'Your invitation was accepted: %(role)s') SSSS SSSSSSSSSS SSS SSSSSSSSS SSSSSSSSBBBBBBBB
BBBBB BBBB
 gettext(u'The person you invited to be %(role)s has accepted. Their page shows since when and whether a second factor is set up.') SSS SSSSSS SSS SSSSSSS SS SS SSSSSSSS SSS SSSSSSSSS SSSSS SSSS SSSSS SSSSS SSSS SSS SSSSSSS S SSSSSS SSSSSS SS SSS SSS
BBBBBBBB
BBBBB BBBBBBBBBBBB
