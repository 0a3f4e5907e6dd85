
BBBB BBBBBBBBB BBBB
XXXXXXX XXXXXXXXXXXXX
        XXXXXXXXXXXXXXXXXXXX
        XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
        XXXXXXXXXXXX
        XXXXXXXXXXXX
        XXXXXXXXXXXXX
    XXX XXXXXXXXXXXXXXXXXXXXXXXXXXX gettext(u'You will be signed out soon') XXXXX
    XX XXXXXXXXXXXXXXXXXXXX gettext(u'Nothing has happened here for a while. What you typed is still on this page. You will be signed out in')  XXXXXXX XXXXXXXXX XXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
    XX XXXXXXXXXXXXXXXXXX
       XXXXXXXXXXXX
       XXXXXXX gettext(u'We could not reach the portal. What you typed is still on this page. Check the connection and try again.') XXXX
    XX XXXXXXXXXXXXXXXXX XXXXXXXXXXXX XXXXXXX gettext(u'You have been signed out. What you typed is still on this page: sign in again in another tab, then come back here and send it. Sent from here, it is kept for you to look over first.') XXXX
    XXXX XXXXXXXXXXXXXXXX
        XXXXXXX XXXXXXXXXXXXX XXXXXXXXXX XXXXXXXXXXXX XXXXXXXXXX gettext(u'Stay signed in') XXXXXXXXX
        XX XXXXXXXXXXX XXXXXXXX XXXXXXXXXXXXXXX XXXXXXXXXXXXXX XXXXXXXXXX XXXXXXX gettext(u'Sign in in another tab') XXXX
        XXXXXXX XXXXXXXXXXXXX XXXXXXXXXXX XXXXXXXXXX XXXXXXX gettext(u'Back to the page') XXXXXXXXX
    XXXXXX
XXXXXXXXX
