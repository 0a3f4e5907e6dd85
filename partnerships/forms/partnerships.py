"""Propose, schools covered, whom to phone."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from accounts.roles import Kind
from common.forms import ConfirmForm, Confirming, FencelineForm, FormKey, key_sent
from partnerships.models import Partnership


class ProposeForm(FencelineForm):
    """To whom a side offers a partnership; a district names the schools with it."""

    other = forms.ModelChoiceField(queryset=Organization.objects.none(), label=_("With"))
    schools = forms.ModelMultipleChoiceField(
        queryset=Organization.objects.none(),
        label=_("Schools it will cover"),
        help_text=_("You can add and end schools later."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one school.")},
    )
    form_key = FormKey()

    def __init__(self, *args: Any, side: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        taken = Partnership.objects.filter(declined_at__isnull=True)
        if key := key_sent(self.data):
            # Sent again, the form may name whom it named before.
            taken = taken.exclude(form_key=key, proposed_for=side)
        other = self.fields["other"]
        if side.kind == Kind.DISTRICT:
            other.label = _("Police agency")
            agencies = taken.filter(district=side).values("agency")
            self.offer("other", Organization.objects.agencies().exclude(pk__in=agencies).order_by("name_folded"))
            _offer_schools(self, side)
        else:
            other.label = _("School district")
            districts = taken.filter(agency=side).values("district")
            self.offer("other", Organization.objects.districts().exclude(pk__in=districts).order_by("name_folded"))
            del self.fields["schools"]

    @property
    def offers_nobody(self) -> bool:
        """Whether there is nobody left to propose to."""
        other: Any = self.fields["other"]
        return not other.queryset.exists()


class SchoolsForm(FencelineForm):
    """Which schools of the district are covered from today."""

    schools = forms.ModelMultipleChoiceField(
        queryset=Organization.objects.none(),
        label=_("Schools it covers"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one school.")},
    )

    def __init__(self, *args: Any, district: Organization, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer_schools(self, district)


class AcceptForm(Confirming, SchoolsForm):
    """The same on the page on which the district says yes to an offer."""


class SureForm(ConfirmForm):
    """The schools that were chosen, once more, on the page that says what ends with the others."""

    schools = forms.ModelMultipleChoiceField(
        queryset=Organization.objects.none(), required=False, widget=forms.MultipleHiddenInput
    )
    sure = forms.CharField(initial="yes", widget=forms.HiddenInput)

    def __init__(self, *args: Any, schools: Sequence[Organization], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("schools", Organization.objects.filter(pk__in=[one.pk for one in schools]))
        self.fields["schools"].initial = [one.pk for one in schools]


class ContactForm(FencelineForm):
    """Whom the other side phones."""

    contact = forms.CharField(
        label=_("Whom they phone"),
        max_length=150,
        required=False,
        help_text=_("A name and a number, such as “Dana Whitfield, assistant superintendent, 555-0142”."),
    )


def _offer_schools(form: FencelineForm, district: Organization) -> None:
    form.offer("schools", Organization.objects.schools().filter(parent=district).order_by("name_folded"))
