BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Lost second factors') 
BBBBBBBB
BBBBB BBBB
    XXXX
        BB BBBBBBB
             gettext(u'A reset of a second factor is under way.') 
        BBBB
             gettext(u'No reset of a second factor is under way.') 
        BBBBB
    XXXXX
BBBBBBBB
BBBBB BBBB
     gettext(u'Under way') 
    BBBBBBB BBBBBBBBBBB BBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBB
        BBB BBBBB BB BBBBBBB
            XXXXXXXX XXXXXXXXXXXXXX
                XXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBB BBBBBBBBXXXXXXXXXXX
                XXX
                     gettext(u'Asked by %(name)s on %(day)s.') 
                        SSSSS SS SSSSSSSS SS SSSSSSSS
                    
                    BB BBBBBBBBBBBBBBB
                         gettext(u'Agreed by %(name)s; it takes effect on %(day)s.') 
                            SSSSSS SS SSSSSSSSS SS SSSSS SSSSSS SS SSSSSSSS
                        
                    BBBB
                         gettext(u'A second administrator must agree.') 
                    BBBBB
                XXXX
                XXXX XXXXXXXXXXXXXXXX
                    BB BBB BBBBBBBBBBBBBBB
                        XX XXXXXXXXXX XXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBB BBBBBBBBXX gettext(u'Check and agree') XXXX
                    BBBBB
                    XX XXXXXXXXXXX
                       XXXXXXBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBXX gettext(u'Stop it') XXXXX XXXXXXXXXXXXXXXXXXXXXXXXX XXXXXXXXXXX
                XXXXXX
            XXXXXXXXXX
        BBBBB
            BB BBBBBBBBBBB
                 gettext(u'No lost phone or key has been reported. To ask for a reset, open the person’s page.') 
                BBB BBBBBBBBBBBBB BB BBBBBB
                 gettext(u'People') 
                BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBB BBBBBBBBBB BBBBBBBBBBB BBBB
            BBBB
                 gettext(u'No lost phone or key has been reported.') 
                BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBB BBBB
            BBBBB
        BBBBBB
    BBBBBBBBBB
    BB BBBB
         gettext(u'Somebody with roles on more than one side') 
        BBBBBBB BBBBBBBBBBB BBBBBBBBB
            XXX gettext(u'Where a person has roles on more than one side, no side alone can reset their second factor. You can ask for it, and another portal administrator must agree.') XXXX
            BBB BBBBBBBBBBBBBBBBBBB BB BBBBBB gettext(u'Go on') 
            BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBB BBBB
        BBBBBBBBBB
    BBBBB
    BB BBBB
         gettext(u'Before') 
        BBBBBBB BBBBBBBBBBB BBBBBBBBBBBBBBBBB BBBBBBBBB
            XXX XXXXXXXXXXXXXXXXXXX
                BBB BBBBB BB BBBB
                    XXXXX BB BBBBBBBBBBBBB gettext(u'done on %(day)s') SSSS SS SSSSSSSBBBB BBB BBBBBBBBBBBBBBBB gettext(u'stopped on %(day)s, because they now have a role on another side') SSSSSSS SS SSSSSSSS SSSSSSS SSSS SSS SSSS S SSSS SS SSSSSSS SSSSBBBB gettext(u'stopped by %(name)s on %(day)s') SSSSSSS SS SSSSSSSS SS SSSSSSSBBBBBXXXXX
                BBBBBB
            XXXXX
        BBBBBBBBBB
    BBBBB
BBBBBBBB
