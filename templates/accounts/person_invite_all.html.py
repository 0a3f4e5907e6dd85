BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBBBBBBBBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Invite people from the roster') 
BBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBBB BB BBB gettext(u'People') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBB BBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBBXXXXBB BBBBB ngettext(u'Invite %(n)s person at %(place)s?', u'Invite %(n)s people at %(place)s?', count) SSSSSS SSSSS SSSSSS SS SSSSSSSSSSPPPPPP PPPPP PPPPPP PP PPPPPPPPPPBBBB gettext(u'Nobody at %(place)s waits for an invitation.') SSSSSS SS SSSSSSSSS SSSSS SSS SS SSSSSSSSSSSBBBBBXXXXXBBBBBBBB
BBBBB BBBBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBB
    XXXXX XXXXXXXXXXXX XXXXXXXXXXXXXXXXXX
        BBBBBB BBBB
        XXXX XXXXXXXXXXXXXXXXXXXXX
            XXXXXXX XXXXXXXXXXX XXXXXXXXXXXXXX gettext(u'Show how many') XXXXXXXXX
        XXXXXX
    XXXXXXX
BBBBBBBB
BBBBB BBBB
    BB BBBBB
         gettext(u'Each gets one mail with a link that works once, for 14 days. People with an open invitation do not get a second one.') 
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBB
        XXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX
            BBBBBBBBBB
            
            XXXXXX XXXXXXXXXXXXX XXXXXXXXX XXXXXXXBB BBB BBBBBBBBBBBBBXX
            XXXXXXX XXXXXXXXXX XXXXXXXXXXXX XXXXXXXXXXXXXX ngettext(u'Send %(n)s invitation', u'Send %(n)s invitations', count) SSSS SSSSS SSSSSSSSSSPPPP PPPPP PPPPPPPPPPPXXXXXXXXX
        XXXXXXX
    BBBBB
BBBBBBBB
BBBBB BBBBB
     gettext(u'Who is counted') 
    BBBBBBB BBBBBBBBBBBBB
        XXX gettext(u'Staff members who came with a roster, have no login, and have no open invitation.') XXXX
        XXX gettext(u'One person alone is invited on their own page.') XXXX
    BBBBBBBBBB
BBBBBBBB
