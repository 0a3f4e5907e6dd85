BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB gettext(u'Question %(number)s') SSSSSSSS SSSSSSSSSSBBBBBBBB
BBBBB BBBBBBB BBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBB BB BBBB gettext(u'Question %(number)s') SSSSSSSS SSSSSSSSSSBBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBB BBBBBBBBBBB BBBBBBBBBBBB
BBBBB BBBB
    XXXX
        BB BBBBBBBBBBBB
             gettext(u'Withdraw this question?') 
        BBBB
             gettext(u'Close this question?') 
        BBBBB
    XXXXX
BBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBB BB BBB gettext(u'Go back') 
    BB BBBBBBBBBBBB
         gettext(u'The agency is told that it needs no answer any more, and not why. Your draft stays.')  gettext(u'Withdraw it') 
    BBBB
         gettext(u'Nothing more comes of it. The question and its answer stay in the list, and the agency is not told.')  gettext(u'Close it') 
    BBBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBB BBBBBBBBBBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBBBB BBBBBBBBBBBBBBBBB BBBB
BBBBBBBB
