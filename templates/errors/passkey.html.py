BBBBBBB BBBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBBB
     gettext(u'This role needs a passkey') 
BBBBBBBB
BBBBB BBBB
     gettext(u'Not saved') 
BBBBBBBB
BBBBB BBBBBBB
     gettext(u'This role needs a passkey.') 
BBBBBBBB
BBBBB BBBBB
    BB BBBB
        XXX gettext(u'Nothing was done yet. What you typed is kept for you: use your passkey, or add one, and you can look it over and send it.') XXXX
    BBBB
        XXX gettext(u'Nothing was done. Use your passkey, or add one, then do it again.') XXXX
    BBBBB
BBBBBBBB
BBBBB BBBB
    XX XXXXXXXXXX XXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBXX gettext(u'Go on') XXXX
BBBBBBBB
