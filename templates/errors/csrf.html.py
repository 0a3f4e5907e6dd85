BBBBBBB BBBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBBB
     gettext(u'This page is out of date') 
BBBBBBBB
BBBBB BBBB
    BB BBB
         gettext(u'Kept, not sent') 
    BBBB
         gettext(u'Error 403') 
    BBBBB
BBBBBBBB
BBBBB BBBBBBB
    BB BBB
         gettext(u'This page was out of date. What you typed is kept.') 
    BBBB
         gettext(u'This page is out of date. Nothing was saved.') 
    BBBBB
BBBBBBBB
BBBBB BBBBB
    XXX gettext(u'The portal could not tell that the form came from your own session. This happens when you signed in again in another tab, or when cookies are blocked.') XXXX
    BB BBBBB
        XXX gettext(u'Look over what you typed, then send it or discard it. It is kept for a day, for you alone.') XXXX
    BBBB BBB BBB BBBBBBBBB
        XXX gettext(u'Somebody else typed it, not the person signed in here now. It is kept for a day for the person who typed it, and shown to them when they sign in.') XXXX
    BBBB BBB
        XXX gettext(u'Sign in, and it is shown to you. It is kept for a day, for you alone.') XXXX
    BBBB
        XXX gettext(u'Open the page again and fill it in again. Some browsers still show what you typed when you go back, others do not.') XXXX
    BBBBB
    BB BBBBBBBBBBBBB
        XXX gettext(u'The file that you had chosen could not be kept. Choose it again.') XXXX
    BBBBB
BBBBBBBB
BBBBB BBBB
    BB BBBBB
        XX XXXXXXXXXX XXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBB BBBBBBXX gettext(u'See what you typed') XXXX
    BBBB BBB BBB BBB BBBBBBBBB
        XX XXXXXXXXXX XXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBXX gettext(u'Sign in') XXXX
    BBBB
        XX XXXXXXXXXX XXXXXXXXXXXX XXXXXXXXX gettext(u'Go to your desk') XXXX
    BBBBB
BBBBBBBB
