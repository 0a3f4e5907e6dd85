BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB

BBBB BBBB
BBBBB BBBB
    XXXX XXXXXXXXXXXXXXXXX
        BBBBB BBBBBBBBBBBBBBB
    XXXXXX
BBBBBBBB
BBBBB BBBBB
    XXXXXXXX XXXXXXXXXXXXXXXX
        XXXX XXXXXXXXXXXXXXXXXXXXX
            XXXX gettext(u'New here?') XXXXX
        XXXXXX
        XXX gettext(u'You need an invitation. The administrator of your district or agency sends it by mail; its link opens your account.') XXXX
        XX XXXXXXXXXXXXXX gettext(u'If you have lost your phone or your key, ask the same administrator to have your second factor reset.') XXXX
    XXXXXXXXXX
    XXXXXXXX XXXXXXXXXXXXXXXX
        XXXX XXXXXXXXXXXXXXXXXXXXX
            XXXX gettext(u'Is it urgent?') XXXXX
        XXXXXX
        XXXXXXXXXXX gettext(u'Emergency? Call 911 first.') XXXXXXXXX  gettext(u'Then radio the school resource officer. Log it here when it is over.') XXXX
    XXXXXXXXXX
BBBBBBBB
