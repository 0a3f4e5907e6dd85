BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBB BBBBBBB BBBB
BBBBB BBBBBBBBBB
     gettext(u'Show that it is you') 
BBBBBBBB
BBBBB BBBBBBB
    BBBBBBB BB
         gettext(u'Show that it is still you.') 
    BBBBBBBBBB
    BBBBBBB B
         gettext(u'The next step exports records, gives somebody a role, or changes how your account is protected, so we ask again. Your answer lasts five minutes. Then you go on where you were.') 
    BBBBBBBBBB
    BBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
    BB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB
        XXXXXXXX XXXXXXXXXXXXXXXX
            XXXX XXXXXXXXXXXXXXXXXXXXX
                XXXX gettext(u'Another way') XXXXX
            XXXXXX
            XXXX XXXXXXXXXXXXXXXXBBB BBB BB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBB BBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBXXXXXX
        XXXXXXXXXX
    BBBBB
BBBBBBBB
BBBBB BBBBBBBBBBBBB
