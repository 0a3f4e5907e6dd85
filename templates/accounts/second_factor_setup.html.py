BBBBBBB BBBBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Your second factor') 
BBBBBBBB
BBBBB BBBB
    XXXX
        BB BBBBBBB BB BBB
             gettext(u'Show that it is you.') 
        BBBB
             gettext(u'First, a second factor for your sign-in.') 
        BBBBB
    XXXXX
BBBBBBBB
BBBBB BBBBBBBB
    BB BBBBBBB BB BBB
        XXX gettext(u'Your account has a second factor, and this sign-in did not include it. Give it now to go on.') XXXX
        XXXX XXXXXXXXXXXXXXXX
            BB BBBBBBB
                XX XXXXXXXXXX XXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBXXX gettext(u'Use your passkey') XXXX
            BBBBB
            XX XXXXXXXXXXBB BBB BBBBBBB XXXXXXXXXXXBBBBBX
               XXXXXXBBB BBBBBBBBBBBBBBBBBBBBXXX gettext(u'Type a code') XXXX
        XXXXXX
    BBBB
        XXX gettext(u'Your role opens records that others must not see. A password can be guessed or stolen, so you also need something that only you have. Setting it up takes about a minute, once.') XXXX
         gettext(u'A passkey') 
         _("Recommended") 
            XXX gettext(u'Your fingerprint, face or PIN on this phone or computer, or a security key. There is nothing to type, and a false page cannot get it from you.') XXXX
            XXXX XXXXXXXXXXXXXXXXXX XXXXXXXXXX XXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBXX gettext(u'Add a passkey') XXXXXXXXXX
        BBBBBBBBBB
         gettext(u'An authenticator app') 
        BBBBBBB BBBBBBBBBBBBBBB BBBBBBBB
            XXX gettext(u'An app on your phone shows six figures that you type when you sign in. Any authenticator app will do.') XXXX
            XXXX XXXXXXXXXXXXXXXXXX XXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBXX gettext(u'Set up the app') XXXXXXXXXX
        BBBBBBBBBB
        XX XXXXXXXXXXXXXX gettext(u'With either one you get recovery codes. They are shown once: print them or write them down, and keep them away from the phone.') XXXX
    BBBBB
    XXXXX XXXXXXXXXXXXX XXXXXXXXBBB BBBBBBBBBBBBBBBBX XXXXXXXXXXXXX
        BBBBBBBBBB
        XXXXXXX XXXXXXXXXX XXXXXXXXX XXXXXXXXXXXXXX gettext(u'Sign out instead') XXXXXXXXX
    XXXXXXX
BBBBBBBB
