BBBBBBB BBBBBB
BBBB BBBB
BBBBB BBBBBBBBB BBBBBB BB BBBBBBBBB gettext(u'Your roster is applied') BBBB BBBBBB BB BBBBBBBBBB gettext(u'Your roster needs another look') BBBB gettext(u'Your roster could not be applied') BBBBBBBBBBBBB
BBBBB BBBB
BB BBBBBB BB BBBBBBBBB gettext(u'The roster you confirmed is applied. Its page says what has changed.') 
BBBB BBBBBB BB BBBBBBBBBB gettext(u'Something here changed after you had confirmed the roster, so nothing of it was applied. Its page shows a new preview.') 
BBBB gettext(u'The roster you confirmed could not be applied completely. Its page says how far it got. Send the same roster again: lines already applied are not applied twice. If it fails again, tell the person who runs the portal.') BBBBB
BBBBBBBB
BBBBB BBBBBBBBBBBB
