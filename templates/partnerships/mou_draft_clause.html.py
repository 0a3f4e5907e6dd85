BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB
BBBBB BBBBB
     gettext(u'Clause %(clause)s') 
        SSSSSS SSSSSSSSSS
    
BBBBBBBB
BBBBB BBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBB BBBB
    BB BBBBBXXXXX XXXXXXXXXXXXXXXXXXXXXBBBBB
BBBBBBBB
BBBBB BBBB
    XXXX
        BB BBBBBBBBBBBB BB BBBBBBB
             gettext(u'This part of your text was placed nowhere') 
        BBBB BBBBBBBBBBBB BB BBBBB
             gettext(u'Is this clause cut as your paper has it?') 
        BBBB BBBBBBBBBBBBB BB BBBBBBBBBBBBBB
            
        BBBB
             gettext(u'New clause') 
        BBBBB
    XXXXX
BBBBBBBB
BBBBB BBBBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBB
    BB BBBBB
         gettext(u'What is saved now') 
        BBBBBBB BBBBBBBBBBBBBBBBB BBBBBBBBBB
            XXXXXXXX XXXXXXXXXXXXXXXXXXXX
                XX XXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX
                XXX XXXXXXXXXXXXXXXXXXXXXBB BBBBBBBBBBBBBBBBB gettext(u'Without heading') BBBBBXXXXX
                XXXFFFFFFFFFFFFXXXX
                BB BBBBBBBBBBBXX XXXXXXXXXXXXXXXXXXXXXXXXXBBBBB
            XXXXXXXXXX
        BBBBBBBBBB
    BBBBB
    BB BBBBBBBBBBBB BB BBBBBBB
        XXX
             gettext(u'%(why)s. Leave it out, make it a clause with a number and a heading, or add it to the clause before.') 
                SSSSSSSS SSSSS SS SSSS SSSS SS S SSSSSS SSSS S SSSSSS SSS S SSSSSSSS SS SSS SS SS SSS SSSSSS SSSSSSS
            
        XXXX
    BBBB BBBBBBBBBBBB BB BBBBB
        XXX gettext(u'Compare it with your paper. Where your text has no number or no heading, one is proposed; change what is not right.') XXXX
    BBBB BBBBBBBBBBBB BB BBBBB
        XXX gettext(u'It is left out of the MOU.') XXXX
    BBBB BBBBB
        XXXFFFFFF FXXXX
    BBBBB
    BB BBBBBBB
         gettext(u'Our model text, word for word: a draft for counsel. Make it say what your paper says. Words in [brackets] are blanks; [first day], [last day] and [school years] are filled in from the general facts.') 
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBBB BBBB
    BBBBB
BBBBBBBB
BBBBB BBBB
    XXXXX XXXXXXXXXXXXX XXXXXXXXXX XXXXXXXXXXXXXXXXXX
        BBBBBBBBBB
        
        BBB BBBBB BB BBBBBBBBBBBBBBBBBBB
            BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBB BBBB
        BBBBBB
        XXXX XXXXXXXXXXXXXXXXXXXXX
            BB BBBBBBBBBBBB BB BBBBBBB
                XXXXXXX XXXXXXXXXX XXXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXX XXXXXXXXXXXXX gettext(u'Make it a clause, and next') XXXXXXXXX
                XXXXXXX XXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXX XXXXXXXXXXXXXX gettext(u'Leave it out, and next') XXXXXXXXX
            BBBB BBBBBBBBBBBB BB BBBBB
                XXXXXXX XXXXXXXXXX XXXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXX XXXXXXXXXXXXXXXXX gettext(u'Save and take it in') XXXXXXXXX
                XXXXXXX XXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXX XXXXXXXXXXXXXX gettext(u'Save, still left out') XXXXXXXXX
            BBBB
                XXXXXXX XXXXXXXXXX XXXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXX XXXXXXXXXXXXX gettext(u'Save and next') XXXXXXXXX
                XXXXXXX XXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXX XXXXXXXXXXXXXXXXX gettext(u'Save and back to contents') XXXXXXXXX
                XXXXXXX XXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXX XXXXXXXXXXXXXX gettext(u'Leave it out') XXXXXXXXX
            BBBBB
            BB BBBBB
                XXXXXXX XXXXXXXXXXX XXXXXXXXXXXXX XXXXXXXXXX XXXXXXXXXXXXX gettext(u'Add it to the clause before') XXXXXXXXX
            BBBBB
        XXXXXX
    XXXXXXX
BBBBBBBB
