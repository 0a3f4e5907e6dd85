BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Handed on') 
BBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBB BB BBBB gettext(u'Handed on') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBB BBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    XXXX gettext(u'Handed on. Those who must know were told.') XXXXX
BBBBBBBB
BBBBB BBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBB BBBB
    XX XXXXXXXXXXXXX
         gettext(u'It is not a call on the officer, and it is not counted as kept in school. The agency does not see it, and it is in none of their counts.') 
        BB BBBBBBBBBBBBBBBBBB
             gettext(u'At the school, only the person who handed it on can read it. The district can read it too.') 
        BBBBB
    XXXX
    XXXX XXXXXXXXXXXXXXXXXXXXX
        BB BBBBBB
            XX XXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBXX gettext(u'Start another referral') XXXX
        BBBBB
        XX XXXXXXXXXX XXXXXXXXX XXXXXXBBB BBBBBBBBBBBXX gettext(u'All that was handed on') XXXX
    XXXXXX
BBBBBBBB
