BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Scheduled jobs') 
BBBBBBBB
BBBBB BBBBBBBB
     gettext(u'Scheduled jobs') 
BBBBBBBB
BBBBB BBBBXXXXXXXXX
    XX XXXXXXXXXXXXXXXXXX  gettext(u'If a run is missed, the next one does its work.') XXXX
BBBBBBBB
BBBBB BBBB
     gettext(u'Jobs') 
    BBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBBBB BBBBBBBBB
        XXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX
            XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
            XXXXXX XXXXXXXXXXXXXXXX
                XXX XXXXXXXXXXX
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Job') XXXXX
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'State') XXXXX
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Last run') XXXXX
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Next run') XXXXX
                XXXXX
            XXXXXXXX
            XXXXXX XXXXXXXXXXXXXXXX
                BBB BBB BB BBBB
                    XXX XXXXXXXXXXX
                        XXX XXXXXXXXXXXXXXXX
                            XXXXXXXXXXXXBB BBBBBBBXXXXX XXXXXXXXXXXXXXXXXXXXXXXBBBBBXXXXX
                        XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'State') XXBBBBBBBBBBB BBBBBBBBBB BBBBBBBBXXXXX
                        XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Last run') XXFFFFFFFFXXXXX
                        XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Next run') XXFFFFFFFFXXXXX
                    XXXXX
                BBBBBB
            XXXXXXXX
        XXXXXXXX
        XX XXXXXXXXXXXXXXXXXXX
             gettext(u'Times are those of %(zone)s.') 
                SSSSS SSS SSSSS SS SSSSSSSSS
            
        XXXX
    BBBBBBBBBB
BBBBBBBB
BBBBB BBBBB
     gettext(u'Mail') 
    BBBBBBB BBBBBBBBBBBBB BBBBBBBBB
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBB BBBB
        XX XXXXXXXXXXXXXXXXXXX gettext(u'Numbers for the whole portal. Notices that could not be mailed stay in each person’s inbox here.') XXXX
        XXXXX XXXXXXBBB BBBBBBBBBBBBBXX gettext(u'Mail that could not be delivered') XXXXXXXX
        BB BBBBBBBBBBBBBBBB
            XXXXX XXXXXXBBB BBBBBBBBBBXX gettext(u'How mail is sent, and a test') XXXXXXXX
        BBBBB
    BBBBBBBBBB
BBBBBBBB
