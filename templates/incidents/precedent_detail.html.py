BBBBBBB BBBBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Asked before') 
BBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBBBBBB BB BBBB gettext(u'Asked before') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBB BBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    XXXX
        BB BBB
             gettext(u'%(what)s. %(kind)s.') SSSSSSSSS SSSSSSSSS
        BBBB
             gettext(u'This example was taken out.') 
        BBBBB
    XXXXX
BBBBBBBB
BBBBB BBBBBBBB
    BB BBB
         gettext(u'What it was about') 
        BBBBBBB BBBBBBBBBBBXX XXXXXXXXXXXXXXXXXXXXXBBBBBBBBBB
         gettext(u'What was answered') 
        BBBBBBB BBBBBBBBBBB
            XX XXXXXXXXXXXXXXXXXXXXX
            BB BBBBBBBBBBXX XXXXXXXXXXXXXX gettext(u'Clause %(clause)s') SSSSSS SSSSSSSSSSXXXXBBBBB
        BBBBBBBBBB
        XX XXXXXXXXXXXXXX gettext(u'Kept for %(district)s and %(agency)s alone. It was right for its own matter; yours may differ.') SSSS SSS SSSSSSSSSSSS SSS SSSSSSSSSS SSSSSS SS SSS SSSSS SSS SSS SSS SSSSSSS SSSSS SSS SSSSSSSXXXX
        BB BBBBBBBBBB
            XX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXX XXXXXXXX gettext(u'Take it out') XXXXXXXX
        BBBBB
    BBBB
        XXX gettext(u'Taken out by %(removed_by)s.') SSSSS SSS SS SSSSSSSSSSSSSSSXXXX
        BB BBBBBBXX XXXXXXXXXXXXXXXXXXXXXBBBBB
    BBBBB
BBBBBBBB
