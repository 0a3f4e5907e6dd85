"""The agency's acts on a referral: accept, decline with a clause, ask back, record the outcome."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from common.refusals import SaidOtherwise
from incidents.actions import outcomes, questions, responses
from incidents.errors import AlreadyAnswered, AlreadyDecided, NotAccepted, QuestionOpen
from incidents.forms.agency import AcceptForm, AskForm, DeclineForm, OutcomeForm
from incidents.models import Referral
from incidents.rules import Act, in_state
from incidents.views.clauses import clauses_of, reported_of
from incidents.views.conflicts import came_second
from incidents.views.lookups import READERS, frozen


@requires(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def referral_accept(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """The officer takes the matter on, and says whether the elements of an offense are present."""
    referral = frozen(request, pk, Act.ANSWER)
    form = AcceptForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            responses.accept(
                by=request.user,
                at=timezone.now(),
                referral=referral,
                elements=responses.Elements(given["elements_present"], given["nibrs_code"]),
                note=given["note"],
                form_key=given["form_key"],
            )
        except (AlreadyAnswered, AlreadyDecided, SaidOtherwise):
            return came_second(request, referral, form)
        messages.success(request, _("%(number)s is accepted.") % {"number": referral.agency_number})
        return redirect("referral-detail", pk)
    if not form.is_bound and not in_state(Act.ANSWER, referral.state):
        return too_late(request, referral)
    context = {"form": form, "referral": referral}
    return render(request, "incidents/referral_accept.html", context, status=422 if form.errors else 200)


@requires(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def referral_decline(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """The officer says that it is not a police matter, by a clause of the MOU."""
    referral = frozen(request, pk, Act.ANSWER)
    form = DeclineForm(request.POST if request.method == "POST" else None, clauses=clauses_of(referral))
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            responses.decline(
                by=request.user,
                at=timezone.now(),
                referral=referral,
                clause=form.cited,
                reason=given["reason"],
                form_key=given["form_key"],
            )
        except (AlreadyAnswered, AlreadyDecided, SaidOtherwise):
            return came_second(request, referral, form)
        said = _("%(number)s is declined. The school reads why.")
        messages.success(request, said % {"number": referral.agency_number})
        return redirect("referral-detail", pk)
    if not form.is_bound and not in_state(Act.ANSWER, referral.state):
        return too_late(request, referral)
    context = {"form": form, "referral": referral}
    return render(request, "incidents/referral_decline.html", context, status=422 if form.errors else 200)


def too_late(request: SignedInRequest, referral: Referral) -> HttpResponse:
    """The page was opened from an old list: the record says what has happened."""
    messages.info(
        request,
        _("%(number)s was answered or changed in the meantime. This is how it stands now.")
        % {"number": referral.agency_number},
    )
    return redirect("referral-detail", referral.pk)


@requires(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def referral_ask(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Ask the writer before deciding. The turn goes to the school."""
    referral = frozen(request, pk, Act.ASK)
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            questions.ask(by=request.user, at=timezone.now(), referral=referral, **form.cleaned_data)
        except (QuestionOpen, AlreadyDecided, SaidOtherwise):
            return came_second(request, referral, form)
        messages.success(
            request, _("Your question on %(number)s has been sent to the school.") % {"number": referral.agency_number}
        )
        return redirect("referral-detail", pk)
    if not form.is_bound and not in_state(Act.ASK, referral.state):
        return too_late(request, referral)
    context = {"form": form, "referral": referral}
    return render(request, "incidents/referral_ask.html", context, status=422 if form.errors else 200)


@requires(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def referral_outcome(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """What came of the contact. A later row corrects an earlier one."""
    referral = frozen(request, pk, Act.OUTCOME)
    form = OutcomeForm(request.POST if request.method == "POST" else None, reported=reported_of(referral))
    if form.is_bound and form.is_valid():
        try:
            outcomes.record_outcome(by=request.user, at=timezone.now(), referral=referral, **form.cleaned_data)
        except (NotAccepted, SaidOtherwise):
            return came_second(request, referral, form)
        messages.success(request, _("The outcome of %(number)s is recorded.") % {"number": referral.agency_number})
        return redirect("referral-detail", pk)
    if not form.is_bound and in_state(Act.ANSWER, referral.state):
        messages.info(request, _("Answer the call first: accept it, or decline it with a clause."))
        return redirect("referral-detail", pk)
    if not form.is_bound and not in_state(Act.OUTCOME, referral.state):
        return too_late(request, referral)
    context = {"form": form, "referral": referral}
    return render(request, "incidents/referral_outcome.html", context, status=422 if form.errors else 200)
