BBBBBBB BBBBBB
BBBB BBBB BBBBBBBB
BBBBB BBBBBBB gettext(u'An officer was posted to a school') BBBBBBBB
BBBBB BBBB
BBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBB gettext(u'An officer was posted to a school.') BBBBBBBBBBBB

 gettext(u'Open it to see the hours and the phone.') 
BBBBBBBB
