
BBBB BBBB
BB BBBBBBBBBBB
     gettext(u'%(first)s to %(last)s') 
        SSSSSSSSS SS SSSSSSSS
    
BBBB
     gettext(u'from %(first)s') 
        SSSS SSSSSSSSS
    
BBBBB
