"""What happened: the one page of the form where the writer thinks."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.permissions import Permission
from common.forms import FencelineForm
from incidents.actions import referrals
from incidents.choices import Crime, TextKind
from incidents.errors import NotADraft
from incidents.fields import ALWAYS
from incidents.forms.details import ASKED, DetailsForm, ParticipantForm
from incidents.limits import MOST_PARTICIPANTS
from incidents.models import Participant, Referral
from incidents.reference import BEHAVIORS, duty_of
from incidents.reference.behaviors import is_school_rule
from incidents.states import ReferralState
from incidents.views.lookups import draft_page, reached, texts_of

ANSWERS = [field.name for field in ASKED if field.text is None]
MAY_BE_EMPTY = {field.name for field in ASKED if field.text is None and field.required != ALWAYS}
TEXTS = {field.name: field.text for field in ASKED if field.text is not None}


@requires(Permission.REFERRAL_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def referral_details(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """The event, its texts and the people in it. Every button saves what can be saved, whatever else is missing."""
    referral = reached(request, pk)
    if referral.state != ReferralState.DRAFT:
        return redirect("referral-detail", referral.pk)
    if not referral.crime:
        return redirect("referral-resume", referral.pk)
    data = request.POST if request.method == "POST" else None
    adding, asks, complete = data is not None and "add" in data, "", False
    if data is not None:
        checked = details_form(referral, data, adding=False), participant_forms(referral, data, adding=False)
        try:
            complete = save(request, referral, *checked)
        except NotADraft:
            return redirect("referral-detail", referral.pk)
        if "later" in data:
            messages.success(request, _("Saved. Nothing was sent. You can go on later."))
            return redirect("home")
        asks = crime_of_a_rule(referral, data.get("behavior", ""), data.get("sure", ""))
        if complete and not adding and not asks:
            return redirect("referral-resume", referral.pk)
    form = details_form(referral, data, adding=adding)
    people = participant_forms(referral, data, adding=adding)
    wrong = data is not None and not adding and not complete
    context = {"form": form, "people": people, "may_add": len(people) < MOST_PARTICIPANTS}
    forms: list[FencelineForm] = [form, *people]
    context["asks"], context["behavior"] = asks, data.get("behavior", "") if data else ""
    context["wrong"] = [one for one in forms if wrong and one.errors]
    return draft_page(request, "incidents/referral_details.html", context, referral, wrong=wrong)


def crime_of_a_rule(referral: Referral, behavior: str, sure: str = "") -> str:
    """The rule of the school that is called a crime, in words; nothing once the writer has said that they mean it."""
    asks = referral.crime == Crime.YES and is_school_rule(behavior) and sure != behavior
    return BEHAVIORS.label(behavior) if asks else ""


def details_form(referral: Referral, data: QueryDict | None, *, adding: bool) -> DetailsForm:
    """The form over the draft, over what was posted, or (when a row is added) with what was typed, unchecked."""
    zone = referral.school.zone
    given: dict[str, Any] = {name: getattr(referral, name) for name in ANSWERS}
    if referral.occurred_at:
        local = referral.occurred_at.astimezone(zone)
        given |= {"day": local.date(), "time": local.time().replace(second=0, microsecond=0)}
    if data is None:
        texts = texts_of(referral)
        given |= {name: texts.get(kind, "") for name, kind in TEXTS.items()}
        given |= {one.name: one.preset(referral) for one in ASKED if one.preset and not given[one.name]}
    elif adding:
        given = {name: data.get(name, "") for name in DetailsForm.base_fields}
        given |= {one.name: data.getlist(one.name) for one in ASKED if one.many}
    form_data = None if adding else data
    return DetailsForm(form_data, initial=given, zone=zone, now=timezone.now(), danger=referral.danger)


def participant_forms(referral: Referral, data: QueryDict | None, *, adding: bool) -> list[ParticipantForm]:
    """A row for each person in the draft, or for each row posted; one more when asked for."""
    if data is None:
        rows = referral.participants.select_related("identity").order_by("position")
        return [ParticipantForm(initial=typed_of(row), prefix=f"person-{place}") for place, row in enumerate(rows)]
    count = sum(f"person-{place}-role" in data for place in range(MOST_PARTICIPANTS))
    if not adding:
        return [ParticipantForm(data, prefix=f"person-{place}") for place in range(count)]
    names = ParticipantForm.base_fields
    typed = [{name: data.get(f"person-{place}-{name}", "") for name in names} for place in range(count)]
    typed = [*typed, {}][:MOST_PARTICIPANTS]
    return [ParticipantForm(initial=given, prefix=f"person-{place}") for place, given in enumerate(typed)]


def typed_of(row: Participant) -> dict[str, str]:
    """A participant of the draft as the form shows it."""
    known = getattr(row, "identity", None)
    return {
        "role": row.role,
        "kind": row.kind,
        "description": row.description,
        "name": known.name if known else "",
        "student_number": known.student_number if known else "",
    }


def save(request: SignedInRequest, referral: Referral, form: DetailsForm, people: list[ParticipantForm]) -> bool:
    """Keep every answer that is one; whether all of them are. People are kept when all their rows are in order.

    Raises NotADraft when it was sent in another window meanwhile.
    """
    rows_in_order = not [row for row in people if not row.is_valid()]
    complete = form.is_valid() and rows_in_order
    given = form.cleaned_data
    someone = [row.cleaned_data for row in people if rows_in_order and row.is_someone]
    names = ("role", "kind", "description", "name", "student_number")
    texts = {kind: given[name] for name, kind in TEXTS.items() if name in given}
    duty = duty_of(given.get("behavior", ""))
    if duty and duty.asks_why and given["behavior"] != referral.behavior:
        # The reason to call was given before it was said what the matter is.
        texts[TextKind.WHY_CALL] = ""
    drafts = [referrals.ParticipantDraft(**{name: row[name] for name in names}) for row in someone]
    referrals.change(
        by=request.user,
        at=timezone.now(),
        referral=referral,
        answers={name: given[name] for name in ANSWERS if given.get(name) or (name in given and name in MAY_BE_EMPTY)},
        texts=texts,
        participants=drafts if rows_in_order else None,
    )
    return complete
