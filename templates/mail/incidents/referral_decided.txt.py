BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'Referral %(number)s was reviewed') SSSSSSSS SSSSSSSSSS SSS SSSSSSSSBBBBBBBB
BBBBB BBBB
 gettext(u'The supervisor has reviewed referral %(number)s.') SSS SSSSSSSSSS SSS SSSSSSSS SSSSSSSS SSSSSSSSSSS

 gettext(u'Open it to read the determination and the feedback.') 
BBBBBBBB
