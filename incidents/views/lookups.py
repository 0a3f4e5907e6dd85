"""What a view is handed: the record the person may open, the right they need, where a draft goes on."""

from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.access import AccessDenied, SignedInRequest
from accounts.models import Organization
from accounts.permissions import Permission
from accounts.reach import reach_of
from common.folding import fold
from incidents.actions import referrals
from incidents.consult_rules import can_ask_first
from incidents.duties import duty_at
from incidents.fields import ANSWERS, CHECK, CRIME, DANGER, DETAILS, GATE, HAND_ON, missing_from
from incidents.models import Referral
from incidents.rules import Act, rights_of
from incidents.states import ReferralState

ASK_FIRST = "referral-ask-first"
READERS = (Permission.REFERRAL_READ, Permission.DISCLOSED_READ)


def reached(request: SignedInRequest, pk: UUID) -> Referral:
    """The referral, from whichever side the person stands on. Raises Http404."""
    rows = Referral.objects.visible_to(request.user).select_related(
        "school__parent", "district", "partnership__agency", "partnership__district"
    )
    return get_object_or_404(rows, pk=pk)


def frozen(request: SignedInRequest, pk: UUID, act: Act) -> Referral:
    """A sent referral the person may open. Raises Http404, and AccessDenied when no right to the act is held."""
    referral = reached(request, pk)
    if referral.state == ReferralState.DRAFT:
        raise Http404
    if not does(request, act):
        raise AccessDenied(f"no right to {act} is held")
    return referral


def does(request: SignedInRequest, act: Act) -> bool:
    """Whether the person holds a right to the act anywhere."""
    reach = reach_of(request.user)
    return any(reach.may(right) for right in rights_of(act))


def number_for(request: SignedInRequest, referral: Referral) -> str:
    """The referral's number as the person's side has it."""
    at_school = reach_of(request.user).may(Permission.REFERRAL_READ, referral.school)
    return referral.number if at_school else referral.agency_number


def schools_written_for(request: SignedInRequest) -> list[Organization]:
    """The schools the person logs calls for, by name."""
    places = reach_of(request.user).of(Permission.REFERRAL_WRITE)
    found = {
        held.organization.pk: held.organization
        for held in request.user.active_memberships()
        if held.organization and held.organization.pk in places.here
    }
    return sorted(found.values(), key=lambda school: fold(school.name))


def own_zone(request: SignedInRequest) -> ZoneInfo:
    """The zone of the person's first organization: the calendar their filters are read in."""
    for held in request.user.active_memberships():
        if held.organization:
            return held.organization.zone
    return ZoneInfo(timezone.get_current_timezone_name())


def texts_of(referral: Referral) -> dict[str, str]:
    """The texts of the school's own record by kind."""
    return dict(referral.texts.values_list("kind", "text"))


def draft_page(
    request: SignedInRequest, template: str, context: dict[str, Any], referral: Referral, *, wrong: bool
) -> HttpResponse:
    """A screen of a draft, with what is written in it so far; that a colleague was shown it is recorded."""
    referrals.look_at_draft(by=request.user, at=timezone.now(), referral=referral)
    here = request.resolver_match.url_name if request.resolver_match else ""
    step = step_words(referral, CHECK if here == "referral-submit" else here or "")
    return render(request, template, {**context, "referral": referral, "step": step}, status=422 if wrong else 200)


def step_words(referral: Referral | None, here: str) -> str:
    """Which screen of how many this is: "Step 2 of 4". What stays in school ends at the gate."""
    gate = referral is not None and referral.asks_why
    steps = [DANGER, CRIME, *([GATE] if gate else []), DETAILS, CHECK]
    here = GATE if here == HAND_ON else here
    if here not in steps:
        return ""
    number = steps.index(here) + 1
    return _("Step %(number)d of %(all)d") % {"number": number, "all": number if here == GATE else len(steps)}


def next_step(referral: Referral, texts: dict[str, str]) -> str:
    """The address where a draft goes on: the first question without an answer."""
    answers = {field.name: getattr(referral, field.name) for field in ANSWERS}
    missing = missing_from(answers, texts, asks_why=referral.asks_why)
    step = missing[0].step if missing else CHECK
    if step == DETAILS and not (referral.started_by or referral.occurred_at) and can_ask_first(referral):
        # The call is not begun yet: the supervisor may be asked first.
        step = ASK_FIRST
    if step == GATE and duty_at(referral.district_id, referral.behavior):
        step = HAND_ON
    return reverse(step, args=[referral.pk])
