BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBB
BBBB BBBBBBB BBBBBBBB BBBB
BBBBB BBBBBBBBBB
     gettext(u'Your keys') 
BBBBBBBB
BBBBB BBBBBBB
    BBB BBBBBBBBBBBBBBBBBB BB BBBBBBB
    BBBBBBB BB ngettext(u'You have %(count)s key.', u'You have %(count)s keys.', count) SSS SSSS SSSSSSSSS SSSSPPP PPPP PPPPPPPPP PPPPPBBBBBBBBBB
    XXXXXXXX XXXXXXXXXXXXXXXX
        XXXX XXXXXXXXXXXXXXXXXXXXX
            XXXX gettext(u'Passkeys and security keys') XXXXX
        XXXXXX
        XXX XXXXXXXXXXXXX
            BBB BBBBBBBBBBBBB BB BBBBBBBBBBBBBB
                BBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBB BB BBBBBBBB
                BBB BBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBB BB BBBBBBBBBB
                XXXX
                    XXXXX XXXXXXXXXXXXXXXXXXXXXXXXX
                    BB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BB BBBB
                        BBBBBBB BBBBB
                             gettext(u'Signs you in without a password') 
                        BBBBBBBBBB
                    BBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BB BBBBB
                        BBBBBBB BBBBB
                             gettext(u'Second factor') 
                        BBBBBBBBBB
                    BBBBB
                    XXXXX XXXXXXXXXXXXXXXX gettext(u'Added %(created_at)s.') SSSSS SSSSSSSSSSSSSSS BB BBBBBBBBBBBBBBBBBBBBBBBBBB gettext(u'Last used %(last_used)s.') SSSS SSSS SSSSSSSSSSSSSSBBBB gettext(u'Not used yet.') BBBBBXXXXXXX
                    XXXX XXXXXXXXXXXXXX XXXXXX
                        BBBBBBB BBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBB gettext(u'Rename') XXXXX XXXXXXXXXXXXXXXXXXXXXXXX XXXXXXXBBBBBBBBBB
                        BBBBBBB BBBBBB BBBBBBBBBBBBBBB BBBBBBBBBBBBB gettext(u'Remove') XXXXX XXXXXXXXXXXXXXXXXXXXXXXX XXXXXXXBBBBBBBBBB
                    XXXXXX
                XXXXX
            BBBBB
                XXXX gettext(u'No key yet. Add the device you are on: it takes half a minute.') XXXXX
            BBBBBB
        XXXXX
    XXXXXXXXXX
    XXXX XXXXXXXXXXXXXX XXXXXX
        BBBBBBB BBBBBB BBBBBBBBBBBB BBBBBBBBBBBBB
             gettext(u'Add a key') 
        BBBBBBBBBB
    XXXXXX
BBBBBBBB
