BBBBBBB BBBBBBBBBBBBBBBBBBBBB
BBBB BBBB
BBBBB BBBBB
     gettext(u'Not signed in') 
BBBBBBBB
BBBBB BBBB
    XXXX
        BB BBB BB BBBBBBBBB BB BBB BB BBBBBBBBBBBBBBBBBBB
             gettext(u'Ask your administrator for an invitation.') 
        BBBB
             gettext(u'You could not be signed in this way.') 
        BBBBB
    XXXXX
BBBBBBBB
BBBBB BBBBBBBB
    BB BBB BB BBBBBBBBB
        XXX gettext(u'Your organization knows you, but nobody has invited you to this portal yet. An invitation comes by mail; open the link in it and choose the same button.') XXXX
    BBBB BBB BB BBBBBBBBBBBBBBBBBBB
        XXX gettext(u'The invitation was used, withdrawn or has run out. Ask whoever invited you to send it again.') XXXX
    BBBB BBB BB BBBBBBBBBBBBB
        XXX gettext(u'There is an account for the invited address already. Sign in to it as before, then connect your organization’s sign-in on the page “Your account”.') XXXX
    BBBB BBB BB BBBBBBBBBBBB
        XXX gettext(u'This sign-in belongs to one organization, and you also have roles outside it. Sign in with your password or passkey.') XXXX
    BBBB BBB BB BBBBBBB
        XXX gettext(u'This account of your organization is connected to another person here. Tell your administrator.') XXXX
    BBBB BBB BB BBBBBBB
        XXX gettext(u'Too much time has passed. Go back to the page “Your account” and connect it again.') XXXX
    BBBB BBB BB BBBBBBBB
        XXX gettext(u'The answer did not come from the issuer your organization has set up. Tell your administrator.') XXXX
    BBBB
        XXX gettext(u'Your organization’s sign-in did not answer as it should. Try again, or sign in another way. If it goes on, tell your administrator.') XXXX
    BBBBB
    XXXXX XXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBXX gettext(u'Back to sign in') XXXXXXXX
BBBBBBBB
