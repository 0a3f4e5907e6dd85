BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'Referral %(number)s was answered') SSSSSSSS SSSSSSSSSS SSS SSSSSSSSBBBBBBBB
BBBBB BBBB
 gettext(u'The officer has answered referral %(number)s.') SSS SSSSSSS SSS SSSSSSSS SSSSSSSS SSSSSSSSSSS

 gettext(u'The supervisor’s review follows.') 
BBBBBBBB
