BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Open an account again') 
BBBBBBBB
BBBBB BBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBB BBBBBBBBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    XXXX gettext(u'Open the account of %(name)s again?') SSSS SSS SSSSSSS SS SSSSSSSS SSSSSSXXXXX
BBBBBBBB
BBBBB BBBB
     gettext(u'They can sign in as before, and roles that have not ended work again at once. What ended in the meantime stays ended. They are told by mail.')  gettext(u'Open it again')  gettext(u'Leave it closed') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBB BBBBBBBBBBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBB BBBB
BBBBBBBB
