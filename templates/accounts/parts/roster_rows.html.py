
BBBB BBBBBBBBB BBBB
BB BBBB
    XXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXXXXX
        XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
        XXXXXX XXXXXXXXXXXXXXXX
            XXX XXXXXXXXXXX
                BB BBBB BB BBBBBBBBBB
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Where') XXXXX
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'What is wrong, and what to do') XXXXX
                BBBB
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'Name') XXXXX
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'What happens') XXXXX
                    XXX XXXXXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'More') XXXXX
                BBBBB
            XXXXX
        XXXXXXXX
        XXXXXX XXXXXXXXXXXXXXXX
            BBB BBB BB BBBB
                XXX XXXXXXXXXXX
                    BB BBBB BB BBBBBBBBBB
                        XXX XXXXXXXXXXXXXXXX XXXXXXXXXXXX gettext(u'%(file)s, line %(line)s') SSSSSSSSS SSSS SSSSSSSSBB BBBBBBBBBBBBBXXXXX XXXXXXXXXXXXXXXX gettext(u'id %(id)s') SS SSSSSSXXXXXXXBBBBBXXXXX
                        XXX XXXXXXXXXXXXXXXXX
                    BBBB
                        XXX XXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXX XXXXXXXXXXXXXXXXXXFFFFFFFFFFFFFFFFFFFFFXXXXXXXBB BBBBBBBBBXXXXX XXXXXXXXXXXXXXXXXXXXXXXBBBBBXXXXX
                        XXX XXXXXXXXXXX XXXXXXXXXXXX gettext(u'What happens') XXXXXXX
                        XXX XXXXXXXXXXXX
                            BB BBBB BB BBBBBBB
                                BB BBBBBBBBBBBBXXXXX XXXXXXXXXXXXXXXX gettext(u'begins at %(places)s') SSSSSS SS SSSSSSSSSSXXXXXXXBBBBB
                                BB BBBBBBBBBBXXXXX XXXXXXXXXXXXXXXX gettext(u'ends at %(places)s') SSSS SS SSSSSSSSSSXXXXXXXBBBBB
                                BB BBBBBBBBBBBBBBXXXXX XXXXXXXXXXXXXXXX gettext(u'was called %(name)s') SSS SSSSSS SSSSSSSSXXXXXXXBBBBB
                                BB BBBBBBBBBBBBBBBXXXXX XXXXXXXXXXXXXXXX gettext(u'had the address %(email)s') SSS SSS SSSSSSS SSSSSSSSSXXXXXXXBBBBB
                                BB BBBBBBBBBBBBBBBBBBBB BB BBB BBBBXXXXX XXXXXXXXXXXXXXXX gettext(u'staff number %(number)s') SSSSS SSSSSS SSSSSSSSSSXXXXXXXBBBBB
                                BB BBBBBBBBBBBBBBBBB
                                    XXXXX XXXXXXXXXXXXXXXX gettext(u'marked administrator: a staff member until you confirm the principal') XXXXXXX
                                BBBBB
                            BBBB BBBBBBBBBBBBBBBBBBB BBB BBBBBBBB BB BBBBBBBBB
                                XXXXX XXXXXXXXXXXXXXXX gettext(u'the school here gets this name') XXXXXXX
                            BBBBB
                            BB BBBBBBBBXXXXX XXXXXXXXXXXXXXXXXXXXXXXBBBBB
                            BB BBBBBBBBXXXXX XXXXXXXXXXXXXXXX gettext(u'line %(line)s') SSSS SSSSSSSSXXXXXXXBBBBB
                        XXXXX
                    BBBBB
                XXXXX
            BBBBBB
        XXXXXXXX
    XXXXXXXX
BBBB
     gettext(u'Nothing of this kind is in the roster. Choose another above.') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBB BBBB
BBBBB
