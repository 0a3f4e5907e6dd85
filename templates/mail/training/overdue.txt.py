BBBBBBB BBBBBB
BBBB BBBB BBBBBB BBBBBB
BBBBB BBBBBBB gettext(u'Training overdue, was due by %(day)s: %(topic)s') SSSSSSSS SSSSSSSS SSS SSS SS SSSSSSSS SSSSSSSSSBBBBBBBB
BBBBB BBBB
 gettext(u'Training is overdue. It is about: %(topic)s.') SSSSSSSS SS SSSSSSSS SS SS SSSSSS SSSSSSSSSS

 gettext(u'The last day for it was %(day)s.') SSS SSSS SSS SSS SS SSS SSSSSSSS

 gettext(u'This message comes every week until it is recorded. If you have taken it, ask your administrator to record it.') 
BBBBBBBB
