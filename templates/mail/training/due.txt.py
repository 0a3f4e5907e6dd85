BBBBBBB BBBBBB
BBBB BBBB BBBBBB BBBBBB
BBBBB BBBBBBB gettext(u'Training due by %(day)s: %(topic)s') SSSSSSSS SSS SS SSSSSSSS SSSSSSSSSBBBBBBBB
BBBBB BBBB
 gettext(u'Training is due. It is about: %(topic)s.') SSSSSSSS SS SSSS SS SS SSSSSS SSSSSSSSSS

 gettext(u'The last day for it is %(day)s.') SSS SSSS SSS SSS SS SS SSSSSSSS

 gettext(u'Your page says which course it is and when it is given. If you have taken it, ask your administrator to record it.') 
BBBBBBBB
