BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB BBBBBB
BBBBB BBBBB
     gettext(u'Organizations') 
BBBBBBBB
BBBBB BBBB
    XXXX gettext(u'Districts and agencies.') XXXXX
BBBBBBBB
BBBBB BBBBBBB
    XX XXXXXXXXXX XXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBB BBBBBBBBBBXX gettext(u'Create a district') XXXXXX XXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBB BBBBBBBBXX gettext(u'Create an agency') XXXX
BBBBBBBB
BBBBB BBBBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    BB BBBB
        XXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX
            XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX gettext(u'Organizations by name') XXXXXXXXXX
            XXXXXX XXXXXXXXXXXXXXXX
                XXX XXXXXXXXXXX
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Name') XXXXX
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Kind') XXXXX
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'State') XXXXX
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Administrator') XXXXX
                XXXXX
            XXXXXXXX
            XXXXXX XXXXXXXXXXXXXXXX
                BBB BBBBB BB BBBB
                    XXX XXXXXXXXXXX
                        XXX XXXXXXXXXXXXXXXX
                            XXXXXXXXXXXXXX XXXXXXXXXXXXXXXXX
                                           XXXXXXBBB BBBBBBBBBBBBBBBBBBBBB BBBBBBBBXXXXXXXXXXX
                        XXX XXXXXXXXXXXXXXXXX
                        XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'State') XXFFFFFFFFFFFXXXXX
                        XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Administrator') XX
                            BB BBBBBBBBBBBBBBBBBBBBBBB
                                 gettext(u'Yes') 
                            BBBB
                                XXXXXXXX gettext(u'None yet') XXXXXXXXX
                            BBBBB
                        XXXXX
                    XXXXX
                BBBBBB
            XXXXXXXX
        XXXXXXXX
    BBBB
         gettext(u'No organization here yet. Create the district first, then the agency, and invite an administrator to each.')  gettext(u'Create a district') BBB BBBBBBBBBBBBBBBBBB BBBBBBBBBB BB BBB
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBB BBBBBBB BBBBBBBBBBB BBBB
    BBBBB
BBBBBBBB
BBBBB BBBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBB
     gettext(u'Portal administrators') 
    BBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBB
        XXX XXXXXXXXXXXXX
            BBB BBBB BB BBBBBBBBBBBBBB
                XXXX
                    XXXXX XXXXXXXXXXXXXXXXXXXXXXXXX
                    XXXXX XXXXXXXXXXXXXXXX X FFFFFFFFFFFFBB BBB BBBBBBBBBBBBBBBBBBB X  gettext(u'account closed') BBBBBXXXXXXX
                    BB BBBBBBBBBBBB BB BBBBBBB
                        XXXX XXXXXXXXXXXXXX XXXXXX
                            XX XXXXXXXXXXX
                               XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBXX gettext(u'End') XXXXX XXXXXXXXXXXXXXXXXXXXXXXX XXXXXXXXXXX
                            BB BBBBBBBBBBBBBBBBBBB
                                XX XXXXXXXXXXX
                                   XXXXXXBBB BBBBBBBBBBBBBB BBBBBBBBBBBBXX gettext(u'Close this account') XXXXX XXXXXXXXXXXXXXXXXXXXXXXX XXXXXXXXXXX
                                XX XXXXXXXXXX XXXXXXXXX
                                   XXXXXXBBB BBBBBBBBBBBBBBBBBB BBBBBBBBBBBBXX gettext(u'Second factor lost') XXXXX XXXXXXXXXXXXXXXXXXXXXXXX XXXXXXXXXXX
                            BBBB
                                XX XXXXXXXXXXX
                                   XXXXXXBBB BBBBBBBBBBBBBBB BBBBBBBBBBBBXX gettext(u'Open it again') XXXXX XXXXXXXXXXXXXXXXXXXXXXXX XXXXXXXXXXX
                            BBBBB
                        XXXXXX
                    BBBBB
                XXXXX
            BBBBBB
        XXXXX
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBB BBBB
        BB BBBBBBBBBBBBBBBBBBBBB BB B
            XX XXXXXXXXXXXXX gettext(u'Only one portal administrator. Invite a second.') XXXX
        BBBBB
        XX XXXXXXXXXXXXXXX XXXXXXXXXXX
                           XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBXX gettext(u'Invite a portal administrator') XXXXXXXX
    BBBBBBBBBB
BBBBBBBB
