BBBBBBB BBBBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB BBBBBB
BBBBB BBBBBBBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBBB BB BBB gettext(u'People') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBB BBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBBXXXXXXXXX
    XX XXXXXXXXXXXXXXXXXXBB BBBBBBBBBBBB X BBBBBXXXXBBBBBBBB
BBBBB BBBBBBBB
     gettext(u'Roles') 
    BBBBBBB BBBBBBBBBBBBB BBBBBBBBBB
        XXX XXXXXXXXXXXXX
            BBB BBBB BB BBBBB
                XXXX
                    XXXXX XXXXXXXXXXXXXXXXXXBB BBBBBBBBBBBBBBBBBBBBBBBBBX BBBBBXXXXXXX
                    XXXXX XXXXXXXXXXXXXXXXX BB BBBBBBBBB BB BBBBBBBFFFFFFFFFFBBBBFFFFFFFFFFFFBBBBBBB BBBBBBBBB BB BBBBBBB X  gettext(u'not begun') BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BB BBBBBBBBBBBBB X  gettext(u'designated') BBBB BBBBBBBBBBBBBBBBBBBBBB BB BBBBBBBB X  gettext(u'from the roster') BBBB BBBBBBBBBBBBBBBBBBBBBB BB BBBBBBBBBBB X  gettext(u'confirmed from the roster') BBBBBXXXXXXX
                    BB BBBBBBBBBBBBBBB
                        XXXX XXXXXXXXXXXXXX XXXXXX
                            BB BBBBBBBXX XXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBXX gettext(u'Change') XXXXX XXXXXXXXXXXXXXXXXXXXXXXX XXXXXXXXXXXBBBBB
                            XX XXXXXXXXXXX
                               XXXXXXBBB BBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBXX gettext(u'End') XXXXX XXXXXXXXXXXXXXXXXXXXXXXX XXXXXXXXXXX
                        XXXXXX
                    BBBBB
                XXXXX
            BBBBB
                XXXXXXXXX XXXXXXXXXXXXXXXX gettext(u'No role on your side.') XXXXXXXXXXXX
            BBBBBB
        XXXXX
        BB BBBBBBB BBB BBBBBBB
            XX XXXXXXXXXXXX XXXXXXX gettext(u'Your own roles are changed and ended by another administrator.') XXXX
        BBBBB
    BBBBBBBBBB
     gettext(u'What has changed') 
    BBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBB
        BB BBBBBBB
            XXX XXXXXXXXXXXXX
                BBB BBBBB BB BBBBBBB
                    XXXXXXXXX XXXXXXXXXXXXXXXXXXFFFFFFFFFFFFBB BBBBBBBBBBX FFFFFFFFFFBBBBBXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXX XXXXXXXXXXFFFFFFFFXXFFFFFFF FF FF FFF FFXXXXXXXBB BBBBBBBBB X BBBBBXXXXXXXXXXXX
                BBBBBB
            XXXXX
        BBBB
             gettext(u'Nothing has been changed here yet.') 
            BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBB BBBB
        BBBBB
    BBBBBBBBBB
BBBBBBBB
BBBBB BBBBB
    BB BBBBB BB BBBBBBBBB BB BBBBB BB BBBBBBBBBBBBB
         gettext(u'Login') 
        BBBBBBB BBBBBBBBBBBBB BBBBBBBBBB
            BB BBBBB BB BBBBBBBBB
                XXX gettext(u'None yet. They are invited; the link in their mail gives them one.') XXXX
            BBBB
                XXX gettext(u'None. They came with a roster and are not invited yet.') XXXX
                BB BBBBBBB BBB BBBB
                    XXXXX XXXXXXXXXXXXX XXXXXXXXBBB BBBBBBBBBBBBBBB BBBBBBBBBXX
                        BBBBBBBBBB
                        XXXXXXX XXXXXXXXXX XXXXXXXXXXXX
                                XXXXXXXXXXXXXX gettext(u'Invite %(name)s') SSSSSS SSSSSSSSXXXXXXXXX
                    XXXXXXX
                BBBBB
            BBBBB
        BBBBBBBBBB
    BBBBB
     gettext(u'Second factor') 
    BBBBBBB BBBBBBBBBBBBB BBBBBBBBBBB
        BB BBBBBBBBBBBB
            XXX gettext(u'Asked for when they have joined, if their role needs one.') XXXX
        BBBB BBBBBBBBBBBBBBBBB
            XXX gettext(u'Set up: a passkey or an authenticator app.') XXXX
            BB BBBBBBBBB BBB BBB BBBBBBB
                XX XXXXXXXXXXXXXX gettext(u'If it is lost: a portal administrator can ask for a reset, and another must agree, because this person also has a role on another side.') XXXX
            BBBB BBBBBBB BBB BBB BBBBBBB BBB BBBB BBB BBBBBBBBBBBBBBBB
                XXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBB BBBBBBBBBXX gettext(u'It is lost: ask for a reset') XXXXXXXX
            BBBBB
        BBBB BBBBBBBBBBBBB
            XXX gettext(u'Missing. They are asked to set one up at their next sign-in and can open nothing before.') XXXX
        BBBB
            XXX gettext(u'None, and none of their roles asks for one.') XXXX
        BBBBB
    BBBBBBBBBB
    BB BBBBBBB BBB BBBBBBB BBB BBBBBBBBBBBBBBBB BBB BBB BBBBBBB BBB BBB BBBBBBBBBBBB
         gettext(u'Address') 
        BBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBB
            BB BBBBBBBBB
                XX XXXXXXXXXXXXXX gettext(u'They also have a role on another side, so only they can change the address they sign in with, on the page of their account.') XXXX
            BBBB
                XXXXX XXXXXXBBB BBBBBBBBBBBBBBBB BBBBBBBBBXX gettext(u'Another address to sign in with') XXXXXXXX
            BBBBB
        BBBBBBBBBB
    BBBBB
     gettext(u'Training') 
    BBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBB
        XXXXX XXXXXXBBB BBBBBBBBBBBBBBBBB BBBBBBBBBXX gettext(u'What they have taken and what is due') XXXXXXXX
    BBBBBBBBBB
    BB BBBBBBB BBB BBBBBBB BBB BBBBBBBBBBBBBBBB BBB BBB BBBBBBB
         gettext(u'Sessions') 
        BBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBB
            XXX gettext(u'Is a phone lost, or may somebody else be signed in?') XXXX
            BB BBBBBBBBB
                XX XXXXXXXXXXXXXX gettext(u'They also have a role on another side, so you cannot sign them out. They can do that themselves, on the page of their account. To keep them out of your side, end their role here.') XXXX
            BBBB
                XXXXX XXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBB BBBBBBBBBXX gettext(u'Sign them out everywhere') XXXXXXXX
            BBBBB
        BBBBBBBBBB
    BBBBB
    BB BBBBBBBB BB BBB BBBBBBBBBBBBBBBB BB BBBBBBBBB BBB BBB BBBBBBB
         gettext(u'Account') 
        BBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBB
            BB BBBBBBBBB
                XX XXXXXXXXXXXXXX gettext(u'They also have a role on another side, so you can neither close nor open the account. When they leave yours, end their role here.') XXXX
            BBBB BBBBBBBBBBBBBBBB
                XXX gettext(u'Have they left, or should they no longer sign in?') XXXX
                XXXXX XXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBB BBBBBBBBBXX gettext(u'Close this account') XXXXXXXX
            BBBB
                XXX gettext(u'Closed: they cannot sign in, and their roles open nothing.') XXXX
                BB BBBBBBBB
                    XXXXX XXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBB BBBBBBBBBXX gettext(u'Open it again') XXXXXXXX
                BBBBB
            BBBBB
        BBBBBBBBBB
    BBBBB
BBBBBBBB
