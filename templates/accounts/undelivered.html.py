BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Mail that could not be delivered') 
BBBBBBBB
BBBBB BBBB
    XXXX
        BB BBBB
             gettext(u'Some mail could not be delivered.') 
        BBBB
             gettext(u'All mail was delivered.') 
        BBBBB
    XXXXX
    BB BBBB
        XX XXXXXXXXXXXXXXXXXX
             gettext(u'Each of these people finds the notice in their inbox here. First correct the address, or have the mailbox fixed. Then send it again.') 
        XXXX
    BBBBB
BBBBBBBB
BBBBB BBBBBBB
    BB BBBB
        XXXXX XXXXXXXXXXXXX XXXXXXXXBBB BBBBBBBBBBBBBXX
            BBBBBBBBBB
            XXXXXXX XXXXXXXXXXX XXXXXXXXXXXXXX
                 gettext(u'Send all %(number)s again') 
                    SSSS SSS SSSSSSSSSS SSSSS
                
            XXXXXXXXX
        XXXXXXX
    BBBBB
BBBBBBBB
BBBBB BBBB
    BB BBBB
        XXX XXXXXXXXXXXXX
            BBB BBB BB BBBB
                XXXX
                    XXXXX XXXXXXXXXXXXXXXXXX _("Somebody with an account here") XXXXXXX
                    XXXXX XXXXXXXXXXXXXXXXXXXXX XXXXXXXXXXFFFFFFFFXXFFFFFFF FF FF FFF FFXXXXXXX X  _("Could not be delivered after every try") XXXXXXX
                    XXXXX XXXXXXXXXXXXX XXXXXXXXBBB BBBBBBBBBBBBBXX
                        BBBBBBBBBB
                        XXXXXX XXXXXXXXXXXXX XXXXXXXXXX XXXXXXXXX
                        XXXXXXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXXXX gettext(u'Send again') XXXXXXXXX
                    XXXXXXX
                XXXXX
            BBBBBB
        XXXXX
    BBBB
         gettext(u'Nothing here. Mail that could not be delivered is listed on this page.')  gettext(u'Go to your desk') BBB BBBBBB BB BBB
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBB BBBBBBB BBBBBBBBBBB BBBB
    BBBBB
BBBBBBBB
BBBBB BBBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBB
BBBBBBBB
