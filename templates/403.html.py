BBBBBBB BBBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBBB
     gettext(u'You may not do this') 
BBBBBBBB
BBBBB BBBB
     gettext(u'Error 403') 
BBBBBBBB
BBBBB BBBBBBB
     gettext(u'You may see this, but not do it.') 
BBBBBBBB
BBBBB BBBBB
    XXX gettext(u'Your role does not include this step, so nothing was changed.') XXXX
    XXX gettext(u'If it should, ask the administrator of your own district or agency: they set what each role may do, and can change yours.') XXXX
BBBBBBBB
