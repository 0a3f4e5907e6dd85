BBBBBBB BBBBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB BB
BBBBB BBBBB gettext(u'%(name)s opened or exported many records') SSSSSSSS SSSSSS SS SSSSSSSS SSSS SSSSSSSBBBBBBBB
BBBBB BBBB
    BBB BBBBBB BB BBBBBBBB gettext(u'Home') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBB BBBBBBBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    XXXX gettext(u'%(name)s opened or exported many records within an hour, and said why.') SSSSSSSS SSSSSS SS SSSSSSSS SSSS SSSSSSS SSSSSS SS SSSSS SSS SSSS SSSSXXXXX
BBBBBBBB
BBBBB BBBBBBBB
     gettext(u'What was said') 
    BBBBBBB BBBBBBBBBBBBB BBBBBBBB
        XXX XXXXXXXXXXXXXX
            XXXXXXXXX gettext(u'When') XXXXXXXXXFFFFFFFFFFFFFFFF FF FF FFF FFXXXXXXXXXXX
            XXXXXXXXX gettext(u'Records opened in that hour') XXXXXXXXXXXXXXXXXXXX
            XXXXXXXXX gettext(u'Lines exported in that hour') XXXXXXXXXXXXXXXXXXXX
            XXXXXXXXX gettext(u'Their reason') XXXXXXXX XXXXXXXXXXXXXXXXXXXXXXXX
        XXXXX
        XX XXXXXXXXXXXXXXXX XXXXXX gettext(u'The activity of your side and each record show what they opened. If the reason does not convince you, ask them. An administrator can end their role or close their account.') XXXX
    BBBBBBBBBB
BBBBBBBB
