BBBBBBB BBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Not your invitation') 
BBBBBBBB
BBBBB BBBB
    XXXX gettext(u'This invitation is for another address.') XXXXX
BBBBBBBB
BBBBB BBBB
    XXX gettext(u'You are signed in as someone else. If it is meant for you, ask for an invitation to the address you sign in with; if this is a shared device, sign out and open the link again.') XXXX
    XXXXX XXXXXXXXXXXXX XXXXXXXXBBB BBBBBBBBBBBBBBBBX XXXXXXXXXXXXX
        BBBBBBBBBB
        XXXXXXX XXXXXXXXXX XXXXXXXXXXXX XXXXXXXXXXXXXX gettext(u'Sign out') XXXXXXXXX
    XXXXXXX
BBBBBBBB
