BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBB
BBBB BBBBBBB BBBB
BBBBB BBBBBBBBBB
     gettext(u'Sign out') 
BBBBBBBB
BBBBB BBBBBBB
    BBBBBBB BB
         gettext(u'Sign out of the portal?') 
    BBBBBBBBBB
    BBBBBBB B
         gettext(u'Your saved drafts are kept. On a shared phone or computer, sign out every time.') 
    BBBBBBBBBB
    BBB BBBBBBBBBBBBBBBB BB BBBBBBBBBB
    BBBBBBB BBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBBBB
        BBBB BBBBBBBBBBBBBBBBBBBBB
        BBBB BBBBBBB
            BBBBBBB BBBBBB BBBBBBBBBBBBB
                 gettext(u'Sign out') 
            BBBBBBBBBB
        BBBBBBB
    BBBBBBBBBB
BBBBBBBB
