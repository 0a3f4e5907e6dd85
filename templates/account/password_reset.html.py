BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB
BBBB BBBBBBB BBBB
BBBBB BBBBBBBBBB
     gettext(u'Forgot the password') 
BBBBBBBB
BBBBB BBBBBBB
    BBBBBBB BB
         gettext(u'Choose a new password.') 
    BBBBBBBBBB
    BB BBBBBBBBBBBBBBBBBBBBB
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB
    BBBBB
    BBBBBBB B
         gettext(u'Type your address. If it belongs to an account, we mail you a link to choose a new one.') 
    BBBBBBBBBB
    BBB BBBBBBBBBBBBBBBBBBBBBBBB BB BBBBBBBBB
    BBB BBBBBBBBBBBBBBB BB BBBBBBBB
    BBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBBB
        BBBB BBBB
            BBBBBBBBBB
            BBBBBBB BBBBBB BBBBBBBBB
            BBBBBBBBBB
            
        BBBBBBB
        BBBB BBBBBBB
            BBBBBBB BBBBBB BBBBBBBBBBBBB
                 gettext(u'Mail me the link') 
            BBBBBBBBBB
            BBBBBBB BBBBBB BBBBBBBBBBBBB BBBBBBBBBBB
                 gettext(u'Back to sign in') 
            BBBBBBBBBB
        BBBBBBB
    BBBBBBBBBB
BBBBBBBB
