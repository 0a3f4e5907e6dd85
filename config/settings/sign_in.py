"""How people sign in. allauth does the work; accounts/middleware.py enforces the second factor."""

from config.settings.base import MODE, env

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backends.PortalBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    # NIST SP 800-63B-4: length and a list of common ones; no composition rule, no rotation.
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("name", "email")},
    },
    {"NAME": "accounts.passwords.ContextWordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"

ACCOUNT_ADAPTER = "accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
# Nobody signs up: the link of the invitation, mailed to the address, has proved it.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# A link to set a new password works for an hour.
PASSWORD_RESET_TIMEOUT = 60 * 60
# accounts.limits counts tries and mails: by known device and by account, where allauth would lock a whole school that
# shares one address, and let a stranger keep anyone out.
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": None,
    "request_login_code": None,
    "reset_password": None,
    "reset_password_from_key": "120/m/ip",
}
ACCOUNT_FORMS = {
    "login": "accounts.entrance_forms.LoginForm",
    "request_login_code": "accounts.entrance_forms.RequestLoginCodeForm",
    "reset_password": "accounts.entrance_forms.ResetPasswordForm",
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXY_COUNT", 0)

MFA_ADAPTER = "accounts.adapters.MFAAdapter"
MFA_FORMS = {
    "authenticate": "accounts.entrance_forms.AuthenticateForm",
    "reauthenticate": "accounts.entrance_forms.ReauthenticateForm",
    "activate_totp": "accounts.entrance_forms.ActivateAppForm",
    "add_webauthn": "accounts.entrance_forms.AddPasskeyForm",
    "edit_webauthn": "accounts.entrance_forms.NamePasskeyForm",
}
# There is no secret to guess behind a passkey; the limit only spares the server.
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = MODE != "production"
MFA_WEBAUTHN_USER_VERIFICATION = "required"
MFA_TRUST_ENABLED = False
MFA_TOTP_ISSUER = "Fenceline"
MFA_TOTP_TOLERANCE = 0
MFA_RECOVERY_CODES_SHOW_ONCE = True

SOCIALACCOUNT_ADAPTER = "accounts.adapters.SocialAccountAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False

SOCIALACCOUNT_REQUESTS_TIMEOUT = 5

# accounts.middleware.SessionLimits keeps the row beside the session, twice a minute at most; allauth would write
# it at every request.
USERSESSIONS_TRACK_ACTIVITY = False
