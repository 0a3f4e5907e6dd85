BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Single sign-on') 
BBBBBBBB
BBBBB BBBB
    XXXX gettext(u'Single sign-on of your organization') XXXXX
BBBBBBBB
BBBBB BBBB
    BBB BBBB BB BBBBB
        BBBBBBB BBBBBBBBBBBBBBB
            XXX XXXXXXXXXXXXXXXXXXX
                BBB BBBBBBBB BB BBBBBBBBB
                    BB BBBBBBBBBBBBBBBBBBBBBBBB BB BBBBBBB
                        XXXXXX XXXXXXBBB BBBBBBBBBBBBBBBB BBBBBBBBBBBXXXXXX XXXXX XXXXXXXXXXXXXX X BB BBBBBBBBBBBBBBBB gettext(u'in use') BBBB gettext(u'switched off') BBBBB X BB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBB gettext(u'its second factor counts') BBBB gettext(u'our second factor is asked as well') BBBBBXXXXXXXXXXXX
                    BBBBB
                BBBBBB
            XXXXX
            XXXXX XXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBB BBBBBBBXX gettext(u'Add a provider') XXXXXXXX
        BBBBBBBBBB
    BBBBBB
BBBBBBBB
BBBBB BBBBB
    XX XXXXXXXXXXXXXX gettext(u'People still come by invitation. To sign in through a provider, they accept the invitation with it, or connect it on the page “Your account”. The portal never matches people by their address. People with roles outside your organization cannot sign in this way.') XXXX
BBBBBBBB
