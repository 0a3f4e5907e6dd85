BBBB BBBB gettext(u'These are your new recovery codes. They are shown once; older ones no longer work.') 
