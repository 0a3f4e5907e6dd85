"""Input about one's own account, resets of a factor, and single sign-on."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from accounts.actions.sign_on import SignOnRefused, require_issuer
from accounts.models import FactorReset, SignOnProvider, User
from common.addresses import AddressField
from common.forms import ConfirmForm, Confirming, FencelineForm, FencelineModelForm


class AccountForm(FencelineModelForm):
    """One's own name and phone."""

    class Meta:
        model = User
        fields = ["name", "phone"]
        help_texts = {"phone": _("Shown to the people you work with on both sides.")}


class AddressForm(FencelineForm):
    """Another address of one's own to sign in with."""

    email = AddressField(
        label=_("New e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("A link goes there. The address changes when you open it."),
    )


class PersonAddressForm(ConfirmForm):
    """Another address of a person of one's side."""

    email = AddressField(
        label=_("New e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        help_text=_("A link goes there. The address changes when they open it, signed in."),
    )
    reason = forms.CharField(
        label=_("Why"), max_length=300, help_text=_("They read it. For example: our mail addresses have a new ending.")
    )


class FactorResetForm(Confirming, FencelineModelForm):
    """How the asking administrator knows that it is them."""

    class Meta:
        model = FactorReset
        fields = ["identity_note"]


class FactorResetFindForm(FencelineForm):
    """Whose reset a portal administrator asks for."""

    email = AddressField(
        label=_("E-mail address they sign in with"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class SignOnChangeForm(FencelineModelForm):
    """What may change about a provider; its issuer may not."""

    secret = forms.CharField(
        label=_("Client secret"),
        max_length=191,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Leave it empty to keep the present one. It is stored encrypted and never shown again."),
    )

    class Meta:
        model = SignOnProvider
        fields = ["name", "client_id", "secret", "asserts_second_factor", "enabled"]


class SignOnForm(FencelineForm):
    """A provider, as its own console names things."""

    name = forms.CharField(
        label=_("Name on the button"), max_length=40, help_text=_("For example: Google, or Microsoft of our district.")
    )
    server_url = forms.URLField(
        label=_("Issuer address"),
        max_length=300,
        assume_scheme="https",
        help_text=_(
            "Google: https://accounts.google.com. Microsoft: https://login.microsoftonline.com/ with your tenant ID "
            "and /v2.0 behind it. It cannot be changed later."
        ),
    )
    client_id = forms.CharField(label=_("Client ID"), max_length=191)
    secret = forms.CharField(
        label=_("Client secret"),
        max_length=191,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("It is stored encrypted and never shown again."),
    )
    asserts_second_factor = forms.BooleanField(
        label=_("Its second factor counts"),
        required=False,
        help_text=_(
            "Only where the provider reports it (the amr claim). "
            "Where it does not, people give our second factor as well. Roles that need a passkey give theirs unless it "
            "reports one: hwk, sc or fido in amr, or phr or phrh in acr."
        ),
    )

    def clean_server_url(self) -> str:
        """The address without a slash at its end, if an issuer can have it."""
        value = str(self.cleaned_data["server_url"]).rstrip("/")
        try:
            require_issuer(value)
        except SignOnRefused:
            raise forms.ValidationError(
                _("Enter the https address of your provider, without a user name or a question mark.")
            ) from None
        return value

    def clean(self) -> dict[str, Any]:
        """Add the short name that stands in addresses, free of others."""
        cleaned = super().clean() or {}
        base = slugify(cleaned.get("name", ""))[:30] or "sign-on"
        taken = set(SignOnProvider.objects.filter(provider_id__startswith=base).values_list("provider_id", flat=True))
        names = [base, *(f"{base}-{number}" for number in range(2, len(taken) + 3))]
        cleaned["provider_id"] = next(name for name in names if name not in taken)
        return cleaned
