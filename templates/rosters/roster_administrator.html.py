BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBBBBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBBBBBBBBBBBBB BB BBB gettext(u'Marked administrator') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBB BBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBBXXXX gettext(u'Is %(name)s the principal of %(school)s?') SS SSSSSSSS SSS SSSSSSSSS SS SSSSSSSSSSSXXXXXBBBBBBBB
BBBBB BBBB
     gettext(u'Save') BBB BBBBBBBBBBBBBBBBBBBBBBB BB BBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBBB
     gettext(u'What happens next') 
    BBBBBBB BBBBBBBBBBBBB
        BB BBBBBBBBBBBBBBBBBBBBBBB
            XXX gettext(u'They have no login yet: a principal is invited at %(email)s, and the role begins when they accept.') SSSS SSSS SS SSSSS SSSS S SSSSSSSSS SS SSSSSSS SS SSSSSSSSSS SSS SSS SSSS SSSSSS SSSS SSSS SSSSSSSXXXX
        BBBB
            XXX gettext(u'They have a login: a principal has the role at once, and is told.') XXXX
        BBBBB
        XXX gettext(u'A roster never ends this role; an administrator does.') XXXX
    BBBBBBBBBB
BBBBBBBB
