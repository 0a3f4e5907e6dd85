BBBBBBB BBBBBB
BBBB BBBB BBBBBB BBBBBB
BBBBB BBBBBBB gettext(u'Recorded: your training, %(topic)s') SSSSSSSSS SSSS SSSSSSSSS SSSSSSSSSBBBBBBBB
BBBBB BBBB
 gettext(u'It was recorded that you have completed training. It was about: %(topic)s.') SS SSS SSSSSSSS SSSS SSS SSSS SSSSSSSSS SSSSSSSSS SS SSS SSSSSS SSSSSSSSSS

BB BBBBBB gettext(u'It is valid through %(day)s.') SS SS SSSSS SSSSSSS SSSSSSSSBBBBB

 gettext(u'If this is not so, tell your administrator, who can withdraw it.') 
BBBBBBBB
