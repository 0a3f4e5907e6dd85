"""The supervisor's review: determination, crime, clause, reason; never of one's own record."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from common.refusals import SaidOtherwise
from common.versions import changed_since, version_of
from incidents.actions import referrals, reviews
from incidents.errors import AlreadyDecided, ChangedMeanwhile
from incidents.forms.agency import ReviewForm
from incidents.models import Referral
from incidents.rules import Act, in_state
from incidents.views.clauses import clauses_of
from incidents.views.conflicts import came_second
from incidents.views.lookups import READERS, frozen
from incidents.views.officer import too_late
from incidents.views.versions import record_shown

TYPED = ("determination", "crime_involved", "reason", "feedback", "notes")


@requires(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def referral_review(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """The record on one side, the determination on the other. Of two at once one wins; the other keeps their text."""
    referral = frozen(request, pk, Act.REVIEW)
    form = ReviewForm(request.POST if request.method == "POST" else None, clauses=clauses_of(referral))
    if not form.is_bound or not form.is_valid() or "again" in request.POST:
        if not form.is_bound and not in_state(Act.REVIEW, referral.state):
            return too_late(request, referral)
        return review_page(request, referral, form)
    record = referrals.read(by=request.user, at=timezone.now(), referral=referral.pk)
    open_to_them = in_state(Act.REVIEW, referral.state) and not record.took_part
    if open_to_them and changed_since(form.cleaned_data["version"], record_shown(record)):
        return review_page(request, referral, form)
    if "sure" not in request.POST:
        context = {"form": form, "referral": referral, "facts": chosen(form)}
        return render(request, "incidents/referral_review_check.html", context)
    given, now = form.cleaned_data, timezone.now()
    decision = reviews.Decision(clause=form.cited, **{name: given[name] for name in TYPED})
    key, seen = given["form_key"], len(record.crossings)
    try:
        reviews.decide(by=request.user, at=now, referral=referral, decision=decision, form_key=key, seen=seen)
    except ChangedMeanwhile:
        return review_page(request, referral, form)
    except (AlreadyDecided, SaidOtherwise):
        return came_second(request, referral, form)
    said = _("%(number)s is reviewed. The school has been told.")
    messages.success(request, said % {"number": referral.agency_number})
    return redirect("referral-detail", pk)


def review_page(request: SignedInRequest, referral: Referral, form: ReviewForm) -> HttpResponse:
    """The form beside the record as it stands now; what has changed since the form was opened is named."""
    record = referrals.look(by=request.user, at=timezone.now(), referral=referral.pk)
    shown = record_shown(record)
    version, changed = version_of(shown), []
    if form.is_bound:
        changed = changed_since(str(form["version"].value() or ""), shown)
        form.data = {**request.POST.dict(), "version": version}
    else:
        form.initial["version"] = version
    context = {"form": form, "referral": referral, "record": record, "changed": changed}
    return render(request, "incidents/referral_review.html", context, status=422 if form.errors or changed else 200)


def chosen(form: ReviewForm) -> list[dict[str, object]]:
    """The determination as it will be sent, to be read once more."""
    given = form.cleaned_data
    facts: list[dict[str, object]] = [
        {"term": form.fields[name].label, "value": form.words_chosen(name)}
        for name in ("determination", "crime_involved")
    ]
    facts.append({"term": form.fields["clause"].label, "value": form.cited or form.without_clause})
    return facts + [
        {"term": form.fields[name].label, "value": given[name], "audience": form.audiences[name]}
        for name in ("reason", "feedback", "notes")
        if given[name]
    ]
