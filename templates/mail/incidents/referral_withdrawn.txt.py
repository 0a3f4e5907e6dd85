BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'Referral %(number)s was withdrawn') SSSSSSSS SSSSSSSSSS SSS SSSSSSSSSBBBBBBBB
BBBBB BBBB
 gettext(u'The school has withdrawn referral %(number)s.') SSS SSSSSS SSS SSSSSSSSS SSSSSSSS SSSSSSSSSSS

 gettext(u'Nothing more is asked of you.') 
BBBBBBBB
