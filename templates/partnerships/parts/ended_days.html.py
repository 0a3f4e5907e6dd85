
BBBB BBBB
 gettext(u'since %(first)s, ended %(end)s') 
    SSSSS SSSSSSSSSS SSSSS SSSSSSS

