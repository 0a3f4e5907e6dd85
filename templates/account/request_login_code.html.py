BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBB BBBBBBB BBBB
BBBBB BBBBBBBBBB
     gettext(u'Sign in by a mailed code') 
BBBBBBBB
BBBBB BBBBBBB
    BBBBBBB BB
         gettext(u'We mail you a code.') 
    BBBBBBBBBB
    BBBBBBB B
         gettext(u'Type the address your invitation came to. The code works once, for a few minutes.') 
    BBBBBBBBBB
    BBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB
        BBBB BBBB
            BBBBBBBBBB
            BBBBBBB BBBBBB BBBBBBBBB
            BBBBBBBBBB
            
        BBBBBBB
        BBBB BBBBBBB
            BBBBBBB BBBBBB BBBBBBBBBBBBB
                 gettext(u'Mail me the code') 
            BBBBBBBBBB
            BBBBBBB BBBBBB BBBBBBBBBBBBBB BBBBBBBBBBB
                 gettext(u'Sign in another way') 
            BBBBBBBBBB
        BBBBBBB
    BBBBBBBBBB
BBBBBBBB
