BBBB BBBB BBBBBB
XXXXXXXXX XXXXX

XXXXX XXXXXXXXXX
    XXXXXX
        XXXXX XXXXXXXXXXXXXXXX
        XXXXX XXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXX
        XXXXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXXXX XXXXXX
        XXXXXXXBBBBB BBBBBBBBBBBBB X  gettext(u'Fenceline') XXXXXXXX
        XXXXX XXXXXXXXXX XXXXXXBBBBBB BBBBBBBBBBBBBBX XXXXXXXXXXXXXXXXXXXXX
        XXXXX XXXXXXXXXXXXXXXX XXXXXXBBBBBB BBBBBBBBBBBBBBBBBBBXX
    XXXXXXX
    XXXXXX
        XX XXXXXXXXXXXXXXXXX XXXXXXXXXXXXX gettext(u'Skip to the page') XXXX
        XXXXXXX XXXXXXXXXXXXXXX
            XXXX XXXXXXXXXXXXX XXXXXXXXXXXX
                XX XXXXXXXXXXXXX XXXXXXXXX
                    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB
                 gettext(u'Fenceline') XXXX
            XXXXXX
        XXXXXXXXX
        XXXX XXXXXXXXXXXXX XXXXXX
            XXXXX XXXXXXXXX XXXXXXXXXXXXXX
                XXXX XXXXXXXXXXXXXXXXX
                    XXXX XXXXXXXXXXXXXXXXXX
                        XX XXXXXXXXXXXXXXXXX
                            BBBBB BBBBBBBBBBBB
                        XXXX
                        XXXX
                            BBBBB BBBBBBBBBBBBBBB
                        XXXXX
                    XXXXXX
                XXXXXX
                XXXX XXXXXXXXXXXXXXXX
                    XXXX XXXXXXXXXXXXXXXXXXXXX
                        BBBBB BBBBBBBBBBBBB
                        XXXX XXXXXXXXXXXXXX XXXXXX
                            BBBBB BBBB
                                XX XXXXXXXXXX XXXXXXXXXXXX XXXXXXXXX gettext(u'Go to your desk') XXXX
                            BBBBBBBB
                        XXXXXX
                    XXXXXX
                    XXXX XXXXXXXXXXXXXXXXXXXXXX
                        XXXXXXXX XXXXXXXXXXXXXXXX
                            XXXX XXXXXXXXXXXXXXXXXXXXX
                                XXXX gettext(u'Whom to call') XXXXX
                            XXXXXX
                            XXXXXXXXXXX gettext(u'Emergency? Call 911 first.') XXXXXXXXX  gettext(u'Then radio the school resource officer. The portal can wait.') XXXX
                            BB BBBBBBBBBBXX XXXXXXXXXXXXXX gettext(u'If you report this, say this number too: %(request_id)s') SS SSS SSSSSS SSSSS SSS SSSS SSSSSS SSSS SSSSSSSSSSSSSSXXXXBBBBB
                            XX XXXXXXXXXXXXXX gettext(u'For an account or a page that should open and does not, call your own side’s administrator: the district office for school staff, the agency’s administrator for officers.') XXXX
                        XXXXXXXXXX
                    XXXXXX
                XXXXXX
            XXXXXXX
        XXXXXX
    XXXXXXX
XXXXXXX
