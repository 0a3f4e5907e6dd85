BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBBB
     gettext(u'Your new address') 
BBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBB BB BBBB gettext(u'Your account') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBB BBBBBBBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    XXXX
         gettext(u'Sign in with %(email)s from now on?') 
            SSSS SS SSSS SSSSSSSSS SSSS SSS SSS
        
    XXXXX
BBBBBBBB
BBBBB BBBBBB
    BB BBBBBBBBBBBBB
        XXX
             gettext(u'Your administrator asked for it: %(reason)s') 
                SSSS SSSSSSSSSSSSS SSSSS SSS SSS SSSSSSSSSS
            
        XXXX
    BBBBB
BBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBB BB BBBBBB gettext(u'Change the address')  gettext(u'Keep the present address')  gettext(u'You are signed out everywhere but here.') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBB BBBB
BBBBBBBB
