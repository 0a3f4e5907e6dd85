BBBBBBB BBBBBBBBBBBBBBBBBBBBBB
BBBB BBBBBBB BBBB
BBBBB BBBBBBBBBB
     gettext(u'How you sign in') 
BBBBBBBB
BBBBB BBBBBBB
    BBBBBBB BB
        BB BBBBBBBBBBBBBB
             gettext(u'Your sign-in has a second factor.') 
        BBBB
             gettext(u'Add a second factor to your sign-in.') 
        BBBBB
    BBBBBBBBBB
    BBBBBBB B
         gettext(u'A password can be guessed or stolen. A second factor is something that only you have: your phone, your laptop or a key.') 
    BBBBBBBBBB
    BB BBBBBBBBBB BB BBBBBBBBBBBBBBBBBBB
        BBBBBBB BBBBB
            BBBB BBBBB
                 gettext(u'Passkeys and security keys') 
            BBBBBBB
            BBBB BBBB
                BB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
                    BBBBBBB B ngettext(u'You have added %(count)s key. Add a second one in case you lose the first.', u'You have added %(count)s keys.', count) SSS SSSS SSSSS SSSSSSSSS SSSS SSS S SSSSSS SSS SS SSSS SSS SSSS SSS SSSSSSPPP PPPP PPPPP PPPPPPPPP PPPPPBBBBBBBBBB
                BBBB
                    BBBBBBB B
                         gettext(u'Not set up. The quickest way: your fingerprint, face or PIN, nothing to type.') 
                    BBBBBBBBBB
                BBBBB
            BBBBBBB
            BBBB BBBBBBB
                BBB BBBBBBBBBBBBBBBBBBB BB BBBBBBBBBBBBBBBBB
                BBB BBBBBBBBBBBBBBBBBB BB BBBBBBBBBBBBBBBB
                XX XXXXXXXXXXBB BBB BBBBBBBBBBBBBB XXXXXXXXXXXBBBBBX XXXXXXXX
                    BB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
                         gettext(u'Add another key') 
                    BBBB
                         gettext(u'Add a passkey') 
                    BBBBB
                XXXX
                BB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
                    BBBBBBB BBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBB
                         gettext(u'See your keys') 
                    BBBBBBBBBB
                BBBBB
            BBBBBBB
        BBBBBBBBBB
    BBBBB
    BB BBBBBB BB BBBBBBBBBBBBBBBBBBB
        BBBBBBB BBBBB
            BBBB BBBBB
                 gettext(u'Authenticator app') 
            BBBBBBB
            BBBB BBBB
                BB BBBBBBBBBBBBBBBBBBB
                    BBBBBBB B
                         gettext(u'In use. The app on your phone shows six figures that you type.') 
                    BBBBBBBBBB
                BBBB
                    BBBBBBB B
                         gettext(u'Not set up. An app on your phone shows six figures that you type.') 
                    BBBBBBBBBB
                BBBBB
            BBBBBBB
            BBBB BBBBBBB
                BBB BBBBBBBBBBBBBBBBBBBBB BB BBBBBBBBBBBBBB
                BBB BBBBBBBBBBBBBBBBBBB BB BBBBBBBBBBBB
                BB BBBBBBBBBBBBBBBBBBB
                    BBBBBBB BBBBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBB
                         gettext(u'Stop using the app') 
                    BBBBBBBBBB
                BBBB
                    BBBBBBB BBBBBB BBBBBBBBBBBBBBBBB BBBBBBBBBBBBBB
                         gettext(u'Set up the app') 
                    BBBBBBBBBB
                BBBBB
            BBBBBBB
        BBBBBBBBBB
    BBBBB
    BB BBBBBBBBBBBBBBBB BB BBBBBBBBBBBBBBBBBBB
        BBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
            BBBBBBB BBBBB
                BBBB BBBBB
                     gettext(u'Recovery codes') 
                BBBBBBB
                BBBB BBBB
                    BB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB
                        BBBBBBB B ngettext(u'%(unused_count)s of %(total_count)s codes is left. Each works once, when phone and key are out of reach.', u'%(unused_count)s of %(total_count)s codes are left. Each works once, when phone and key are out of reach.', count) SSSSSSSSSSSSSSSS SS SSSSSSSSSSSSSSS SSSSS SS SSSSS SSSS SSSSS SSSSS SSSS SSSSS SSS SSS SSS SSS SS SSSSSSPPPPPPPPPPPPPPPP PP PPPPPPPPPPPPPPP PPPPP PPP PPPPP PPPP PPPPP PPPPP PPPP PPPPP PPP PPP PPP PPP PP PPPPPPBBBBBBBBBB
                    BBBB BBBBBBBBBBBBBB
                        BBBBBBB B
                             gettext(u'None made yet. They let you in when phone and key are out of reach.') 
                        BBBBBBBBBB
                    BBBB
                        BBBBBBB B
                             gettext(u'They come with your first second factor.') 
                        BBBBBBBBBB
                    BBBBB
                BBBBBBB
                BBBB BBBBBBB
                    BB BBBBBBBBBBBBBB
                        BBB BBBBBBBBBBBBBBBBBBBBBBBBB BB BBBBBBBB
                        BBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BB BBBBBBBBBBBB
                        BB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBB BBBBBBBBBBBB B B BBB BBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB
                            BBBBBBB BBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBB
                                 gettext(u'See the codes') 
                            BBBBBBBBBB
                        BBBBB
                        BBBBBBB BBBBBB BBBBBBBBBBBBBBBBB BBBBBBBBBBBBBB
                             gettext(u'Make new codes') 
                        BBBBBBBBBB
                    BBBBB
                BBBBBBB
            BBBBBBBBBB
        BBBBBBB
    BBBBB
BBBBBBBB
