BBBBBBB BBBBBB
BBBB BBBB BBBBBB
BBBBB BBBBBBBBB BBBBB gettext(u'The MOU review is due by %(day)s') SSS SSS SSSSSS SS SSS SS SSSSSSSBBBB gettext(u'The MOU review is due') BBBBBBBBBBBBB
BBBBB BBBB
BB BBBBB gettext(u'One of your MOUs is to be reviewed by %(day)s, and your side has not recorded its review yet.') SSS SS SSSS SSSS SS SS SS SSSSSSSS SS SSSSSSSS SSS SSSS SSSS SSS SSS SSSSSSSS SSS SSSSSS SSSSBBBB gettext(u'One of your MOUs is to be reviewed, and your side has not recorded its review yet.') BBBBB

 gettext(u'Read it together with the other side, then record there what your side decided: keep it, enter a new version, or end it. These messages stop as soon as one of your side has done so.') 
BBBBBBBB
