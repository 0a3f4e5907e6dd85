"""The supervisor's review: determination, crime, clause, reason; never of one's own record."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from common.refusals import SaidOtherwise
from incidents.actions import referrals, reviews
from incidents.errors import AlreadyDecided
from incidents.forms.agency import ReviewForm
from incidents.rules import Act, in_state
from incidents.views.clauses import clauses_of
from incidents.views.conflicts import came_second
from incidents.views.lookups import READERS, frozen
from incidents.views.officer import too_late

TYPED = ("determination", "crime_involved", "reason", "feedback", "notes")


@requires(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def referral_review(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """The record on one side, the determination on the other. Of two at once one wins; the other keeps their text."""
    referral = frozen(request, pk, Act.REVIEW)
    form = ReviewForm(request.POST if request.method == "POST" else None, clauses=clauses_of(referral))
    if form.is_bound and form.is_valid() and "sure" not in request.POST and "again" not in request.POST:
        context = {"form": form, "referral": referral, "facts": chosen(form)}
        return render(request, "incidents/referral_review_check.html", context)
    if form.is_bound and form.is_valid() and "again" not in request.POST:
        given = form.cleaned_data
        decision = reviews.Decision(clause=form.cited, **{name: given[name] for name in TYPED})
        key = given["form_key"]
        try:
            reviews.decide(by=request.user, at=timezone.now(), referral=referral, decision=decision, form_key=key)
        except (AlreadyDecided, SaidOtherwise):
            return came_second(request, referral, form)
        messages.success(request, _("%(number)s is reviewed. The school has been told.") % {"number": referral.number})
        return redirect("referral-detail", pk)
    if not form.is_bound and not in_state(Act.REVIEW, referral.state):
        return too_late(request, referral)
    record = referrals.look(by=request.user, at=timezone.now(), referral=referral.pk)
    context = {"form": form, "referral": referral, "record": record}
    return render(request, "incidents/referral_review.html", context, status=422 if form.errors else 200)


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
