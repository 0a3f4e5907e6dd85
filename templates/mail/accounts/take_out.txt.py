BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBB gettext(u'Somebody opened or exported many records within an hour') BBBBBBBB
BBBBB BBBB
 gettext(u'A person on your side, or on the side you share records with, opened or exported so many records within an hour that the portal asked why. They gave a reason and can go on.') 

 gettext(u'Open it to see who it was and what the reason is.') 
BBBBBBBB
BBBBB BBBBBBBBBB gettext(u'Read who and why') BBBBBBBB
