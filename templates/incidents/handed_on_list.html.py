BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Handed on') 
BBBBBBBB
BBBBB BBBBBBBB
    BBB BBBBBBBBBBBBBBB BB BBBB gettext(u'Referrals') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBB BBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    XXXX
        BB BBBBB BB BBB
             gettext(u'What was handed on to those who must know.') 
        BBBB
             gettext(u'Nothing has been handed on yet.') 
        BBBBB
    XXXXX
BBBBBBBB
BBBBB BBBBBB
    XX XXXXXXXXXXXXXX gettext(u'Suspected abuse, a risk of suicide, a missing child, a firearm. Only your school and district see this list. At the school, only the person who reported a case of abuse sees it. The agency never sees this list or how many entries it has.') XXXX
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    BB BBBB
        XXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX
            XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX gettext(u'Matters handed on, newest first') XXXXXXXXXX
            XXXXXX XXXXXXXXXXXXXXXX
                XXX XXXXXXXXXXX
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'What happened') XXXXX
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Who was told') XXXXX
                    BB BBBB
                        XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'School') XXXXX
                    BBBBB
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'When') XXXXX
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'By') XXXXX
                XXXXX
            XXXXXXXX
            XXXXXX XXXXXXXXXXXXXXXX
                BBB BBB BB BBBB
                    XXX XXXXXXXXXXXXXX XXXXXXXXXXXXXXXX XXXXXXXXXXXXXX XXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Told') XXXXXXXBB BBBBXXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'School') XXXXXXXBBBBBXXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'When') XXXXXXXXXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'By') XXXXXXXXXXXX
                BBBBBB
            XXXXXXXX
        XXXXXXXX
    BBBB BBBBBBBBB
         gettext(u'Nothing matches this filter.')  gettext(u'Clear the filter') 
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBB BBBBBBBBBBBBB BBBBBBBBBBB BBBB
    BBBB
         gettext(u'Nothing yet. When others must be told of a matter, the form says so and asks who was told.') 
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBB BBBB
    BBBBB
BBBBBBBB
BBBBB BBBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBB
BBBBBBBB
