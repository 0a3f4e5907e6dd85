BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'Referral %(number)s was sent to your agency later') SSSSSSSS SSSSSSSSSS SSS SSSS SS SSSS SSSSSS SSSSSBBBBBBBB
BBBBB BBBB
 gettext(u'A school has now sent referral %(number)s, made earlier, to your agency.') S SSSSSS SSS SSS SSSS SSSSSSSS SSSSSSSSSSS SSSS SSSSSSSS SS SSSS SSSSSSS

 gettext(u'It waits for the officer’s answer.') 
BBBBBBBB
