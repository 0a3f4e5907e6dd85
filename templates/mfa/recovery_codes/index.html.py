BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBB BBBBBBB BBBB BBBBBB
BBBBB BBBBBBB
    BBB BBBBBBBBBBB BB BBBBBBBB
    BB BBBBBBBBBBBBBB
        BBBBBBB BB
             gettext(u'Write these codes down now.') 
        BBBBBBBBBB
        BBBBBBB B
            BB BBBBBBBBBBBBBBBBBBBBBBBBBBBB
                 gettext(u'They are not shown again.') 
            BBBBB
             gettext(u'Each works once, when your phone or key is out of reach. Print them or keep them where you keep passwords.') 
        BBBBBBBBBB
        XXX XXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXBBB BBBB BB BBBBBBBBBBBBXXXXXXXXXBBBBBBXXXXX
        XXXX XXXXXXXXXXXXXXXX
            XXXXXXX XXXXXXXXXXX
                    XXXXXXXXXXXXX
                    XXXXXX
                    XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
                    XXXXXXXXXXXXX gettext(u'Copied') XX gettext(u'Copy the codes') XXXXXXXXX
            BB BBBBBBBBBBBBBBBBBB
                BBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BB BBBBBBBBBBBB
                BBBBBBB BBBBBB BBBBBBBBBBBBBBBBB BBBBBBBBBBBBBB
                     gettext(u'Download the codes') 
                BBBBBBBBBB
            BBBBB
        XXXXXX
        BB BBBBBBBBBBBBBBBBBBBBBBBBBBBB
            XXXX XXXXXXXXXXXXX
                BBBBBBB BBBBB BBBBBBBBBBBBBBB BBBBBBBBBBBBBBBB
                    BBBB BBBBB
                         gettext(u'I have kept my recovery codes') 
                    BBBBBBB
                BBBBBBBBBB
            XXXXXX
        BBBBB
        XXXX XXXXXXXXXXXXXX XXXXXX
            BB BBBBBBBBBBBBBBBBBBBBBB
                XX XXXXXXXXXX XXXXXXXXXXXX XXXXXXXX gettext(u'Go on to where you were') XXXX
            BBBB
                XX XXXXXXXXXX XXXXXXXXXXXX XXXXXXXXX gettext(u'Go to your desk') XXXX
            BBBBB
        XXXXXX
    BBBB
        BBBBBBB BB ngettext(u'%(count)s recovery code is left.', u'%(count)s recovery codes are left.', count) SSSSSSSSS SSSSSSSS SSSS SS SSSSSPPPPPPPPP PPPPPPPP PPPPP PPP PPPPPBBBBBBBBBB
        BBBBBBB B
             gettext(u'Codes are shown once, when they are made. If you did not keep them, make new ones.') 
        BBBBBBBBBB
        XXXX XXXXXXXXXXXXXXXX
            BB BBBBBBBBBBBBBBBBBB
                BBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BB BBBBBBBBBBBB
                BBBBBBB BBBBBB BBBBBBBBBBBBBBBBB BBBBBBBBBBBBBB
                     gettext(u'Make new codes') 
                BBBBBBBBBB
            BBBBB
            BBBBBBB BBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBB
                 gettext(u'Back') 
            BBBBBBBBBB
        XXXXXX
    BBBBB
BBBBBBBB
BBBBB BBBBBBBBBB
    BB BBBBBBBBBBBBBB
        XXXXXXX XXXXXBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBX XXXXXXXXXXXXXXX
        XXXXXXX XXXXXBBBBBB BBBBBBBBBBBBBBBBBBBBBBX XXXXXXXXXXXXXXX
        XXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
                XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXX XXXXXXXXXXXXXX XXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXX
    BBBBB
BBBBBBBB
