BBBBBBB BBBBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'What you typed') 
BBBBBBBB
BBBBB BBBB
    XXXX gettext(u'What you typed is here. It was not sent.') XXXXX
BBBBBBBB
BBBBB BBBBBBBB
    XXX
         gettext(u'You sent it on %(day)s, %(time)s, from') 
            SSS SSSS SS SS SSSSSSSS SSSSSSSSS SSSS
        
        XX XXXXXXXX gettext(u'this page') XXXXX  gettext(u'It was not sent. Nobody else sees it here. It is deleted when you send it or discard it, and after one day at the latest.') 
    XXXX
    BB BBBBBBBBBBBBB
        XX XXXXXXXXXXX XXXXXXXXX gettext(u'A file was with it, which could not be kept. Copy the text into the form, and choose the file again.') XXXX
    BBBBB
    XXX XXXXXXXXXXXXXX
        BBB BBBBB BBBBB BB BBBBBBB
            XXXXX
                XXXXFFFFFFFFXXXXX
                XXXX
                    FFFFFFFFFFFF
                XXXXX
            XXXXXX
        BBBBB
            XXXXX
                XXXX gettext(u'Nothing') XXXXX
                XXXX
                     gettext(u'It can no longer be opened.') 
                XXXXX
            XXXXXX
        BBBBBB
    XXXXX
    XXXXX XXXXXXXXXXXXX XXXXXXXXBBB BBBBBBBBBBB BBBBBBX XXXXXXXXXXXXX
        BBBBBBBBBB
        XXXX XXXXXXXXXXXXXXXXXXXXX
            BB BBBBBBBBBBBBB
                XX XXXXXXXXXX XXXXXXXXXXXX XXXXXXXX gettext(u'Open the form') XXXX
            BBBB BBBBBBB
                XXXXXXX XXXXXXXXXX XXXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXX XXXXXXXXXXXXX gettext(u'Send it now') XXXXXXXXX
            BBBBB
            XXXXXXX XXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXX XXXXXXXXXXXXX gettext(u'Discard it') XXXXXXXXX
            XX XXXXXXXXXX XXXXXXXXX XXXXXXBBB BBBBBBXX gettext(u'Later') XXXX
        XXXXXX
        XX XXXXXXXXXXXX XXXXXX gettext(u'“Send it now” does what your button on that page would have done. Until then you find this from “Your account”.') XXXX
    XXXXXXX
BBBBBBBB
