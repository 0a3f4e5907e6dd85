BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'The clock of a machine of the portal is wrong') BBBBBBBB
BBBBB BBBB
 gettext(u'The clock of a machine that runs the portal and the database’s clock are over two seconds apart. Times in the records may be wrong by as much. Jobs and mail use the database’s clock, so nothing runs or is sent twice.') 

 gettext(u'Check each machine, the database’s too: is its clock set by a time server (NTP)? The portal cannot tell which one is wrong.') 
BBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Your desk in Fenceline') BBBBBBBB
