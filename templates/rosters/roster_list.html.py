BBBBBBB BBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB BBBBBB
BBBBB BBBBB
     gettext(u'Rosters') 
BBBBBBBB
BBBBB BBBBBBBB
    BBB BBBBBBBBBBBBB BB BBB gettext(u'People') 
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBB BBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBB
    XXXX gettext(u'Schools and staff, from your own system.') XXXXX
    XX XXXXXXXXXXXXXXXXXX gettext(u'Send the roster your student information system exports. You see every change before anything is changed.') XXXX
BBBBBBBB
BBBBB BBBB
    BB BBBBBBBBBBBBBB
        XX XXXXXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBBXX ngettext(u'%(n)s person is marked administrator in the roster: are they the principal?', u'%(n)s people are marked administrator in the roster: are they the principals?', count) SSSSS SSSSSS SS SSSSSS SSSSSSSSSSSSS SS SSS SSSSSSS SSS SSSS SSS SSSSSSSSSSPPPPP PPPPPP PPP PPPPPP PPPPPPPPPPPPP PP PPP PPPPPPP PPP PPPP PPP PPPPPPPPPPPXXXXXXXX
    BBBBB
     gettext(u'Rosters sent so far') 
    BBBBBBB BBBBBBBBBBBBB BBBBBBBBB
        BB BBBB
            XXX XXXXXXXXXXXXX
                BBB BBBBBB BB BBBB
                    XXXX
                        XX XXXXXXXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBB BBBBBBBBBXXXXXXX XXXXXXXXXXFFFFFFFFXXFFFFFFF FF FF FFF FFXXXXXXXX XXXX
                        XXXXX XXXXXXXXXXXXXXXXBB BBBBBBB X BBBBB gettext(u'%(schools)s new schools, %(people)s new people, %(ending)s whose roles end') SSSSSSSSSSS SSS SSSSSSSS SSSSSSSSSS SSS SSSSSSS SSSSSSSSSS SSSSS SSSSS SSSBB BBBBBBBBBBBBBB X  gettext(u'sent by %(name)s') SSSS SS SSSSSSSSBBBB X  gettext(u'sent by command') BBBBBXXXXXXX
                    XXXXX
                BBBBBB
            XXXXX
        BBBB
             gettext(u'No roster was sent yet. Export OneRoster 1.1 or 1.2 as CSV from your student information system (it is often called rostering or data export), and send the zip here. Your schools and staff appear; nobody gets a mail until you invite them.') 
            BBBBBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBB BBBB
        BBBBB
    BBBBBBBBBB
BBBBBBBB
BBBBB BBBBB
    BBBBBBB BBBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBBBBBBBBBBBB BBBBBBBBBBBBBBBBBBB BBBB
BBBBBBBB
BBBBB BBBBB
     gettext(u'Send a roster')  gettext(u'Read it and show me the changes') 
    BBBBBBB BBBBBBBBBBBBB BBBBBBBBB
        BBBBBBB BBBBBBBBBBBBBBBBBBBBBB BBBB BBBBBBBBB BBBBBBBBBBBBB BBBB
    BBBBBBBBBB
    BB BBBBBB
         gettext(u'Schools no longer in the roster') 
        BBBBBBB BBBBBBBBBBBBB BBBBBBBBBBB
            XXX XXXXXXXXXXXXX
                BBB BBB BB BBBBBB
                    XXXX
                        BB BBBBBBBBBBBBB
                            XXXXX XXXXXXXXXXXXXXXX gettext(u'closed on %(day)s') SSSSSS SS SSSSSSSXXXXXXX
                        BBBB
                            XX XXXXXXXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBB BBBBBBXXXXXX
                            XXXXX XXXXXXXXXXXXXXXX gettext(u'not in the roster any more: close it, or leave it open') XXXXXXX
                        BBBBB
                    XXXXX
                BBBBBB
            XXXXX
        BBBBBBBBBB
    BBBBB
     gettext(u'What is read, and what is not') 
    BBBBBBB BBBBBBBBBBBBB BBBBBBBBB
        XXX gettext(u'Names of schools; name, work address and schools of staff. Students, families, classes, phone numbers and passwords in the file are passed over and never stored.') XXXX
        XXX gettext(u'A staff member arrives without a login, until you invite them. Whom the file calls administrator becomes principal only when you say so.') XXXX
        XXX gettext(u'Roles you gave by hand are never ended by a roster.') XXXX
    BBBBBBBBBB
BBBBBBBB
