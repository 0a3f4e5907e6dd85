BBBBBBB BBBBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Where you are signed in') 
BBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBB BB BBBB gettext(u'Your account') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBB BBBBBBBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    XXXX
         ngettext(u'You are signed in on one device.', u'You are signed in on %(n)s devices.', count) 
            SSS SSS SSSSSS SS SS SSS SSSSSSS
        
            PPP PPP PPPPPP PP PP PPPPP PPPPPPPP
        
    XXXXX
BBBBBBBB
BBBBB BBBBBBBB
     gettext(u'Sessions') 
    BBBBBBB BBBBBBBBBBB BBBBBBBBBBBBB
        XXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX
            XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
            XXXXXX XXXXXXXXXXXXXXXX
                XXX XXXXXXXXXXX
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Device') XXXXX
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Address') XXXXX
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Since') XXXXX
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Last seen') XXXXX
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX gettext(u'End it') XXXXXXXXXXXX
                XXXXX
            XXXXXXXX
            XXXXXX XXXXXXXXXXXXXXXX
                BBB BBB BB BBBB
                    XXX XXXXXXXXXXBB BBBBBBBBBBB XXXXXXXXXXXXXXXXBBBBBX
                        XXX XXXXXXXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXBB BBBBBBBBBBBXXXXX XXXXXXXXXXXXXXXX gettext(u'This session') XXXXXXXBBBBBXXXXXXXXXXX
                        XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Address') XXXXXXX
                        XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Since') XXFFFFFFFFFFFXXXXX
                        XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Last seen') XXFFFFFFFFFFFXXXXX
                        XXX XXXXXXXXXXXX
                            BB BBBBBBBBBBB
                                XXXXX XXXXXXXXXXXXX XXXXXXXXBBB BBBBBBBBBBBBBBBBXX
                                    BBBBBBBBBB
                                    XXXXXXX XXXXXXXXXXX XXXXXXXXXXXXXX gettext(u'Sign out') XXXXXXXXX
                                XXXXXXX
                            BBBB
                                XXXXX XXXXXXXXXXXXX XXXXXXXXBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBXXBBBBBBBBBBXXXXXXX XXXXXXXXXXX XXXXXXXXXXXXXX gettext(u'End it') XXXXX XXXXXXXXXXXXXXXXXXXXXXXXX X XXXXXXXXXXXXXXXXXXXXXXX
                            BBBBB
                        XXXXX
                    XXXXX
                BBBBBB
            XXXXXXXX
        XXXXXXXX
    BBBBBBBBBB
BBBBBBBB
BBBBB BBBBB
     gettext(u'A shared or lost phone') 
    BBBBBBB BBBBBBBBBBB BBBBBBBBBBBBBBB
        XXX gettext(u'Ends all your sessions, this one too, and clears what this browser has stored.') XXXX
        XXXXX XXXXXXXXXXXXX XXXXXXXXBBB BBBBBBBBBBBBBBBBBXX
            BBBBBBBBBB
            XXXXXXX XXXXXXXXXXX XXXXXXXXXXXXXX gettext(u'Sign out here and everywhere') XXXXXXXXX
        XXXXXXX
    BBBBBBBBBB
BBBBBBBB
