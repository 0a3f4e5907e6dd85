BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'Question %(number)s before a call') SSSSSSSS SSSSSSSSSS SSSSSS S SSSSBBBBBBBB
BBBBB BBBB
 gettext(u'A school asks you question %(number)s before it calls the officer.') S SSSSSS SSSS SSS SSSSSSSS SSSSSSSSSS SSSSSS SS SSSSS SSS SSSSSSSS

 gettext(u'It waits for your answer.') 
BBBBBBBB
