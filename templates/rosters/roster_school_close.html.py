BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Close a school') 
BBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBBB BB BBB gettext(u'Rosters') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBB BBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    XXXX gettext(u'Close %(school)s?') SSSSS SSSSSSSSSSSXXXXX
BBBBBBBB
BBBBB BBBBBB
    BB BBBBBB
        XXX gettext(u'What else ends today:') XXXX
        XXXX
            BBB BBBBB BB BBBBBBXXXXXXXXXBBBBBB
        XXXXX
    BBBBB
BBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBBB BB BBBB gettext(u'Close the school')  gettext(u'Not now') 
     gettext(u'The roles of everybody above end today, and they are told. Open invitations stop working. The school’s records stay as they are. When a later roster names the school again, it is open again; what ended stays ended.') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBB BBBBBBBBB BBBBBBBBBBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBB BBBB
BBBBBBBB
