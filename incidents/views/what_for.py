"""The officer's taps on what a call is for: seen, less than was asked, more than was asked."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from common.refusals import SaidOtherwise
from incidents.actions import responses, what_for
from incidents.choices import WhatFor, is_more
from incidents.errors import AlreadyAnswered, AlreadyDecided, WhatForChanged
from incidents.forms.agency import SeenForm, WhatForForm
from incidents.record import Record
from incidents.rules import Act, in_state
from incidents.views.conflicts import came_second
from incidents.views.lookups import READERS, frozen
from incidents.views.officer import too_late


def offered(record: Record) -> dict[str, Any]:
    """What an officer can tap beside a record: what is less than it asks now, what is more, and the form's key."""
    if Act.WHAT_FOR not in record.may:
        return {}
    now = record.what_for
    others = [(value, label) for value, label in WhatFor.choices if value != now]
    return {
        "key": uuid4(),
        "now": now,
        "see": Act.SEE in record.may,
        "less": [one for one in reversed(others) if not is_more(one[0], now)],
        "more": [one for one in others if is_more(one[0], now)],
    }


@requires(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def referral_see(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Seen: the whole answer to a call that asks the officer to be aware. The address alone leads to the record."""
    referral = frozen(request, pk, Act.SEE)
    form = SeenForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return redirect("referral-detail", pk)
    try:
        responses.see(by=request.user, at=timezone.now(), referral=referral, form_key=form.cleaned_data["form_key"])
    except (AlreadyAnswered, AlreadyDecided, SaidOtherwise, WhatForChanged):
        return too_late(request, referral)
    messages.success(request, _("%(number)s is seen. The school has been told.") % {"number": referral.agency_number})
    return redirect("referral-detail", pk)


@requires(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def referral_what_for(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Less or more than the school asked. Both sides read what was asked, what is done, and the line."""
    referral = frozen(request, pk, Act.WHAT_FOR)
    now = what_for.what_for_now(referral)
    if not now or (request.method != "POST" and not in_state(Act.WHAT_FOR, referral.state)):
        return too_late(request, referral)
    form = WhatForForm(request.POST if request.method == "POST" else None, initial={"before": now})
    if form.is_bound and form.is_valid():
        try:
            what_for.change(by=request.user, at=timezone.now(), referral=referral, **form.cleaned_data)
        except (AlreadyAnswered, AlreadyDecided, SaidOtherwise, WhatForChanged):
            return came_second(request, referral, form)
        said = _("%(number)s is changed. The school has been told.")
        messages.success(request, said % {"number": referral.agency_number})
        return redirect("referral-detail", pk)
    context = {"form": form, "referral": referral, "now": WhatFor(now).label}
    return render(request, "incidents/referral_what_for.html", context, status=422 if form.errors else 200)
