BBBBBBB BBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'This link does not work') 
BBBBBBBB
BBBBB BBBB
    XXXX gettext(u'This link does not work.') XXXXX
BBBBBBBB
BBBBB BBBB
    XXX gettext(u'A link in an invitation works once, and for a limited time; a link sent later makes the earlier one stop. The portal does not say which it was.') XXXX
    XXX gettext(u'Ask the person who invited you to send it again. If you already have an account, sign in.') XXXX
    XXXX XXXXXXXXXXXXXX XXXXXXXX XXXXXXXXXX XXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBXX gettext(u'Sign in') XXXXXXXXXX
BBBBBBBB
