BBBBBBB BBBBBB
BBBB BBBB BBBBBB
BBBBB BBBBBBB gettext(u'You are invited to Fenceline as %(role)s at %(organization)s') SSS SSS SSSSSSS SS SSSSSSSSS SS SSSSSSSS SS SSSSSSSSSSSSSSSSBBBBBBBB
BBBBB BBBB
BB BBBBBBB gettext(u'%(inviter)s invites you to be %(role)s at %(organization)s in Fenceline, the portal that the school district shares with its police partners.') SSSSSSSSSSS SSSSSSS SSS SS SS SSSSSSSS SS SSSSSSSSSSSSSSSS SS SSSSSSSSSS SSS SSSSSS SSSS SSS SSSSSS SSSSSSSS SSSSSS SSSS SSS SSSSSS SSSSSSSSSBBBB gettext(u'You are invited to be %(role)s at %(organization)s in Fenceline, the portal that the school district shares with its police partners.') SSS SSS SSSSSSS SS SS SSSSSSSS SS SSSSSSSSSSSSSSSS SS SSSSSSSSSS SSS SSSSSS SSSS SSS SSSSSS SSSSSSSS SSSSSS SSSS SSS SSSSSS SSSSSSSSSBBBBB
BBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Accept the invitation') BBBBBBBB
BBBBB BBBBBBBBBB
 gettext(u'The link works once, until %(day)s. Do not forward it: whoever opens it first takes your place.') SSS SSSS SSSSS SSSSS SSSSS SSSSSSSS SS SSS SSSSSSS SSS SSSSSSS SSSSS SS SSSSS SSSSS SSSS SSSSSS

 gettext(u'If you did not expect this, ignore it; nothing happens until the link is opened.') 
BBBBBBBB
BBBBB BBBBBBBBBBBB
