"""Whom to invite, name or end, and the account they make."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms.names import require_visible
from accounts.models import Membership, Organization, User
from accounts.roles import RULES, Role
from common.addresses import AddressField
from common.forms import ConfirmForm, FencelineForm


def role_choices(roles: Sequence[str]) -> list[tuple[str, str]]:
    """Roles with the words a manager reads."""
    return [(role, f"{Role(role).label}: {RULES[role].words}") for role in roles]


class PlaceForm(FencelineForm):
    """Where the person will work: asked first, for the roles depend on it."""

    at = forms.ModelChoiceField(Organization.objects.none(), label=_("Organization"), empty_label=None)

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("at", places)


class InvitationForm(FencelineForm):
    """Whom to invite, and as what."""

    radios = ("role",)

    name = forms.CharField(label=_("Name"), max_length=150, validators=[require_visible])
    email = AddressField(
        label=_("Work e-mail address"),
        max_length=254,
        help_text=_("The link goes there. They sign in with this address."),
    )
    role = forms.ChoiceField(label=_("Role"))
    title = forms.CharField(
        label=_("Title"), max_length=80, required=False, help_text=_("Assistant principal, Sgt., and so on.")
    )
    last_day = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput,
        help_text=_("Only when the role is for a time. On the day after it the person can no longer open anything."),
    )

    def __init__(self, *args: Any, roles: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("role", role_choices(roles))
        if len(roles) == 1:
            self.initial.setdefault("role", roles[0])

    def clean(self) -> dict[str, Any]:
        """A designation has an end; nobody stays a principal's designee by oversight."""
        cleaned = super().clean() or {}
        if cleaned.get("role") == Role.DESIGNEE and not cleaned.get("last_day") and "last_day" not in self.errors:
            self.add_error("last_day", _("A designee does the principal's work for a time. Enter the last day."))
        return cleaned


class PortalInvitationForm(FencelineForm):
    """Whom to invite as a portal administrator."""

    name = forms.CharField(label=_("Name"), max_length=150, validators=[require_visible])
    email = AddressField(
        label=_("Work e-mail address"),
        max_length=254,
        help_text=_("The link goes there. They sign in with this address."),
    )


class InviteWaitingForm(FencelineForm):
    """Which of the people who came with a roster are invited: of one school, or all."""

    at = forms.ModelChoiceField(
        Organization.objects.none(), label=_("Where"), required=False, empty_label=_("The whole district")
    )

    def __init__(self, *args: Any, places: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("at", places)


class DesignationForm(FencelineForm):
    """Who does the principal's work, and from when to when."""

    needed_if = dict.fromkeys(("name", "email"), _("needed if they are not in the list"))

    person = forms.ModelChoiceField(
        User.objects.none(),
        label=_("Who"),
        required=False,
        empty_label=_("Someone who is not in this list"),
        help_text=_("People with a role at the school. Anyone else is invited by mail: give name and address below."),
    )
    name = forms.CharField(label=_("Name"), max_length=150, required=False, validators=[require_visible])
    email = AddressField(label=_("Work e-mail address"), max_length=254, required=False)
    first_day = forms.DateField(label=_("First day"), widget=forms.DateInput)
    last_day = forms.DateField(label=_("Last day"), widget=forms.DateInput)

    def __init__(self, *args: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("person", people)

    def clean(self) -> dict[str, Any]:
        """One person, from the list or by name and address; days in order."""
        cleaned = super().clean() or {}
        if not cleaned.get("person"):
            for name in ("name", "email"):
                if not cleaned.get(name) and name not in self.errors:
                    self.add_error(name, _("Choose a person above, or enter their name and address here."))
        elif cleaned.get("email"):
            self.add_error("email", _("You chose a person above. Leave this empty, or choose nobody above."))
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", _("The last day cannot be before the first day."))
        return cleaned


class MembershipForm(ConfirmForm):
    """Another role or title."""

    radios = ("role",)

    role = forms.ChoiceField(label=_("Role"))
    title = forms.CharField(
        label=_("Title"), max_length=80, required=False, help_text=_("Assistant principal, Sgt., and so on.")
    )

    def __init__(self, *args: Any, roles: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("role", role_choices(roles))


class EndForm(ConfirmForm):
    """Until when a role is held."""

    NOW, LATER, OPEN = "now", "later", "open"
    WHEN = (
        (NOW, _("Now: from this moment they can open nothing with this role")),
        (LATER, _("After the day entered below")),
        (OPEN, _("Not for now: until further notice")),
    )
    radios = ("when",)

    when = forms.ChoiceField(
        label=_("When does the role end?"),
        choices=WHEN,
    )
    last_day = forms.DateField(label=_("Last day"), required=False, widget=forms.DateInput)

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if membership.role == Role.DESIGNEE or membership.ends_on is None:
            self.offer("when", [choice for choice in self.WHEN if choice[0] != self.OPEN])

    def clean(self) -> dict[str, Any]:
        """A later end needs its day."""
        cleaned = super().clean() or {}
        if cleaned.get("when") == self.LATER and not cleaned.get("last_day") and "last_day" not in self.errors:
            self.add_error("last_day", _("Enter the last day on which they have this role."))
        return cleaned


class AccountForm(FencelineForm):
    """A new account: who opens the link names themselves and sets a password."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        validators=[require_visible],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        help_text=_("As colleagues on both sides know you."),
    )
    email = AddressField(
        label=_("Your work e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("You sign in with it."),
    )
    phone = forms.CharField(
        label=_("Work phone"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        help_text=_("Shown to people you work with, under “Whom to call”."),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("At least 15 characters. A few unrelated words are good; a password manager is better."),
    )
    password_again = forms.CharField(
        label=_("Type the password again"),
        strip=False,
        max_length=256,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known_email = email
        if email:
            del self.fields["email"]

    def clean(self) -> dict[str, Any]:
        """The password twice alike, and good enough for this person."""
        cleaned = super().clean() or {}
        password, again = cleaned.get("password"), cleaned.get("password_again")
        if password and again and password != again:
            self.add_error("password_again", _("The two passwords differ."))
        elif password:
            person = User(email=self.known_email or cleaned.get("email", ""), name=cleaned.get("name", ""))
            try:
                password_validation.validate_password(password, user=person)
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned


def day_after(last_day: date | None) -> date | None:
    """The first day on which a thing no longer holds, from the last day on which it does, as people say it."""
    return None if last_day is None or last_day == date.max else last_day + timedelta(days=1)
