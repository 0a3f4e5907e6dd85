BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'A question about referral %(number)s') S SSSSSSSS SSSSS SSSSSSSS SSSSSSSSSSBBBBBBBB
BBBBB BBBB
 gettext(u'The agency has a question about referral %(number)s.') SSS SSSSSS SSS S SSSSSSSS SSSSS SSSSSSSS SSSSSSSSSSS

 gettext(u'The review waits for your answer.') 
BBBBBBBB
