BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'End a posting') 
BBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBBBB BB BBBBBBBB gettext(u'Officers at schools') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBB BBBBBBBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    XXXX
         gettext(u'End %(officer)s’s posting at %(school)s?') 
            SSS SSSSSSSSSSSSS SSSSSSS SS SSSSSSSSSSS
        
    XXXXX
BBBBBBBB
BBBBB BBBBBB
    XXX gettext(u'From then on the officer opens nothing of this school, earlier referrals included. The agency’s own notes stay.') XXXX
    BB BBBBBBB
        XXXX XXXXXXXXXXX XXXXXXXXX
            XXX
                 ngettext(u'%(n)s call waits for this officer. Name a stand-in or post another officer first; otherwise it is the supervisor’s from that day.', u'%(n)s calls wait for this officer. Name a stand-in or post another officer first; otherwise they are the supervisor’s from that day.', count) 
                    SSSSS SSSS SSSSS SSS SSSS SSSSSSSS SSSS S SSSSSSSS SS SSSS SSSSSSS SSSSSSS SSSSSS SSSSSSSSS SS SS SSS SSSSSSSSSSSS SSSS SSSS SSSS
                
                    PPPPP PPPPP PPPP PPP PPPP PPPPPPPP PPPP P PPPPPPPP PP PPPP PPPPPPP PPPPPPP PPPPPP PPPPPPPPP PPPP PPP PPP PPPPPPPPPPPP PPPP PPPP PPPP
                
            XXXX
            XXXXBBB BBB BB BBBBBBBXXXXX XXXXXBBBBBBXXXXX
            XXXXX XXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBB BBBBBBBBBBXX gettext(u'Name a stand-in') XXXXXXXX
        XXXXXX
    BBBBB
BBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBBBB BB BBBBBBBB gettext(u'End the posting') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBB BBBB
BBBBBBBB
