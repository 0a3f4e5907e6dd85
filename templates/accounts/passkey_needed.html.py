BBBBBBB BBBBBBBBBBBBBBBBBBBBB
BBBB BBBBBBBBB BBBB BBBBBB
BBBBB BBBBB
     gettext(u'This role needs a passkey') 
BBBBBBBB
BBBBB BBBB
    XXXX gettext(u'This role needs a passkey.') XXXXX
BBBBBBBB
BBBBB BBBBBBBB
    XXX
        BBB BBBB BB BBBBB
            FFFFFFFFFFBB BBBBBBBBBBBBBBBBBX BBBBBBB BBB BBBBBBBBBBBBX BBBBBBBBBBB gettext(u': this role opens many records or manages many people. A false page can get a typed code from you. It cannot get a passkey.') 
    XXXX
    BB BBB BBBBBBBBBB
        XXXX XXXXXXXXXXX XXXXXXXXX
            XXX
                 gettext(u'Passkeys do not work at the address in your browser now: browsers allow them only at an https address with a name, or at localhost.') 
                BB BBBBBBBB
                    XX XXXXXXXX gettext(u'Open the portal at %(site_url)s') SSSS SSS SSSSSS SS SSSSSSSSSSSSXXXXX
                BBBB
                     gettext(u'Ask whoever runs this portal for such an address.') 
                BBBBB
            XXXX
        XXXXXX
    BBBBB
    BB BBBBBBBBB
        BB BBBBBBBBB
            XXX gettext(u'Your recovery code was right and is used up. It lets you add a new passkey, and nothing else.') XXXX
        BBBBB
        BB BBBBBBBBBB
            XXXX XXXXXXXXXXXXXXXXXX XXXXXXXXXX XXXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBXX gettext(u'Add a passkey') XXXXXXXXXX
        BBBBB
    BBBB
        XXX gettext(u'You have one, and this sign-in did not use it.') XXXX
        XXXX XXXXXXXXXXXXXXXXXX XXXXXXXXXX XXXXXXXXXXXX
                                XXXXXXBBB BBBBBBBBBBBBBBBBBBBBBBBBBBBBBXXX gettext(u'Use your passkey') XXXXXXXXXX
    BBBBB
    BBB BBBBBBBB BB BBBBBBBBB
        XXXXX XXXXXXXXXXXXX XXXXXXXXXX XXXXXXXXXXXXX
            BBBBBBBBBB
            XXXXXXX XXXXXXXXXXX XXXXXXXXXXXXXX
                 gettext(u'Continue with %(name)s') 
                    SSSSSSSS SSSS SSSSSSSS
                
            XXXXXXXXX
            XX XXXXXXXXXXXXXX gettext(u'Counts where it asks you for a passkey, a security key or a smart card, and says so to the portal.') XXXX
        XXXXXXX
    BBBBBB
    BB BBB BBBBBBBBB
         gettext(u'Lost it?') 
        BBBBBBB BBBBBBBBBBB BBBBBBBBB
            XXX gettext(u'Type one of the recovery codes that you kept. It is used up, and lets you add a new passkey.') XXXX
            XXXX XXXXXXXXXXXXXXXXXX XXXXXXXXXXX XXXXXXBBB BBBBBBBBBBBBBBBBBBBBXX gettext(u'Use a recovery code') XXXXXXXXXX
            XX XXXXXXXXXXXXXX gettext(u'No code left? Call an administrator of your side. Two of them can reset your second factor; it takes a day, and you are told.') XXXX
        BBBBBBBBBB
    BBBB
         gettext(u'What it is') 
        BBBBBBB BBBBBBBBBBB BBBBBBBBB
            XXX gettext(u'A key that your phone, your computer or a security key keeps for you. You use it as you unlock that device: by fingerprint, face or PIN. None of these leaves the device.') XXXX
        BBBBBBBBBB
         gettext(u'What works') 
        BBBBBBB BBBBBBBBBBB BBBBBBBBBB
            XXX XXXXXXXXXXXXXXXXXXX
                XXXX gettext(u'A phone or tablet: iPhone or iPad from iOS 16, Android from version 9, with a screen lock.') XXXXX
                XXXX gettext(u'A computer: Windows with Windows Hello, or a Mac from macOS 13.') XXXXX
                XXXX gettext(u'A security key (FIDO2) with a PIN, by USB or held to the phone.') XXXXX
                XXXX gettext(u'On a computer with none of these: choose “another device” and scan the code it shows with your phone.') XXXXX
            XXXXX
        BBBBBBBBBB
         gettext(u'How to add it') 
        BBBBBBB BBBBBBBBBBB BBBBBBBB
            XXXX
                XXXX gettext(u'Press “Add a passkey”, then “Add this device or key”.') XXXXX
                XXXX gettext(u'Your device asks where to keep it, and for your fingerprint, face or PIN.') XXXXX
                XXXX gettext(u'You go on to where you were. From then on the passkey is how you sign in.') XXXXX
            XXXXX
            XX XXXXXXXXXXXXXX gettext(u'Later, add a second one on another device, in case you lose the first.') XXXX
        BBBBBBBBBB
    BBBBB
    XXXXX XXXXXXXXXXXXX XXXXXXXXBBB BBBBBBBBBBBBBBBBX XXXXXXXXXXXXX
        BBBBBBBBBB
        XXXXXXX XXXXXXXXXX XXXXXXXXX XXXXXXXXXXXXXX gettext(u'Sign out instead') XXXXXXXXX
    XXXXXXX
BBBBBBBB
