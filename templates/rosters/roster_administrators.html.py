BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Marked administrator') 
BBBBBBBB
BBBBB BBBBBBBB
    BBB BBBBBBBBBBBBB BB BBB gettext(u'Rosters') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBB BBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    XXXXBB BBBBB ngettext(u'%(n)s person is marked administrator: say what they are.', u'%(n)s people are marked administrator: say what they are.', count) SSSSS SSSSSS SS SSSSSS SSSSSSSSSSSSSS SSS SSSS SSSS SSSSPPPPP PPPPPP PPP PPPPPP PPPPPPPPPPPPPP PPP PPPP PPPP PPPPBBBB gettext(u'You have decided for everyone marked administrator.') BBBBBXXXXX
    XX XXXXXXXXXXXXXXXXXX gettext(u'The roster calls them administrator. That can be a principal, an assistant, or the front office; only you know. Until you say so they are staff members.') XXXX
BBBBBBBB
BBBBB BBBB
    BB BBBB
        XXX XXXXXXXXXXXXX
            BBB BBBBB BB BBBB
                XXXX
                    XX XXXXXXXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBB BBBBBBBBXXXXXX
                    XXXXX XXXXXXXXXXXXXXXX X XXXXXXX
                XXXXX
            BBBBBB
        XXXXX
    BBBB
         gettext(u'When a roster marks somebody administrator at a school, they are listed here until you have decided.')  gettext(u'Rosters') BBB BBBBBBBBBBBBB BB BBB
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBB BBBBBBB BBBBBBBBBBB BBBB
    BBBBB
BBBBBBBB
BBBBB BBBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBBB
    BB BBBB
         gettext(u'Gone from the roster, still principal') 
        BBBBBBB BBBBBBBBBBBBB BBBBBBBBB
            XX XXXXXXXXXXXXXXXXXXX gettext(u'The last roster does not show them at their school. No roster ends a principal: say on their page whether the role is over.') XXXX
            XXX XXXXXXXXXXXXX
                BBB BBBB BB BBBB
                    XXXX
                        XX XXXXXXXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBB BBBBBBBBBBBBXXXXXX
                        XXXXX XXXXXXXXXXXXXXXXXXXXXXX
                    XXXXX
                BBBBBB
            XXXXX
        BBBBBBBBBB
    BBBBB
BBBBBBBB
