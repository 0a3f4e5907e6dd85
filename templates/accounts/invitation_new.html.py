BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Invite someone') 
BBBBBBBB
BBBBB BBBB
    BB BBBBBB
        BBB BBBBBBBBBBBBBBBB BB BBB gettext(u'Choose another place') 
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBB BBBBBBBBBBB BBBB
    BBBBB
BBBBBBBB
BBBBB BBBBXXXX gettext(u'Invite someone to %(place)s') SSSSSS SSSSSSS SS SSSSSSSSSXXXXXBBBBBBBB
BBBBB BBBB
     gettext(u'Send the invitation') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBBB
     gettext(u'What happens next') 
    BBBBBBB BBBBBBBBBBBBB
        XXX gettext(u'They get a mail with a link that works once, for 14 days. They set a name and a password, or sign in through your organization, and then add a second factor where the role asks for one.') XXXX
        XXX gettext(u'You can only invite people to your own side. The other side invites its own.') XXXX
    BBBBBBBBBB
BBBBBBBB
