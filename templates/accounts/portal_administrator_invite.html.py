BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Invite a portal administrator') 
BBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBBBBBBBBB BB BBB gettext(u'Organizations') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBB BBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    XXXX gettext(u'Whom do you invite as a portal administrator?') XXXXX
BBBBBBBB
BBBBB BBBBBB
    XXX gettext(u'They can do what you can: create districts and agencies, invite first administrators, invite and end portal administrators. None of it shows student data.') XXXX
BBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBBBBBBBBB BB BBB gettext(u'Send the invitation') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBB BBBB
BBBBBBBB
