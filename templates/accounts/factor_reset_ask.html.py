BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBBB
     gettext(u'Reset a lost second factor') 
BBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBBBBBBBBB BB BBBB gettext(u'Lost second factors') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBB BBBBBBBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    XXXX
         gettext(u'How do you know that it is %(name)s?') 
            SSS SS SSS SSSS SSSS SS SS SSSSSSSSS
        
    XXXXX
BBBBBBBB
BBBBB BBBBBB
    XXX gettext(u'Do not trust a mail or a call alone: somebody who has stolen an account asks for exactly this. Meet them, or call a number you know.') XXXX
BBBBBBBB
BBBBB BBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBB BBBB
     gettext(u'Ask for the reset') 
    BBB BBBBBBBBBBBBBBBBBBB BB BBBBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBBB
    XX XXXXXXXXXXXXXX gettext(u'The person is told at once and can stop it. Another administrator must agree. A day after that, their passkeys, app and recovery codes are removed, every session of theirs ends, and they set up a new second factor at the next sign-in.') XXXX
BBBBBBBB
