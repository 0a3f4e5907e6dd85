BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'The portal’s scheduled jobs do not run') BBBBBBBB
BBBBB BBBB
 gettext(u'A scheduled job is late: more than twice its usual time has passed since it last succeeded. Until this is fixed, people may not be reminded, postings may not end by themselves, and rosters may wait.') 

 gettext(u'Check the server: is the portal’s worker running, and beat with it, or cron? The page Scheduled jobs says when each job ran.') 
BBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Your desk in Fenceline') BBBBBBBB
