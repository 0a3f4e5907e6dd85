BBBBBBB BBBBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB BBBBBB
BBBBB BBBBB
     gettext(u'A roster') 
BBBBBBBB
BBBBB BBBB
    BBB BBBBBBBBBBBBB BB BBB gettext(u'Rosters') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBB BBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    XXXX
        BB BBBBBBBBBBBB BB BBBBBBBBBBB
            BB BBBBBBBBBBBBBBB
                 ngettext(u'%(n)s line of this roster cannot be used.', u'%(n)s lines of this roster cannot be used.', count) SSSSS SSSS SS SSSS SSSSSS SSSSSS SS SSSSSPPPPP PPPPP PP PPPP PPPPPP PPPPPP PP PPPPP
            BBBB BBBBBBBBBBBBBBBBBBBBBB
                 gettext(u'Everything in the roster is here already.') 
            BBBB
                 gettext(u'This is what the roster would change.') 
            BBBBB
        BBBB BBBBBBBBBBBBBBBBBBB
            BB BBBBBBBBBBBB BB BBBBBBBBBB
                 gettext(u'The roster is being read.') 
            BBBB
                 gettext(u'The roster is confirmed.') 
            BBBBB
        BBBB BBBBBBBBBBBB BB BBBBBBBBB
             gettext(u'The roster is applied.') 
        BBBB BBBBBBBBBBBB BB BBBBBBBBB
             gettext(u'The roster was stopped before it was finished.') 
        BBBB BBBBBBBBBBBB BB BBBBBBBB
            BB BBBBBBBBBBBBBBBB
                 gettext(u'The roster could not be applied completely.') 
            BBBB
                 gettext(u'The roster could not be applied. Nothing was changed.') 
            BBBBB
        BBBB
             gettext(u'This roster was discarded. Nothing was changed.') 
        BBBBB
    XXXXX
    XX XXXXXXXXXXXXXXXXXX X XXXXX XXXXXXXXXXFFFFFFFFXXFFFFFFF FF FF FFF FFXXXXXXXBB BBBBBBBBBBBBBB X BBBBBXXXX
BBBBBBBB
BBBBB BBBBBBBB
    BB BBBBBBBBBBBB BB BBBBBBBBBBB
        BB BBBBBBBBBBBBBBB
             gettext(u'Something here has changed since this roster was confirmed, so nothing of it was applied. These are the changes as they are now.') 
            BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBB BBBB
        BBBBB
        BB BBBBBBBBBBBBBBB
             gettext(u'Correct the lines in your system, export again, and send the new roster. Or leave these lines out: the people on them stay as they are, and the rest is applied.') 
            BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBB BBBB
        BBBBB
        BBB BBBB BB BBBBBBBBBBBBBBB
             gettext(u'%(name)s is not in the archive, though the manifest names it. Nothing is changed for what it would list.') SSSSSSSS SS SSS SS SSS SSSSSSSS SSSSSS SSS SSSSSSSS SSSSS SSS SSSSSSS SS SSSSSSS SSS SSSS SS SSSSS SSSSS
            BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBB BBBB
        BBBBBB
        BB BBBBBBBBBBBBBBBBB
             gettext(u'The roles of %(people)s of the %(of)s staff members that a roster brought here would end, more than one in five. Is this the whole district’s roster?') SSS SSSSS SS SSSSSSSSSS SS SSS SSSSSS SSSSS SSSSSSS SSSS S SSSSSS SSSSSSS SSSS SSSSS SSSS SSSS SSSS SSS SS SSSSS SS SSSS SSS SSSSS SSSSSSSSSS SSSSSSS
            BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBB BBBB
        BBBBB
        XXXX XXXXXXXXXXXXXX XXXXXX
            BB BBBBBBBBBBBBBBB
                XX XXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBB BBBBBBBBBXX gettext(u'Leave these lines out and apply the rest') XXXX
            BBBB
                XX XXXXXXXXXX XXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBB BBBBBBBBBXX gettext(u'Apply this roster') XXXX
            BBBBB
            XX XXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBB BBBBBBBBBXX gettext(u'Discard it') XXXX
        XXXXXX
         gettext(u'Line by line') 
        BBBBBBB BBBBBBBBBBBBB BBBBBBBBBB
            BB BBBBBBBBBBBBBBB
                BBB BBBBBBBBBBBBBBBBB BBBBBBBBB BB BBBBBB
                BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBB BBBB
            BBBB
                BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBB
            BBBBB
            BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBB BBBBBBBBBBBBB BBBB
            BBBBBBB BBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBB
        BBBBBBBBBB
    BBBB BBBBBBBBBBBBBBBBBBB
        XXXX XXXXXXXXXXXXXXXXXXXX
             XXXXXXXXBBB BBBBBBBBBBBBBBB BBBBBBBBBX
             XXXXXXXXXXXXXXXXX XXX
             XXXXXXXXXXXXXXXXXXXXXXXXXXXX
             XXXXXXXXXXXXXXXXXXXX
            BB BBBBBBBBBBBB BB BBBBBBBBBB
                 gettext(u'Reading the roster') 
            BBBB
                 gettext(u'Applying the roster') 
            BBBBB
            BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBB BBBBBBBBBB BBBBBBBBB BBBBBBBBBBB BBBBBBBBBBBBBBBBBBBBB BBBB
            BB BBBBBBBBBBBB BB BBBBBBBBBB
                XX XXXXXXXXXXXXXXXXXXX gettext(u'If you cancel, what is applied by then stays, and the rest is not applied. Send the same roster again to go on from there.') XXXX
            BBBBB
            XXXXX XXXXXXBBB BBBBBBBBBBBBBBB BBBBBBBBBXX gettext(u'Look again') XXXXXXXX
        XXXXXX
    BBBB BBBBBBBBBBBB BB BBBBBBBBB
        BB BBBBBBBBBBBBBBBB
             ngettext(u'%(n)s line was left out, as was confirmed.', u'%(n)s lines were left out, as was confirmed.', count) SSSSS SSSS SSS SSSS SSSS SS SSS SSSSSSSSSSPPPPP PPPPP PPPP PPPP PPPP PP PPP PPPPPPPPPP
            BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBB BBBB
        BBBBB
        BB BBBBBBBBBBBBBBBBBB
             ngettext(u'%(n)s line was left as it was, because something here changed meanwhile. Send the roster again to see it.', u'%(n)s lines were left as they were, because something here changed meanwhile. Send the roster again to see them.', count) SSSSS SSSS SSS SSSS SS SS SSSS SSSSSSS SSSSSSSSS SSSS SSSSSSS SSSSSSSSSS SSSS SSS SSSSSS SSSSS SS SSS SSSPPPPP PPPPP PPPP PPPP PP PPPP PPPPP PPPPPPP PPPPPPPPP PPPP PPPPPPP PPPPPPPPPP PPPP PPP PPPPPP PPPPP PP PPP PPPPP
            BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBB BBBB
        BBBBB
         gettext(u'What is next') 
        BBBBBBB BBBBBBBBBBBBB BBBBBBBBB
            XXX XXXXXXXXXXXXX
                BB BBBBBBBBBBBBBBXXXXXX XXXXXXXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBBXX ngettext(u'Say whether %(n)s person marked administrator is the principal', u'Say which of %(n)s people marked administrator are principals', count) SSS SSSSSSS SSSSS SSSSSS SSSSSS SSSSSSSSSSSSS SS SSS SSSSSSSSSPPP PPPPP PP PPPPP PPPPPP PPPPPP PPPPPPPPPPPPP PPP PPPPPPPPPPXXXXXXXXXBBBBB
                BB BBBBXXXXXX XXXXXXXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBBXXXXXXX ngettext(u'%(n)s person is gone from the roster and still principal', u'%(n)s people are gone from the roster and still principals', count) SSSSS SSSSSS SS SSSS SSSS SSS SSSSSS SSS SSSSS SSSSSSSSSPPPPP PPPPPP PPP PPPP PPPP PPP PPPPPP PPP PPPPP PPPPPPPPPPXXXXXXXXX XXXXXXXXXXXXXXXX gettext(u'No roster ends a principal. Say on their page whether the role is over.') XXXXXXXXXXXXBBBBB
                XXXXXX XXXXXXXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBXX gettext(u'Invite the people who came with it') XXXXXXXXX XXXXXXXXXXXXXXXX gettext(u'Nobody was mailed. They have no login until you invite them: one by one, by school, or all.') XXXXXXXXXXXX
                XXXXXX XXXXXXXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBXX gettext(u'Look at the people') XXXXXXXXX
            XXXXX
        BBBBBBBBBB
    BBBB
        BB BBBBBBBBBBBBBBBB
             gettext(u'%(done)s of %(total)s lines were applied and stay so. Send the same roster again: lines already applied are not applied twice.') SSSSSSSS SS SSSSSSSSS SSSSS SSSS SSSSSSS SSS SSSS SSS SSSS SSS SSSS SSSSSS SSSSSS SSSSS SSSSSSS SSSSSSS SSS SSS SSSSSSS SSSSSS
            BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBB BBBB
        BBBBB
        XXXXX XXXXXXBBB BBBBBBBBBBBBBXX gettext(u'Send another roster') XXXXXXXX
    BBBBB
BBBBBBBB
BBBBB BBBBB
    BB BBBBBBBBBBBB BB BBBBBBBBB
         gettext(u'What it changed') 
    BBBB
         gettext(u'In numbers') 
    BBBBB
    BBBBBBB BBBBBBBBBBBBB BBBBBBBBBBBB
        BB BBBBBBBBBBBB BB BBBBBBBBBB
            XX XXXXXXXXXXXXXXXXXXX gettext(u'The numbers appear when the comparison is finished.') XXXX
        BBBB
            BBBBBBB BBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBB BBBB
        BBBBB
        BB BBBBBBBBBBBBBBBBBBBB BBB BBBBBBBBBBBBBBBBBBBB BB BBBBBBBBBBBBBBBBBBBBXX XXXXXXXXXXXXXXXXXXX gettext(u'The file calls its district “%(name)s”. Here it is %(place)s.') SSS SSSS SSSSS SSS SSSSSSSS SSSSSSSSSSS SSSS SS SS SSSSSSSSSSXXXXBBBBB
        XX XXXXXXXXXXXXXXXXXXX
            BB BBBBBBBBBBBBBBBBB BB BBBBBB
                 gettext(u'The file lists all staff: people who are not in it lose the roles that a roster gave them.') 
            BBBB BBBBBBBBBBBBBBBBB BB BBBBBBB
                 gettext(u'The file lists changes only: nobody loses a role for not being in it.') 
            BBBB
                 gettext(u'The file says nothing about staff.') 
            BBBBB
        XXXX
    BBBBBBBBBB
BBBBBBBB
