BBBB BBBB gettext(u'Signed out everywhere else.') 
