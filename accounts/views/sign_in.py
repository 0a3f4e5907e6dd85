"""What the portal adds around allauth's own views; each of these takes a view and gives one back."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from requests import RequestException

from accounts.actions import refusals, sessions
from accounts.adapters import HOW, MFAAdapter, stranger, turned_away
from accounts.middleware import WAS_AT, origin_of

logger = logging.getLogger(__name__)

View = Callable[..., HttpResponseBase]

CLEAR = '"cache", "storage"'


def closed(_request: HttpRequest) -> HttpResponseBase:
    """An address of allauth that the portal does not serve."""
    raise Http404


def signing_out(view: View) -> View:
    """Signing out also empties the browser's cache and storage, for the next person at a shared computer."""

    @wraps(view)
    def signed_out(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if request.method == "POST":
            response["Clear-Site-Data"] = CLEAR
        return response

    return signed_out


def noting(view: View) -> View:
    """A second factor that was wrong is recorded, as a wrong password is."""

    @wraps(view)
    def noted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        stage = getattr(request, "_login_stage", None)
        if request.method == "POST" and response.status_code == 200 and stage is not None:
            refusals.sign_in(by=stranger(request), at=timezone.now(), why="second_factor", user=stage.login.user)
        return response

    return noted


def renewing(view: View) -> View:
    """Who proved again that it is them goes on under a new session key; a factor given counts as given."""

    @wraps(view)
    def renewed(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person, key = request.user, request.session.session_key
        before = len(get_authentication_records(request, person))
        response = view(request, *args, **kwargs)
        records = get_authentication_records(request, person)
        if request.user.is_authenticated and request.session.session_key == key and len(records) > before:
            last = records[before]
            if last.get("method") == "mfa":
                sessions.mark_second_factor(request.session, how=HOW.get(last.get("type"), "other"), at=timezone.now())
            request.session.cycle_key()
            sessions.moved(old=str(key), new=str(request.session.session_key))
        return response

    return renewed


def watching(view: View) -> View:
    """A factor added or removed is recorded and told in the transaction that changes it, and ends other sessions."""

    @wraps(view)
    def watched(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        person: Any = request.user
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            before = factors(person)
            response = view(request, *args, **kwargs)
            after = factors(person)
            if before != after:
                person.origin = origin_of(request)
                sessions.factors_changed(
                    by=person,
                    session=request.session,
                    at=timezone.now(),
                    added=sorted(kind for pk, kind in after.items() if pk not in before),
                    removed=sorted(kind for pk, kind in before.items() if pk not in after),
                )
        return response

    return watched


def going_on(view: View) -> View:
    """Who enrolled what was asked of them goes on to where they were."""

    @wraps(view)
    def gone_on(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if response.status_code == 302 and response.get("Location") == reverse("mfa_index"):
            return redirect(request.session.pop(WAS_AT, reverse("mfa_index")))
        return response

    return gone_on


def keeping_one(view: View) -> View:
    """The last passkey of a person whose role asks for a second factor stays, until another factor is there.

    allauth asks the adapter before an app is removed, and does not before a passkey is.
    """

    @wraps(view)
    def kept(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        factor = Authenticator.objects.filter(user_id=request.user.pk, pk=kwargs["pk"]).first()
        if factor is not None and not MFAAdapter().can_delete_authenticator(factor):
            words = _("Your role asks for this, and you have no other. Add another first.")
            messages.error(request, words)
            return redirect("mfa_index")
        return view(request, *args, **kwargs)

    return kept


def factors(person: Any) -> dict[int, str]:
    """The person's factors: id and type."""
    return dict(Authenticator.objects.filter(user_id=person.pk).values_list("pk", "type"))


def leaving(view: View) -> View:
    """To a provider by a page of our own.

    The policy's form-action names our own pages alone, and browsers apply it to where a form is redirected too.
    """

    @wraps(view)
    def left(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method == "POST" and request.GET.get("process") == "connect":
            # Asked before leaving: what the provider answers can be used once, and not kept for later.
            raise_if_reauthentication_required(request, app="allauth.socialaccount")
        response = view(request, *args, **kwargs)
        target = response.get("Location", "")
        if response.status_code == 302 and urlsplit(target).netloc not in ("", request.get_host()):
            return render(request, "accounts/sign_on_leave.html", {"target": target, "host": urlsplit(target).netloc})
        return response

    return left


def answering(view: View) -> View:
    """A provider that is away, or answers what none answers (no subject, no text), is a page in words, not a fault."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except ImmediateHttpResponse as refusal:
            answer: HttpResponseBase = refusal.response
            return answer
        except (RequestException, KeyError, ValueError, AttributeError, ImproperlyConfigured) as error:
            # The last is allauth's word for a subject longer than its column.
            logger.warning(
                "a provider's answer could not be read: %s", type(error).__name__, extra={"request": request}
            )
            page: HttpResponseBase = turned_away(request, "sign_on_failed").response
            return page

    return answered
