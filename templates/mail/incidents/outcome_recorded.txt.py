BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'The outcome of referral %(number)s') SSS SSSSSSS SS SSSSSSSS SSSSSSSSSSBBBBBBBB
BBBBB BBBB
 gettext(u'The agency has reported the outcome of referral %(number)s.') SSS SSSSSS SSS SSSSSSSS SSS SSSSSSS SS SSSSSSSS SSSSSSSSSSS

 gettext(u'Open it to read the outcome.') 
BBBBBBBB
