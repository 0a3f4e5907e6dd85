BBBBBBB BBBBBB
BBBB BBBB BBBBBB BBBBBB
BBBBB BBBBBBB gettext(u'Training for you by %(day)s: %(topic)s') SSSSSSSS SSS SSS SS SSSSSSSS SSSSSSSSSBBBBBBBB
BBBBB BBBB
 gettext(u'Your organization asks you to take training. It is about: %(topic)s.') SSSS SSSSSSSSSSSS SSSS SSS SS SSSS SSSSSSSSS SS SS SSSSSS SSSSSSSSSS

 gettext(u'Complete it by %(day)s.') SSSSSSSS SS SS SSSSSSSS

 gettext(u'Your page says which course it is, why it is asked of you and when it is given.') 
BBBBBBBB
