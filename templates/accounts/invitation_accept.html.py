BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB BBBBBB
BBBBB BBBBB
     gettext(u'An invitation') 
BBBBBBBB
BBBBB BBBB
    BB BBBBBBBBBBBBBBBBBBBBBBB
        XXXX gettext(u'You are invited to be %(role)s at %(place)s.') SSS SSS SSSSSSS SS SS SSSSSSSS SS SSSSSSSSSSXXXXX
        BB BBBBBBBBBBBBBBBBBBBBBXX XXXXXXXXXXXXXXXXXX gettext(u'%(name)s invited %(email)s.') SSSSSSSS SSSSSSS SSSSSSSSSSXXXXBBBBB
    BBBB BBBBBBBBBBBBBBBBBBBBB
        XXXX gettext(u'You are invited to be a portal administrator.') XXXXX
        XX XXXXXXXXXXXXXXXXXX gettext(u'%(name)s invited %(email)s.') SSSSSSSS SSSSSSS SSSSSSSSSSXXXX
    BBBB
        XXXX gettext(u'Set up the first portal administrator.') XXXXX
        XX XXXXXXXXXXXXXXXXXX gettext(u'This link works once. Afterwards this page is gone.') XXXX
    BBBBB
BBBBBBBB
BBBBB BBBB
    BB BBBBBB
        BB BBBBBB
            XXXX XXXXXXXXXXX XXXXXX
                XXX gettext(u'You also have a role on another side. Accept only if you work here as well. Each side can then end the role it gave you, but no side alone can sign you out, close your account or reset your second factor.') XXXX
            XXXXXX
        BBBBB
         gettext(u'Accept the role') 
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBB BBBB
    BBBB
         gettext(u'Make my account') 
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBB BBBB
    BBBBB
BBBBBBBB
BBBBB BBBBB
    BB BBBBBBBBB
         gettext(u'Or join without a password') 
        BBBBBBB BBBBBBBBBBBBB
            XXX gettext(u'Your organization has its own sign-in. With it you need no password here.') SSSS SSSSSSSSSSSS SSS SSS SSS SSSSSSSS SSSS SS SSS SSSS SS SSSSSSSS SSSSSXXXX
            BBB BBBBBBBB BB BBBBBBBBB
                XXXXX XXXXXXXXXXXXX XXXXXXXXXXXXXBBBBBBBBBBXXXXXXX XXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXXXX XXXXXXXXX gettext(u'Continue with %(name)s') SSSSSSSS SSSS SSSSSSSSXXXXXXXXXXXXXXXX
            BBBBBB
        BBBBBBBBBB
    BBBBB
     gettext(u'What this role does') 
    BBBBBBB BBBBBBBBBBBBB
        XXXXXXX
        BB BBBBBBBBBBBBBBBBBBBBBBB
            XXX gettext(u'It asks for a second factor: a passkey on your phone or computer, or a code from an app. You set it up in a minute, right after this page.') XXXX
        BBBBB
    BBBBBBBBBB
BBBBBBBB
