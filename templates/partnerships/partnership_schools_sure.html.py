BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Schools that end') 
BBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBB BB BBBBBBBB gettext(u'Schools') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBB BBBBBBBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    XXXX
         ngettext(u'End this school?', u'End these %(n)s schools?', count) 
            SSS SSSS SSSSSSS
        
            PPP PPPPP PPPPP PPPPPPPP
        
    XXXXX
BBBBBBBB
BBBBB BBBBBB
    XXX
         gettext(u'From this moment %(agency)s no longer serves what is named here, and its officers open nothing there. A posting that has ended stays ended; the agency would have to post the officer again.') 
            SSSS SSSS SSSSSS SSSSSSSSSS SS SSSSSS SSSSSS SSSS SS SSSSS SSSSS SSS SSS SSSSSSSS SSSS SSSSSSS SSSSSS S SSSSSSS SSSS SSS SSSSS SSSSS SSSSSS SSS SSSSSS SSSSS SSSS SS SSSS SSS SSSSSSS SSSSSS
        
    XXXX
BBBBBBBB
BBBBB BBBB
    XXX XXXXXXXXXXXXX
        BBB BBB BB BBBBBB
            XXXX
                XXXXX XXXXXXXXXXXXXXXXXXXXXXXXX
                BBB BBBBBBB BB BBBBBBBBBBBB
                    XXXXX XXXXXXXXXXXXXXXX
                         gettext(u'The posting of %(officer)s ends.') 
                            SSS SSSSSSS SS SSSSSSSSSSS SSSSS
                        
                    XXXXXXX
                BBBBB
                    XXXXX XXXXXXXXXXXXXXXX gettext(u'No officer is posted there.') XXXXXXX
                BBBBBB
            XXXXX
        BBBBBB
    XXXXX
    BBB BBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBB BB BBBBBBBB gettext(u'End them and save') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBB BBBB
BBBBBBBB
