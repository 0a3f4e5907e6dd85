BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Officers at schools') 
BBBBBBBB
BBBBB BBBBBBBB
     gettext(u'Officers at schools') 
BBBBBBBB
BBBBB BBBB
    XXXX
        BB BBBBBBBBBBBBBBBBBB BB B BBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BB B
             gettext(u'%(officer)s is the officer at %(school)s.') 
                SSSSSSSSSSS SS SSS SSSSSSS SS SSSSSSSSSSS
            
        BBBB BBBBBBBBBBBBBBBBBB BB B BBB BBB BBBBBBBBBBBBBBBBBBBBBB
             gettext(u'No officer is posted to %(school)s.') 
                SS SSSSSSS SS SSSSSS SS SSSSSSSSSSS
            
        BBBB BBBBBBBBBBBBB
             ngettext(u'Officers are posted to one school.', u'Officers are posted to %(n)s schools.', count) 
                SSSSSSSS SSS SSSSSS SS SSS SSSSSSS
            
                PPPPPPPP PPP PPPPPP PP PPPPP PPPPPPPP
            
        BBBB
             gettext(u'No officer is posted.') 
        BBBBB
    XXXXX
BBBBBBBB
BBBBB BBBBBBB
    BB BBBBBBBBBB
        XX XXXXXXXXXX XXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBXX gettext(u'Post an officer') XXXX
    BBBBB
BBBBBBBB
BBBBB BBBBBB
    BB BBBB
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBB
    BBBBB
BBBBBBBB
BBBBB BBBB
    BB BBBBBBBBBBBBBB
        XXXX XXXXXXXXXXX XXXXXXXXX
            XXX
                 ngettext(u'One covered school has no officer:', u'%(n)s covered schools have no officer:', count) 
                    SSS SSSSSSS SSSSSS SSS SS SSSSSSSS
                
                    PPPPP PPPPPPP PPPPPPP PPPP PP PPPPPPPP
                
                BBB BBBBBB BB BBBBBBBBBBBBBBBBB BBB BBBBBBBBBBBBX BBBBBBBBBBBBB BBBBBBBBBBBB ngettext(u', and one more', u', and %(n)s more', count) S SSS SSS SSSSP PPP PPPPP PPPPBBBBBX
            XXXX
        XXXXXX
    BBBBB
     gettext(u'Now and to come') 
    BBBBBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBB BBBBBBBBBBBB
        BB BBBBBBB
            XXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX
                XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
                XXXXXX XXXXXXXXXXXXXXXX
                    XXX XXXXXXXXXXX
                        XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'School') XXXXX
                        XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Officer') XXXXX
                        XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Phone on campus') XXXXX
                        XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Days') XXXXX
                        BB BBBBBBBBBB
                            XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX gettext(u'What you can do') XXXXXXXXXXXX
                        BBBBB
                    XXXXX
                XXXXXXXX
                XXXXXX XXXXXXXXXXXXXXXX
                    BBB BBB BB BBBBBBB
                        XXX XXXXXXXXXXX
                            XXX XXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXX
                            XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Officer') XXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXBB BBBBBBBBBBBBBBBBBBBBBBBBB gettext(u'standing in for %(name)s') SSSSSSSS SS SSS SSSSSSSSBBBBBBBBBXXXXXXXXXXXXXXXXXXX
                            XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Phone on campus') XXBB BBBBBBBBBBBBBBBBBXX XXXXXXXXXXXXXXXXBBBBXXXXX XXXXXXXXXXXXXX gettext(u'Not given') XXXXXXXBBBBBXXXXX
                            XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Days') XX
                                BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBB BBBB
                            XXXXX
                            BB BBBBBBBBBB
                                XXX XXXXXXXXXXXX
                                    BB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BB BBBBBBB
                                        XXXXX XXXXXXXXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBXX gettext(u'Stand-in') XXXXX XXXXXXXXXXXXXXXXXXXXXXXX
                                             gettext(u'for %(officer)s at %(school)s') 
                                                SSS SSSSSSSSSSS SS SSSSSSSSSS
                                            
                                            XXXXXXXXXXX XX XXXXXXBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBXX gettext(u'End') XXXXX XXXXXXXXXXXXXXXXXXXXXXXX
                                             gettext(u'%(officer)s at %(school)s') 
                                                SSSSSSSSSSS SS SSSSSSSSSS
                                            
                                        XXXXXXXXXXXXXXXXXX
                                    BBBBB
                                XXXXX
                            BBBBB
                        XXXXX
                    BBBBBB
                XXXXXXXX
            XXXXXXXX
             gettext(u'By the school’s name') 
            BBBBBBB BBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBB BBBBBBBBBBB BBBBBBBBBB BBBB
        BBBB BBBBBBBBB
             gettext(u'No officer is posted to this school now.')  gettext(u'Show every school') 
            BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBBBB BBBB
        BBBB BBBBBBBBBB
            BBB BBBBBBBBBBBBBBBB BB BBBBBBBBBB gettext(u'Post an officer') 
             gettext(u'Schools reach your officers through their postings. Post the first one.') 
            BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBB BBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBB BBBB
        BBBB
             gettext(u'The agency’s administrator posts officers to schools; none is posted now.') 
            BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBB BBBB
        BBBBB
    BBBBBBBBBB
    BB BBBBBBBBBBB
         gettext(u'Ended') 
        BBBBBBB BBBBBBBBBBBBBBBBB BBBBBBBBBB
            XXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX
                XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
                XXXXXX XXXXXXXXXXXXXXXX
                    XXX XXXXXXXXXXX
                        XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'School') XXXXX
                        XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Officer') XXXXX
                        XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Days') XXXXX
                    XXXXX
                XXXXXXXX
                XXXXXX XXXXXXXXXXXXXXXX
                    BBB BBBBBBB BB BBBBBBBBBBB
                        XXX XXXXXXXXXXX
                            XXX XXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXX
                            XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Officer') XXXXXXX
                            XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'Days') XX
                                BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBB BBBB
                            XXXXX
                        XXXXX
                    BBBBBB
                XXXXXXXX
            XXXXXXXX
        BBBBBBBBBB
    BBBBB
BBBBBBBB
BBBBB BBBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBBB
    BBB BBB BB BBBBBBBBBBB
         gettext(u'On campus') 
        BBBBBBB BBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBB
            BBB BBBBBBB BB BBBBBBBBBBBB
                BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBB BBBB
            BBBBB
                XXXBBBBBBBBBBB BBBBBBBBBBBBBBBBBXXXX
            BBBBBB
        BBBBBBBBBB
    BBBBBB
BBBBBBBB
