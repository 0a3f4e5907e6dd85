BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'Something was added to referral %(number)s') SSSSSSSSS SSS SSSSS SS SSSSSSSS SSSSSSSSSSBBBBBBBB
BBBBB BBBB
 gettext(u'The other side has added a later fact to referral %(number)s.') SSS SSSSS SSSS SSS SSSSS S SSSSS SSSS SS SSSSSSSS SSSSSSSSSSS

 gettext(u'Open it to read what was added.') 
BBBBBBBB
