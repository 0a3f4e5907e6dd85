
BBBB BBBB
XXXX XXXXXXXXXXX XXXXXXXXXXX
    XXXXXXXXXXX gettext(u'This form does not summon the officer.') XXXXXXXXX  gettext(u'In danger, call 911, then radio the officer.') XXXX
XXXXXX
