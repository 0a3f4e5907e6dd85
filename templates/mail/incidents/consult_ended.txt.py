BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'Question %(number)s needs no answer') SSSSSSSS SSSSSSSSSS SSSSS SS SSSSSSBBBBBBBB
BBBBB BBBB
 gettext(u'The school needs no answer to question %(number)s any more.') SSS SSSSSS SSSSS SS SSSSSS SS SSSSSSSS SSSSSSSSSS SSS SSSSS

 gettext(u'Nothing more is asked of you.') 
BBBBBBBB
