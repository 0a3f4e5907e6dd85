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
from accounts.views.fresh import fresh, posts
from common.refusals import SaidOtherwise
from incidents.actions import addenda, questions, referrals
from incidents.errors import AddendumUnreachable, AlreadyAnswered, AlreadyDecided, CoverClosed, ReplyUnreachable
from incidents.forms.details import DiscloseForm
from incidents.forms.school import AddendumForm, ReplyForm, WithdrawForm
from incidents.models import Question, Referral
from incidents.rules import Act, in_state
from incidents.states import ReferralState
from incidents.views.conflicts import came_second
from incidents.views.lookups import READERS, frozen, number_for
from incidents.views.officer import too_late
from incidents.views.sending import crossing_of, people_of, receiving_of
from incidents.views.versions import people_shown


@requires(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def referral_reply(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Answer the question asked back."""
    referral = frozen(request, pk, Act.REPLY)
    question = Question.objects.filter(referral=referral).last()  # the one that waits, where one does
    asked = question.pk if question else None
    form = ReplyForm(request.POST if request.method == "POST" else None, initial={"question": asked})
    refusal: str | Promise = ""
    if question is not None and form.is_bound and form.is_valid():
        given = dict(form.cleaned_data)
        # The one these words were written to; a colleague may have answered it, and another been asked since.
        meant = Question.objects.filter(referral=referral, pk=given.pop("question")).first()
        if meant is None:
            return came_second(request, referral, form)
        try:
            questions.reply(by=request.user, at=timezone.now(), question=meant, **given)
        except (AlreadyAnswered, AlreadyDecided, SaidOtherwise):
            return came_second(request, referral, form)
        except ReplyUnreachable as refused:
            refusal = refused.words
        else:
            messages.success(
                request, _("Your answer on %(number)s has been sent to the agency.") % {"number": referral.number}
            )
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
    number = number_for(request, referral)
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
            messages.success(request, _("Added to %(number)s.") % {"number": number})
            return redirect("referral-detail", pk)
    context = {"form": form, "referral": referral, "number": number, "refusal": refusal}
    return render(request, "incidents/referral_addendum.html", context, status=422 if form.errors or refusal else 200)


@requires(*READERS)
@fresh(when=posts)
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
    crossing = crossing_of(referral)
    shown = {str(one["term"]): one["value"] for one in crossing} | people_shown(people_of(referral))
    shown[_("which agency receives it")] = receiving.choices
    form = DiscloseForm(request.POST if request.method == "POST" else None, agencies=receiving.choices, shown=shown)
    if form.is_bound and form.is_valid():
        chosen = receiving.named(form.cleaned_data["agency"])
        try:
            referrals.disclose(by=request.user, at=timezone.now(), referral=referral, partnership=chosen)
        except CoverClosed:
            return too_late(request, referral)
        except AlreadyDecided as error:
            raise Http404 from error
        messages.success(request, _("%(number)s has been sent to the agency.") % {"number": referral.number})
        return redirect("referral-detail", pk)
    context = {"referral": referral, "agency": receiving.agency, "form": form, "crossing": crossing}
    return render(request, "incidents/referral_disclose.html", context, status=422 if form.errors else 200)
