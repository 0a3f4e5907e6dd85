BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'The activity log was checked today: nothing was changed') BBBBBBBB
BBBBB BBBB
 gettext(u'The portal checked its activity log today. All %(number)s entries, and the records they are about, are as they were written.') SSS SSSSSS SSSSSSS SSS SSSSSSSS SSS SSSSSS SSS SSSSSSSSSS SSSSSSSS SSS SSS SSSSSSS SSSS SSS SSSSSS SSS SS SSSS SSSS SSSSSSSS

 gettext(u'Keep this message. If somebody shortens or rewrites the log later, the two lines below prove it. The person who runs the server compares them with “manage.py audit_verify --head HEAD --signature SIGNATURE”.') 

 gettext(u'Head: %(head)s') SSSSS SSSSSSSS

 gettext(u'Signature: %(signature)s') SSSSSSSSSS SSSSSSSSSSSSS
BBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Your desk in Fenceline') BBBBBBBB
