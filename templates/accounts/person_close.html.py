BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Close an account') 
BBBBBBBB
BBBBB BBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBB BBBBBBBBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    XXXX gettext(u'Close the account of %(name)s?') SSSSS SSS SSSSSSS SS SSSSSSSSSXXXXX
BBBBBBBB
BBBBB BBBB
     gettext(u'They are signed out everywhere. They cannot sign in again and can open nothing, whatever roles they hold. What they wrote stays in the record, under their name. They are told by mail. You can open the account again.')  gettext(u'Close the account')  gettext(u'Leave it open') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBB BBBBBBBBBBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBB BBBBBBBBBBB BBBB
BBBBBBBB
