BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBB BBBBBBB BBBB
BBBBB BBBBBBBBBB
     gettext(u'Look in your mail') 
BBBBBBBB
BBBBB BBBBBBB
    BBBBBBB BB
         gettext(u'Look in your mail.') 
    BBBBBBBBBB
    BB BBBBBBBBBBBBBBBBBBBBB
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
    BBBBB
    BBBBBBB B
         gettext(u'If that address belongs to an account, a message is on its way. Nothing after a few minutes? Look in the spam folder, then ask your administrator.') 
    BBBBBBBBBB
BBBBBBBB
