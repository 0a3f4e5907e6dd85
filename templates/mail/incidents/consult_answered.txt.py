BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'Question %(number)s was answered') SSSSSSSS SSSSSSSSSS SSS SSSSSSSSBBBBBBBB
BBBBB BBBB
 gettext(u'The supervisor has answered question %(number)s.') SSS SSSSSSSSSS SSS SSSSSSSS SSSSSSSS SSSSSSSSSSS

 gettext(u'What follows is for the school to decide.') 
BBBBBBBB
