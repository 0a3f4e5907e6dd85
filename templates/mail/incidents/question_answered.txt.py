BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'Your question about referral %(number)s was answered') SSSS SSSSSSSS SSSSS SSSSSSSS SSSSSSSSSS SSS SSSSSSSSBBBBBBBB
BBBBB BBBB
 gettext(u'The school has answered the question about referral %(number)s.') SSS SSSSSS SSS SSSSSSSS SSS SSSSSSSS SSSSS SSSSSSSS SSSSSSSSSSS

 gettext(u'Open it to read the answer.') 
BBBBBBBB
