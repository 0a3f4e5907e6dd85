"""What happened: the one page of the form where the writer thinks."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.access import requires
from accounts.permissions import Permission
from incidents.actions import referrals
from incidents.choices import TextKind
from incidents.errors import NotADraft
from incidents.forms.details import DetailsForm, ParticipantForm
from incidents.limits import MOST_PARTICIPANTS
from incidents.models import Referral
from incidents.states import ReferralState
from incidents.views.doors import draft_page, person, reached, texts_of

ANSWERS = ("started_by", "behavior", "place", "occurred_at")
TEXTS = {"shared": TextKind.SHARED, "school_only": TextKind.SCHOOL_ONLY}


@requires(Permission.REFERRAL_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def referral_details(request: HttpRequest, pk: UUID) -> HttpResponseBase:
    """The event, its texts and the people in it. "Add a person" gives one more row and keeps what was typed."""
    referral = reached(request, pk)
    if referral.state != ReferralState.DRAFT:
        return redirect("referral-detail", referral.pk)
    if not referral.crime:
        return redirect("referral-resume", referral.pk)
    data = request.POST if request.method == "POST" else None
    adding = data is not None and "add" in data
    form = details_form(referral, data, adding=adding)
    people = participant_forms(referral, data, adding=adding)
    if data is not None and not adding:
        checked = [form.is_valid(), *(row.is_valid() for row in people)]
        if all(checked):
            return save(request, referral, form, people)
    context = {
        "form": form,
        "people": people,
        "may_add": len(people) < MOST_PARTICIPANTS,
        "wrong": [one for one in (form, *people) if one.is_bound and one.errors],
    }
    wrong = data is not None and not adding
    return draft_page(request, "incidents/referral_details.html", context, referral, wrong=wrong)


def details_form(referral: Referral, data: QueryDict | None, *, adding: bool) -> DetailsForm:
    """The form over the draft, over what was posted, or (when a row is added) with what was typed, unchecked."""
    zone = referral.school.zone
    given: dict[str, Any] = {name: getattr(referral, name) for name in ("started_by", "behavior", "place")}
    if referral.occurred_at:
        local = referral.occurred_at.astimezone(zone)
        given |= {"day": local.date(), "time": local.time().replace(second=0, microsecond=0)}
    if data is None:
        texts = texts_of(referral)
        given |= {name: texts.get(kind, "") for name, kind in TEXTS.items()}
    elif adding:
        given = {name: data.get(name, "") for name in DetailsForm.base_fields}
    return DetailsForm(None if adding else data, initial=given, zone=zone, now=timezone.now())


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


def typed_of(row: Any) -> dict[str, str]:
    """A participant of the draft as the form shows it."""
    known = getattr(row, "identity", None)
    return {
        "role": row.role,
        "kind": row.kind,
        "description": row.description,
        "name": known.name if known else "",
        "student_number": known.student_number if known else "",
    }


def save(request: HttpRequest, referral: Referral, form: DetailsForm, people: list[ParticipantForm]) -> HttpResponse:
    """Keep the answers and go on to check them."""
    given = form.cleaned_data
    someone = [row.cleaned_data for row in people if row.is_someone]
    names = ("role", "kind", "description", "name", "student_number")
    try:
        referrals.change(
            by=person(request),
            at=timezone.now(),
            referral=referral,
            answers={name: given[name] for name in ANSWERS},
            texts={kind: given[name] for name, kind in TEXTS.items()},
            participants=[referrals.ParticipantDraft(**{name: row[name] for name in names}) for row in someone],
        )
    except NotADraft:
        return redirect("referral-detail", referral.pk)
    return redirect("referral-resume", referral.pk)
