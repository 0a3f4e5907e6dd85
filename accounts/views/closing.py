"""A person's account closed and opened again, once confirmed."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import AccessDenied, SignedInRequest, requires
from accounts.actions import people
from accounts.models import User
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.shown import facts_of, person_shown
from accounts.views.fresh import fresh, posts
from common.forms import ConfirmForm
from common.refusals import Refused

MANAGING = (Permission.PEOPLE_MANAGE, Permission.PORTAL_ADMINISTRATOR_MANAGE)


@requires(*MANAGING)
@require_http_methods(["GET", "HEAD", "POST"])
def person_close(request: SignedInRequest, pk: str) -> HttpResponse:
    """Close an account: they have left, or should not be in."""
    words = _("Closed. They are signed out everywhere and have been told.")
    return _carry_out(request, pk, act=people.close, done=words, template="accounts/person_close.html")


@requires(*MANAGING)
@fresh(when=posts)
@require_http_methods(["GET", "HEAD", "POST"])
def person_reopen(request: SignedInRequest, pk: str) -> HttpResponse:
    """Open a closed account again."""
    words = _("Open again. They have been told.")
    return _carry_out(request, pk, act=people.reopen, done=words, template="accounts/person_reopen.html")


def _carry_out(request: SignedInRequest, pk: str, *, act: Callable[..., Any], done: str, template: str) -> HttpResponse:
    """Ask, then act; who may not finds no page, and what cannot be done is said in words."""
    user = request.user
    at = timezone.now()
    person = get_object_or_404(User, pk=pk)
    back = _back(user, person)
    shown = person_shown(person, at)
    form = ConfirmForm(request.POST if request.method == "POST" else None, shown=shown)
    try:
        people.side_of_account(by=user, at=at, person=person)
        if request.method == "POST" and form.is_valid():
            act(by=user, at=at, person=person)
            messages.success(request, done)
            return redirect(back)
    except AccessDenied:
        raise Http404 from None
    except Refused as refusal:
        messages.error(request, str(refusal.words))
        return redirect(back)
    context = {"form": form, "person": person, "back": back, "facts": facts_of(shown)}
    return render(request, template, context, status=422 if form.errors else 200)


def _back(user: User, person: User) -> str:
    """Where the person is listed for who looks: their page, or the list of portal administrators."""
    if reach_of(user).may(Permission.PEOPLE_VIEW):
        return reverse("person-detail", args=[person.pk])
    return reverse("organization-list")
