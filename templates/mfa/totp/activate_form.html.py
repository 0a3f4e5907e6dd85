BBBBBBB BBBBBBBBBBBBBBBBBBBB
BBBB BBBBBBB BBBB
BBBBB BBBBBBBBBB
     gettext(u'Set up an authenticator app') 
BBBBBBBB
BBBBB BBBBBBB
    BBB BBBBBBBBBBBBBBBBBBB BB BBBBBBBBBB
    BBB BBBBBBBBBBB BB BBBBBBBB
    BBBBBBB BB
         gettext(u'Set up an authenticator app.') 
    BBBBBBBBBB
    BBBBBBB B
         gettext(u'Open the app on your phone, add an account, and scan this square. Then type the six figures the app shows.') 
    BBBBBBBBBB
    BBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBBBB
        BBBB BBBB
            BBBBBBBBBB
             gettext(u'A square code for your authenticator app; the secret is written out below.') 
            BBBBBBB BBB BBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBBB BBBBBBBBBBBBBBBBBB
            BBBBBBBBBB
            BBBBBBB BBBBB BBBBBBBBBBBBBBBBBBBBBBBBB BBBBBBBBBBB BBBBBBBBBBBBBBBBB BBBBBBBBBBBBB
                BBBB BBBBB
                     gettext(u'Or type this secret into the app') 
                BBBBBBB
                BBBB BBBBBBBBB
                     gettext(u'Keep it as safe as a password.') 
                BBBBBBB
            BBBBBBBBBB
            BBBBBBB BBBBBB BBBBBBBBB
            BBBBBBBBBB
        BBBBBBB
        BBBB BBBBBBB
            BBBBBBB BBBBBB BBBBBBBBBBBBB
                 gettext(u'Use this app') 
            BBBBBBBBBB
            BBBBBBB BBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBB
                 gettext(u'Cancel') 
            BBBBBBBBBB
        BBBBBBB
    BBBBBBBBBB
BBBBBBBB
