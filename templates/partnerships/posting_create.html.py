BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Post an officer') 
BBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBBBB BB BBBBBBBB gettext(u'Officers at schools') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBB BBBBBBBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    XXXX gettext(u'Which officer, at which school?') XXXXX
BBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBBBB BB BBBBBBBB gettext(u'Post the officer') 
    BB BBBBBBBBB
         gettext(u'No school is covered yet. Once a partnership is accepted and the district has named its schools, you post officers here.') 
         gettext(u'Your partnerships') BBB BBBBBBBBBBBBBBBBBB BB BBB
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBB BBBBBBB BBBBBBBBBBB BBBB
    BBBB BBBBBBBBBBB
         gettext(u'Your agency has no officer in the portal yet. Once one has accepted the invitation, you post them here.') 
         gettext(u'Invite an officer') BBB BBBBBBBBBBBBBBBB BB BBB
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBB BBBBBBB BBBBBBBBBBB BBBB
    BBBB
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBB
    BBBBB
BBBBBBBB
