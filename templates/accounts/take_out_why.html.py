BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Say why you need more records') 
BBBBBBBB
BBBBB BBBB
    XXXX gettext(u'Say why you need more records.') XXXXX
BBBBBBBB
BBBBB BBBBBB
    XXX
         gettext(u'In the last hour you opened %(opened)s records and exported %(taken_lines)s lines of lists. Above %(openings)s records or %(lines)s lines an hour, the portal asks why.') 
            SS SSS SSSS SSSS SSS SSSSSS SSSSSSSSSS SSSSSSS SSS SSSSSSSS SSSSSSSSSSSSSSS SSSSS SS SSSSSS SSSSS SSSSSSSSSSSS SSSSSSS SS SSSSSSSSS SSSSS SS SSSSS SSS SSSSSS SSSS SSSS
        
    XXXX
    XXX gettext(u'Your words are kept with your name. The records custodian of the district and the administrator of the agency concerned are told at once.') XXXX
BBBBBBBB
BBBBB BBBB
    BBB BBBBBB BB BBBBBBBB gettext(u'Save the reason and go on') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBB
BBBBBBBB
