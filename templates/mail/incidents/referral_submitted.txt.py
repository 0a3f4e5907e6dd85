BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'Referral %(number)s waits for an answer') SSSSSSSS SSSSSSSSSS SSSSS SSS SS SSSSSSBBBBBBBB
BBBBB BBBB
 gettext(u'A school has sent referral %(number)s to your agency.') S SSSSSS SSS SSSS SSSSSSSS SSSSSSSSSS SS SSSS SSSSSSS

 gettext(u'It waits for the officer’s answer.') 
BBBBBBBB
