BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'The portal’s activity log is damaged') BBBBBBBB
BBBBB BBBB
 gettext(u'The portal checked its activity log, and something does not match. An entry, or a record that an entry is about, may have been changed, added or removed outside the portal, or a table is no longer protected against change.') 

 gettext(u'If you run the server: keep a copy of the database as it is, then run “manage.py audit_verify”. It names what is wrong. Find out who had access before you repair anything.') 

 gettext(u'If you are a records custodian or an administrator: ask the person who runs the portal what was found. Keep the last daily message about the activity log. It shows how far the log went before.') 
BBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Your desk in Fenceline') BBBBBBBB
