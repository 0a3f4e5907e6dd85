"""What the school does after sending: answer a question, withdraw, disclose later; and, for both, a later fact."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from common.refusals import SaidOtherwise
from incidents.actions import addenda, questions, referrals
from incidents.errors import AddendumUnreachable, AlreadyAnswered, AlreadyDecided, CoverClosed, ReplyUnreachable
from incidents.forms.details import AgencyForm
from incidents.forms.school import AddendumForm, ReplyForm, WithdrawForm
from incidents.models import Question, Referral
from incidents.rules import Act, in_state
from incidents.states import ReferralState
from incidents.views.conflicts import came_second
from incidents.views.lookups import READERS, frozen
from incidents.views.officer import too_late
from incidents.views.sending import crossing_of, receiving_of


@requires(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def referral_reply(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Answer the question asked back."""
    referral = frozen(request, pk, Act.REPLY)
    question = Question.objects.filter(referral=referral).last()  # the one that waits, where one does
    form = ReplyForm(request.POST if request.method == "POST" else None)
    refusal: str | Promise = ""
    if question is not None and form.is_bound and form.is_valid():
        try:
            questions.reply(by=request.user, at=timezone.now(), question=question, **form.cleaned_data)
        except (AlreadyAnswered, AlreadyDecided, SaidOtherwise):
            return came_second(request, referral, form)
        except ReplyUnreachable as refused:
            refusal = refused.words
        else:
            messages.success(request, _("Your answer on %(number)s is with the agency.") % {"number": referral.number})
            return redirect("referral-detail", pk)
    if question is None or question.replied_at is not None:
        nobody_asked = form.is_bound and form.is_valid()
        return came_second(request, referral, form) if nobody_asked else too_late(request, referral)
    context = {"form": form, "referral": referral, "question": question, "refusal": refusal}
    return render(request, "incidents/referral_reply.html", context, status=422 if form.errors or refusal else 200)


@requires(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def referral_withdraw(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Take the call back: the matter stays in school. The record remains."""
    referral = frozen(request, pk, Act.WITHDRAW)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            referrals.withdraw(
                by=request.user, at=timezone.now(), referral=referral, reason=form.cleaned_data["reason"]
            )
        except AlreadyDecided:
            now = Referral.objects.get(pk=referral.pk).state
            return (
                redirect("referral-detail", pk)
                if now == ReferralState.WITHDRAWN
                else came_second(request, referral, form)
            )
        messages.success(request, _("%(number)s is withdrawn.") % {"number": referral.number})
        return redirect("referral-detail", pk)
    if not form.is_bound and not in_state(Act.WITHDRAW, referral.state):
        return too_late(request, referral)
    context = {"form": form, "referral": referral}
    return render(request, "incidents/referral_withdraw.html", context, status=422 if form.errors else 200)


@requires(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def referral_addendum(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Add a later fact to a frozen record, for one's own side or for both."""
    referral = frozen(request, pk, Act.ADDENDUM)
    form = AddendumForm(request.POST if request.method == "POST" else None)
    refusal: str | Promise = ""
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            addenda.add(
                by=request.user,
                at=timezone.now(),
                referral=referral,
                text=given["text"],
                crosses=form.does_cross,
                form_key=given["form_key"],
            )
        except SaidOtherwise:
            return came_second(request, referral, form)
        except AddendumUnreachable as refused:
            refusal = refused.words
        else:
            messages.success(request, _("Added to %(number)s.") % {"number": referral.number})
            return redirect("referral-detail", pk)
    context = {"form": form, "referral": referral, "refusal": refusal}
    return render(request, "incidents/referral_addendum.html", context, status=422 if form.errors or refusal else 200)


@requires(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def referral_disclose(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Send a saved call to the agency now that one receives it."""
    referral = frozen(request, pk, Act.DISCLOSE)
    if Referral.objects.disclosed().filter(pk=referral.pk).exists():
        return redirect("referral-detail", pk)
    if not in_state(Act.DISCLOSE, referral.state):
        raise Http404
    receiving = receiving_of(referral.school)
    if not receiving.receiving:
        return too_late(request, referral)
    form = AgencyForm(request.POST if request.method == "POST" else None, agencies=receiving.choices)
    if form.is_bound and form.is_valid():
        chosen = receiving.named(form.cleaned_data["agency"])
        try:
            referrals.disclose(by=request.user, at=timezone.now(), referral=referral, partnership=chosen)
        except CoverClosed:
            return too_late(request, referral)
        except AlreadyDecided as error:
            raise Http404 from error
        messages.success(request, _("%(number)s is with the agency now.") % {"number": referral.number})
        return redirect("referral-detail", pk)
    context = {"referral": referral, "agency": receiving.agency, "form": form, "crossing": crossing_of(referral)}
    return render(request, "incidents/referral_disclose.html", context, status=422 if form.errors else 200)
