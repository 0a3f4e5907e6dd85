"""Check your answers, send, or discard."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest, requires
from accounts.models import Organization
from accounts.permissions import Permission
from common.forms import ConfirmForm
from common.versions import changed_since, version_of
from incidents.actions import referrals
from incidents.actions.disclosures import IdentityBasis, check_identity
from incidents.choices import IDENTITY_BASES, Basis
from incidents.duties import duty_at
from incidents.errors import (
    ChangedMeanwhile,
    CoverClosed,
    IdentityNotAllowed,
    IncompleteReferral,
    NotADraft,
    TimeOutOfRange,
)
from incidents.fields import BY_TEXT, CROSSING_ANSWERS, CROSSING_TEXTS, FIELDS, STAYING_ANSWERS, STAYING_TEXTS
from incidents.forms.details import SendForm
from incidents.forms.fields import zone_words
from incidents.models import Consult, Participant, Referral
from incidents.reference import record_words_in
from incidents.states import ReferralState
from incidents.views.details import crime_of_a_rule
from incidents.views.lookups import draft_page, next_step, reached, texts_of
from incidents.views.versions import draft_version, people_shown
from partnerships.models import Partnership
from partnerships.scoping import SchoolCover, phone_instead_words, school_covers, why_unreached


@dataclass(frozen=True)
class Receiving:
    """Who receives a call of the school now, and whom to phone where no one does."""

    covers: tuple[SchoolCover, ...]
    receiving: tuple[SchoolCover, ...]

    @property
    def agency(self) -> Organization | None:
        """The one agency that is called; None when there is none, or a choice."""
        return self.receiving[0].cover.partnership.agency if len(self.receiving) == 1 else None

    @property
    def why_nobody(self) -> list[str]:
        """Why nobody receives it, in sentences."""
        return why_unreached(self.covers)

    @property
    def phone_instead(self) -> str:
        """Whom to phone where nobody receives it."""
        return phone_instead_words(self.covers)

    @property
    def choices(self) -> list[tuple[str, str]]:
        """The agencies that may be called, as a form takes them."""
        return [(str(one.cover.partnership.pk), one.cover.partnership.agency.name) for one in self.receiving]

    def named(self, key: str) -> Partnership | None:
        """The partnership of that choice; None where none receives."""
        return next((one.cover.partnership for one in self.receiving if str(one.cover.partnership.pk) == key), None)


def receiving_of(school: Organization) -> Receiving:
    """Where a call of the school goes at this moment."""
    covers = tuple(school_covers(school, timezone.now()))
    return Receiving(covers, tuple(one for one in covers if one.receives))


@requires(Permission.REFERRAL_WRITE)
@require_safe
def referral_check(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Exactly what the agency will read, what stays in school, who will see it."""
    referral = reached(request, pk)
    if referral.state != ReferralState.DRAFT:
        return redirect("referral-detail", referral.pk)
    texts = texts_of(referral)
    step = next_step(referral, texts)
    if step != reverse("referral-check", args=[referral.pk]):
        return redirect(step)
    return check_page(request, referral, texts, receiving_of(referral.school))


def check_page(
    request: SignedInRequest,
    referral: Referral,
    texts: dict[str, str],
    receiving: Receiving,
    form: SendForm | None = None,
    *,
    refusal: str | Promise = "",
    changed: Sequence[str] = (),
) -> HttpResponse:
    """The page itself, also after a refused sending; `changed` names what was saved since it was opened."""
    people = people_of(referral)
    context = {
        "receiving": receiving,
        "form": form or send_form(referral, people, receiving, None),
        "facts": facts_of(referral),
        "texts": crossing_texts(referral, texts),
        "staying": staying_of(referral, texts),
        "people": people,
        "named": [one for one in people if hasattr(one, "identity")],
        "change_url": reverse("referral-details", args=[referral.pk]),
        "words": found_words(texts, people),
        "refusal": refusal,
        "changed": changed,
        "version": version_of(shown_before_sending(referral, texts, people)),
        "duty": duty_at(referral.district_id, referral.behavior),
        "rule": crime_of_a_rule(referral, referral.behavior),
    }
    wrong = bool(refusal or changed) or bool(form and form.errors)
    return draft_page(request, "incidents/referral_check.html", context, referral, wrong=wrong)


def people_of(referral: Referral) -> list[Participant]:
    """The people of a draft in their order."""
    return list(referral.participants.select_related("identity").order_by("position"))


def shown_before_sending(referral: Referral, texts: dict[str, str], people: list[Participant]) -> dict[str, object]:
    """Everything of a draft that the check page shows, by its label."""
    crossing = {one["term"]: one["value"] for one in [*facts_of(referral), *crossing_texts(referral, texts)]}
    staying = {one["term"]: one["value"] for one in staying_of(referral, texts)}
    shown = {str(term): value for term, value in {**crossing, **staying}.items()}
    return {**shown, **people_shown(people)}


def send_form(referral: Referral, people: list[Participant], receiving: Receiving, data: QueryDict | None) -> SendForm:
    """The last question: which agency, and whether names cross. Without fields when there is nothing to ask."""
    named = any(hasattr(one, "identity") for one in people)
    bases = grounds(referral, receiving) if named else []
    return SendForm(data, agencies=receiving.choices, bases=bases, today=referral.school.today(timezone.now()))


def grounds(referral: Referral, receiving: Receiving) -> list[Basis]:
    """The grounds on which the MOU lets names of this referral cross; the rule itself is asked."""
    found = []
    for basis in IDENTITY_BASES:
        for one in receiving.receiving:
            try:
                check_identity(referral=referral, cover=one.cover, identity=IdentityBasis(basis))
            except IdentityNotAllowed:
                continue
            except IncompleteReferral:
                # Allowed; what the ground demands is asked by the form.
                pass
            found.append(basis)
            break
    return found


def facts_of(referral: Referral) -> list[dict[str, Any]]:
    """The answers as terms and values, each with the page where it is changed."""
    return [
        {
            "term": field.column if field.name == "crime" else field.label,
            "value": when_words(referral)
            if field.name == "occurred_at"
            else field.words(getattr(referral, field.name)),
            "url": reverse(field.step, args=[referral.pk]),
        }
        for field in CROSSING_ANSWERS
    ]


def staying_of(referral: Referral, texts: dict[str, str]) -> list[dict[str, Any]]:
    """What stays in school, as terms and values, each with the place where it is changed."""
    said = {field.name: field.words(getattr(referral, field.name)) for field in STAYING_ANSWERS}
    said |= {kind.value: texts.get(kind, "") for kind in STAYING_TEXTS}
    change = reverse("referral-details", args=[referral.pk])
    fields = [field for field in FIELDS if field.name in said]
    return [{"term": one.label, "value": said[one.name], "url": f"{change}#id_{one.name}"} for one in fields]


def when_words(referral: Referral) -> str:
    """The moment of the event at the school, its zone as people call it."""
    if referral.occurred_at is None:
        return ""
    when = referral.occurred_at.astimezone(referral.school.zone)
    return f"{date_format(when, 'D, M j, Y, g:i A')} ({zone_words(referral.school.zone, when.date())})"


def crossing_of(referral: Referral) -> list[dict[str, Any]]:
    """Everything of a frozen call that would cross, to be read before it is sent; names do not."""
    said = crossing_texts(referral, texts_of(referral))
    return [{"term": one["term"], "value": one["value"]} for one in [*facts_of(referral), *said]]


def crossing_texts(referral: Referral, texts: dict[str, str]) -> list[dict[str, str]]:
    """The texts that cross, each with the page where it is changed."""
    fields = [BY_TEXT[kind] for kind in CROSSING_TEXTS]
    return [
        {"term": str(field.label), "value": texts[field.name], "url": reverse(field.step, args=[referral.pk])}
        for field in fields
        if texts.get(field.name)
    ]


def found_words(texts: dict[str, str], people: list[Participant]) -> list[str]:
    """Words in what crosses that usually come from a student's record."""
    crossing = [texts.get(kind, "") for kind in CROSSING_TEXTS] + [one.description for one in people]
    return record_words_in("\n".join(crossing))


@requires(Permission.REFERRAL_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def referral_submit(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Send it. Sent twice, it is one record, one disclosure and one notice. The address alone leads to the check."""
    referral = reached(request, pk)
    if referral.state != ReferralState.DRAFT:
        return redirect("referral-detail", referral.pk)
    if request.method != "POST":
        return redirect("referral-check", referral.pk)
    receiving, texts, people = receiving_of(referral.school), texts_of(referral), people_of(referral)
    form = send_form(referral, people, receiving, request.POST)
    changed = changed_since(request.POST.get("version", ""), shown_before_sending(referral, texts, people))
    if changed or not form.is_valid():
        return check_page(request, referral, texts, receiving, form, changed=changed)
    chosen = receiving.named(form.cleaned_data["agency"])
    try:
        sent = referrals.submit(
            by=request.user,
            at=timezone.now(),
            referral=referral,
            partnership=chosen,
            identity=identity_of(form),
            seen=referral.changed_at,
        )
    except IncompleteReferral as refused:
        messages.error(request, refused.words)
        return redirect("referral-resume", referral.pk)
    except TimeOutOfRange as refused:
        messages.error(request, refused.words)
        return redirect("referral-details", referral.pk)
    except IdentityNotAllowed as refused:
        return check_page(request, referral, texts, receiving, form, refusal=refused.words)
    except (CoverClosed, ChangedMeanwhile) as refused:
        now, receiving = reached(request, pk), receiving_of(referral.school)
        return check_page(request, now, texts_of(now), receiving, refusal=refused.words)
    messages.success(request, sent_words(sent, chosen))
    return redirect("referral-detail", sent.pk)


def identity_of(form: SendForm) -> IdentityBasis | None:
    """The ground on which names cross, or None."""
    basis = form.cleaned_data.get("identity")
    return IdentityBasis(basis=Basis(basis), ground=form.ground) if basis else None


def sent_words(sent: Referral, chosen: Partnership | None) -> str:
    """What the page after sending says; a number and an agency, nothing of the event."""
    if chosen is None:
        return _("Saved as %(number)s. Nobody at the agency sees it.") % {"number": sent.number}
    words = _(
        "Sent to %(agency)s as %(number)s. This does not summon the officer: radio or phone if you need the officer "
        "now."
    )
    return words % {"agency": chosen.agency, "number": sent.number}


@requires(Permission.REFERRAL_WRITE)
@require_http_methods(["GET", "HEAD", "POST"])
def referral_discard(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Throw a draft away, after asking."""
    referral = reached(request, pk)
    if referral.state != ReferralState.DRAFT:
        return redirect("referral-detail", referral.pk)
    shown = {_("what was written in it"): draft_version(referral), _("the school"): referral.school.name}
    form = ConfirmForm(request.POST if request.method == "POST" else None, shown=shown)
    asked = Consult.objects.open().filter(referral=pk).first()
    if request.method == "POST" and form.is_valid():
        try:
            referrals.discard(by=request.user, at=timezone.now(), referral=referral, seen=referral.changed_at)
        except NotADraft:
            return redirect("referral-detail", referral.pk)
        except ChangedMeanwhile as refusal:
            form.add_error(None, str(refusal.words))
        else:
            messages.success(request, discarded_words(asked))
            return redirect("referral-list")
    context = {"form": form, "referral": referral, "asked": asked}
    return render(request, "incidents/referral_discard.html", context, status=422 if form.errors else 200)


def discarded_words(asked: Consult | None) -> str:
    """What is gone with a draft; a question that was asked of it stays."""
    if asked is None:
        return _("The draft is deleted. Nothing was sent.")
    return _("The draft is deleted. Question %(number)s to the supervisor stays.") % {"number": asked.number}
