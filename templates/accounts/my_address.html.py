BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBBB
     gettext(u'Another address') 
BBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBB BB BBBB gettext(u'Your account') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBB BBBBBBBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    XXXX gettext(u'With which address do you want to sign in?') XXXXX
BBBBBBBB
BBBBB BBBBBB
    XXX
         gettext(u'Now it is %(email)s.') 
            SSS SS SS SSSSSSSSSS
        
    XXXX
BBBBBBBB
BBBBB BBBB
     gettext(u'Mail me the link') 
    BBB BBBBBBBBBBBB BB BBBBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBBB
    XX XXXXXXXXXXXXXX gettext(u'Your account stays the same: roles, training and everything you wrote. Both addresses are told. If no mail arrives, the address may belong to an account already; ask your administrator.') XXXX
BBBBBBBB
