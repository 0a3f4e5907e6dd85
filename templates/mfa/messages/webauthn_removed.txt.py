BBBB BBBB gettext(u'Passkey removed.') 
