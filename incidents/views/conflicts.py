"""When two people act at once: the second keeps what they typed and reads what the first decided."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from common.forms import FencelineForm
from incidents.actions import referrals
from incidents.forms.fields import Prose
from incidents.models import Referral
from incidents.views.lookups import person, reached
from incidents.views.showing import sheet_shown


def lost(request: HttpRequest, referral: Referral, form: FencelineForm) -> HttpResponse:
    """The page for who came second: 409, their own text kept, the other's decision beside it."""
    now = reached(request, referral.pk)
    sheet = referrals.look(by=person(request), at=timezone.now(), referral=now)
    context = {"referral": now, "typed": typed_texts(form), "sheet": sheet_shown(sheet), "number": now.number}
    return render(request, "incidents/referral_conflict.html", context, status=409)


def typed_texts(form: FencelineForm) -> list[dict[str, Any]]:
    """What the person wrote, field by field, for them to copy."""
    return [
        {"id": f"typed-{name}", "label": field.label, "text": form.cleaned_data.get(name), "audience": audience(field)}
        for name, field in form.fields.items()
        if isinstance(field, Prose) and form.cleaned_data.get(name)
    ]


def audience(field: Any) -> str:
    """Who would have read the field."""
    return getattr(field, "audience", "")
