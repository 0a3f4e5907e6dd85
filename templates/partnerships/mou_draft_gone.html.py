BBBBBBB BBBBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBBB
     gettext(u'This draft is gone') 
BBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBB BB BBBBBBBB gettext(u'MOUs') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBB BBBBBBBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    XXXX gettext(u'There is no such draft or clause any more') XXXXX
BBBBBBBB
BBBBB BBBBBBBB
    XXX gettext(u'It was sent, discarded or joined to another clause in the meantime, in another window or by somebody of your side. Nothing was saved. This is what you had typed; copy what you still need.') XXXX
    XXX XXXXXXXXXXXXXX
        BBB BBBB BB BBBBB
            XXXXX
                XXXX gettext(u'Typed') XXXXX
                XXXX
                    FFFFFFFFFFFF
                XXXXX
            XXXXXX
        BBBBBB
    XXXXX
BBBBBBBB
