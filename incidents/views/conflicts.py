"""When two people act at once: the second keeps what they typed and reads what the first decided."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.access import SignedInRequest
from common.forms import FencelineForm
from incidents.actions import referrals
from incidents.forms.fields import Prose
from incidents.models import Referral
from incidents.views.lookups import reached


def came_second(request: SignedInRequest, referral: Referral, form: FencelineForm) -> HttpResponse:
    """The page for who came second: 409, their own text kept, the other's decision beside it."""
    record = referrals.look(by=request.user, at=timezone.now(), referral=reached(request, referral.pk).pk)
    context = {"record": record, "typed": typed_texts(form)}
    return render(request, "incidents/referral_conflict.html", context, status=409)


def typed_texts(form: FencelineForm) -> list[dict[str, object]]:
    """What the person wrote, field by field, for them to copy."""
    return [
        {"id": f"typed-{name}", "label": field.label, "text": form.cleaned_data.get(name), "audience": audience(field)}
        for name, field in form.fields.items()
        if isinstance(field, Prose) and form.cleaned_data.get(name)
    ]


def audience(field: object) -> str:
    """Who would have read the field."""
    return getattr(field, "audience", "")
