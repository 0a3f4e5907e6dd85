BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBBB
     gettext(u'Another address') 
BBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBBBBB BBBBBBBBB BB BBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBB BBBBBBBBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    XXXX
         gettext(u'With which address should %(name)s sign in?') 
            SSSS SSSSS SSSSSSS SSSSSS SSSSSSSS SSSS SSS
        
    XXXXX
BBBBBBBB
BBBBB BBBBBB
    XXX
         gettext(u'Now it is %(email)s.') 
            SSS SS SS SSSSSSSSSS
        
    XXXX
BBBBBBBB
BBBBB BBBB
     gettext(u'Mail them the link') 
    BBB BBBBBBBBBBBBBBB BBBBBBBBB BB BBBBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBBB
    XX XXXXXXXXXXXXXX gettext(u'The account stays the same, and with it the training record. They confirm it themselves, signed in as before, and both addresses are told. If no mail arrives, the address may belong to an account already.') XXXX
BBBBBBBB
