BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'This installation') 
BBBBBBBB
BBBBB BBBBBBBB
     gettext(u'This installation') 
BBBBBBBB
BBBBB BBBBXXXXXXXXXBBBBBBBB
BBBBB BBBB
    BB BBBBBB
         gettext(u'Production would refuse to start') 
        BBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBB
            XXX XXXXXXXXXXXXX
                BBB BBBBB BB BBBBBBXXXXXXXXXBBBBBB
            XXXXX
        BBBBBBBBBB
    BBBBB
     gettext(u'What it runs on') 
    BBBBBBB BBBBBBBBBBBBB BBBBBBBBBB
        XXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX
            XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
            XXXXXX XXXXXXXXXXXXXXXX
                XXX XXXXXXXXXXX
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Part') XXXXX
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'What it is') XXXXX
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'State') XXXXX
                XXXXX
            XXXXXXXX
            XXXXXX XXXXXXXXXXXXXXXX
                BBB BBBB BB BBBBB
                    XXX XXXXXXXXXXX
                        XXX XXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXX
                        XXX XXXXXXXXXXX
                            XXXXXXXXXXXX gettext(u'What it is') XXBB BBBBBBBBXXXXX XXXXXXXXXXXXXXXXXXXXXXXBBBBBXXXXX
                        XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'State') XXBBBBBBBBBBB BBBBBBBBBBB BBBBBBBBBXXXXX
                    XXXXX
                BBBBBB
            XXXXXXXX
        XXXXXXXX
    BBBBBBBBBB
BBBBBBBB
BBBBB BBBBB
     gettext(u'Does mail go out?') 
    BBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBB
        XXX
             gettext(u'One mail goes to your own address, %(to)s, through the real mail server. You are told what it answered.') 
                SSS SSSS SSSS SS SSSS SSS SSSSSSSS SSSSSSS SSSSSSS SSS SSSS SSSS SSSSSSS SSS SSS SSSS SSSS SS SSSSSSSSS
            
        XXXX
        XXXXX XXXXXXXXXXXXX XXXXXXXXBBB BBBBBBBBBBBBBBBBBBBBXX
            BBBBBBBBBB
            XXXXXXX XXXXXXXXXX XXXXXXXXXXXX XXXXXXXXXXXXXX gettext(u'Send a test mail to me') XXXXXXXXX
        XXXXXXX
    BBBBBBBBBB
     gettext(u'Scheduled jobs') 
    BBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBB
        XXXXX XXXXXXBBB BBBBBBBBBBXX gettext(u'Each job’s last and next run, and the mail that waits') XXXXXXXX
    BBBBBBBBBB
     gettext(u'Settings are environment variables. The person who runs the server changes them there and restarts the portal. docs/settings.md explains each.') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBB BBBB
BBBBBBBB
