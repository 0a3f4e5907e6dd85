BBBBBBB BBBBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBBB
     gettext(u'To your organization’s sign-in') 
BBBBBBBB
BBBBB BBBBXXXXX XXXXXXXXXXXXXXXXXXXX XXXXXXXXXXX XXXXXXBBBBBBBB
BBBBB BBBB
    XXXX gettext(u'Next: your organization’s sign-in.') XXXXX
BBBBBBBB
BBBBB BBBBBBBB
    XXX
         gettext(u'You are being taken to %(host)s. If nothing happens, use the link.') 
            SSS SSS SSSSS SSSSS SS SSSSSSSSS SS SSSSSSS SSSSSSSS SSS SSS SSSSS
        
    XXXX
    XXX
        XX XXXXXXXXXX XXXXXXXXXXXX XXXXXXX XXXXXXXXXXXXXXXXX
             gettext(u'Continue to %(host)s') 
                SSSSSSSS SS SSSSSSSS
            
        XXXX
    XXXX
BBBBBBBB
