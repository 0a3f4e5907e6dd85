BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBB BBBBBBB BBBB
BBBBB BBBBBBBBBB
     gettext(u'Sign in') 
BBBBBBBB
BBBBB BBBBBBB
    BB BBBBBBB BB BBBBBBBBB
        BBBBBBB BB gettext(u'Connect %(provider)s.') SSSSSSS SSSSSSSSSSSSSBBBBBBBBBB
        BBBBBBB B
             gettext(u'From then on you can sign in through it.') 
        BBBBBBBBBB
    BBBB
        BBBBBBB BB gettext(u'Sign in through %(provider)s.') SSSS SS SSSSSSS SSSSSSSSSSSSSBBBBBBBBBB
        BBBBBBB B
             gettext(u'You go to its own sign-in page and come back here.') 
        BBBBBBBBBB
    BBBBB
    BBBBBBB BBBB BBBBBBBBBBBBB
        BBBB BBBB
            BBBBBBBBBB
        BBBBBBB
        BBBB BBBBBBB
            BBBBBBB BBBBBB BBBBBBBBBBBBB
                 gettext(u'Continue') 
            BBBBBBBBBB
        BBBBBBB
    BBBBBBBBBB
BBBBBBBB
