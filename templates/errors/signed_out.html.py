BBBBBBB BBBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBBB
     gettext(u'You were signed out') 
BBBBBBBB
BBBBB BBBB
    BB BBB
         gettext(u'Kept, not sent') 
    BBBB
         gettext(u'Not saved') 
    BBBBB
BBBBBBBB
BBBBB BBBBBBB
    BB BBB
         gettext(u'You were signed out. What you typed is kept.') 
    BBBB
         gettext(u'You were signed out. Nothing was saved.') 
    BBBBB
BBBBBBBB
BBBBB BBBBB
    BB BBB
        XXX gettext(u'Sign in, and it is shown to you: look it over, then send it or discard it. It is kept for a day, for you alone.') XXXX
        BB BBBBBBBBBBBBB
            XXX gettext(u'The file that you had chosen could not be kept. Choose it again.') XXXX
        BBBBB
    BBBB BBBBB
        XXX gettext(u'The portal could not keep what you typed. Copy it from here before you leave this page:') XXXX
        BBB BBBBB BBBBB BB BBBBBXXXFFFFFFFFFFFFXXXXBBBBBB
    BBBB
        XXX gettext(u'You had typed nothing in it. Sign in, go to the page again, and do it again.') XXXX
    BBBBB
BBBBBBBB
BBBBB BBBB
    XX XXXXXXXXXX XXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBXX gettext(u'Sign in') XXXX
BBBBBBBB
