BBBB BBBB gettext(u'Passkey added.') 
