"""allauth's forms at the door, with our limits, and a code that is used up wherever it was used."""

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from allauth.mfa.base import forms as mfa
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.totp.internal.auth import TOTP
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms

from accounts import limits
from common.addresses import AddressField
from common.lines import one_line, require_one_line


class AddressTyped:
    """A form of allauth's whose address is taken in its normal form."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if isinstance(field, forms.EmailField):
                made = AddressField(label=field.label, required=field.required, max_length=field.max_length)
                made.widget = field.widget
                self.fields[name] = made


class LoginForm(AddressTyped, account.LoginForm):
    """Address and password."""


class CountedCode:
    """A code of the second factor: counted before it is looked at, and no more once it was right."""

    user: Any

    def clean_code(self) -> str:
        """The code. Raises ValidationError when it is wrong, was used, or there have been too many."""
        counted = limits.begin_try(context.request, step="second_factor", email=self.user.email)
        if counted is None:
            raise get_adapter().validation_error("too_many_login_attempts")
        code: str = super().clean_code()  # type: ignore[misc]
        counted.forgive()
        return code


class AuthenticateForm(CountedCode, mfa.AuthenticateForm):
    """The second factor at sign-in."""


class ReauthenticateForm(CountedCode, mfa.ReauthenticateForm):
    """The second factor given again."""


class ActivateAppForm(ActivateTOTPForm):
    """The first code of an authenticator app: it is used up here, and opens no door afterwards."""

    def clean_code(self) -> str:
        """The code. Raises ValidationError when it is wrong or was used."""
        code: str = super().clean_code()
        # The row is not there yet; codes are used up by person, not by row (RFC 6238, 5.2).
        if not TOTP(Authenticator(user=self.user))._mark_code_used(code):
            raise get_mfa_adapter().validation_error("incorrect_code")
        return code


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey, and what its person calls it."""

    def clean_name(self) -> str:
        """The name on one line; a credential that was made is not lost over it."""
        return one_line(super().clean_name())


class NamePasskeyForm(EditWebAuthnForm):
    """Another name of a passkey."""

    def clean_name(self) -> str:
        """The name. Raises ValidationError unless it stands on one line."""
        name: str = self.cleaned_data["name"]
        require_one_line(name)
        return name


class RequestLoginCodeForm(AddressTyped, account.RequestLoginCodeForm):
    """Where the code is mailed to."""

    def clean_email(self) -> str:
        """The address. Raises ValidationError when too many codes were asked for."""
        email: str = super().clean_email()
        if email and limits.begin_mail(context.request, what="login_code", email=email) is None:
            raise get_adapter().validation_error("too_many_mails")
        return email


class ResetPasswordForm(AddressTyped, account.ResetPasswordForm):
    """Where the link for a new password is mailed to."""

    def clean_email(self) -> str:
        """The address. Raises ValidationError when too many links were asked for."""
        email: str = super().clean_email()
        if email and limits.begin_mail(context.request, what="password_reset", email=email) is None:
            raise get_adapter().validation_error("too_many_mails")
        return email
