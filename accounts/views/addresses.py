"""The address a person signs in with: another one asked for, by them or their administrator, and confirmed."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import devices
from accounts.access import AccessDenied, SignedInRequest, requires, shared_side
from accounts.actions import addresses
from accounts.errors import AddressLinkGone, HeldElsewhere
from accounts.models import User
from accounts.permissions import Permission
from accounts.shown import person_shown
from accounts.sign_in_forms import AddressForm, PersonAddressForm
from accounts.views.fresh import fresh
from common.forms import ConfirmForm
from common.refusals import Refused


@requires()
@fresh()
@require_http_methods(["GET", "HEAD", "POST"])
def my_address(request: SignedInRequest) -> HttpResponse:
    """Ask to sign in with another address."""
    user = request.user
    form = AddressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            addresses.ask(by=user, at=timezone.now(), person=user, email=form.cleaned_data["email"])
        except Refused as refusal:
            form.add_error("email", str(refusal.words))
        else:
            messages.success(request, _("A link is on its way to the new address. Open it while you are signed in."))
            return redirect("my-account")
    return render(request, "accounts/my_address.html", {"form": form}, status=422 if form.errors else 200)


@requires()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def my_address_confirm(request: SignedInRequest, token: str) -> HttpResponse:
    """Take the new address: the page its link opens."""
    user = request.user
    at = timezone.now()
    try:
        change = addresses.find(by=user, at=at, token=token)
        shown = {
            _("your address now"): user.email,
            _("the new address"): change.new_email,
            _("the reason"): change.reason,
        }
        form = ConfirmForm(request.POST if request.method == "POST" else None, shown=shown)
        if request.method == "POST" and form.is_valid():
            addresses.confirm(by=user, at=at, token=token, keep=str(request.session.session_key))
            devices.remember(request, user.email)
            messages.success(request, _("Changed. From now on you sign in with the new address."))
            return redirect("my-account")
    except AddressLinkGone:
        raise Http404 from None
    except Refused as refusal:
        messages.error(request, str(refusal.words))
        return redirect("my-account")
    context = {"form": form, "change": change}
    return render(request, "accounts/my_address_confirm.html", context, status=422 if form.errors else 200)


@requires(Permission.PEOPLE_MANAGE)
@fresh()
@require_http_methods(["GET", "HEAD", "POST"])
def person_address(request: SignedInRequest, pk: str) -> HttpResponse:
    """Ask, with a reason, that a person of one's side signs in with another address."""
    user = request.user
    at = timezone.now()
    person = get_object_or_404(User.objects.visible_to(user).joined(), pk=pk)
    form = PersonAddressForm(request.POST or None, shown=person_shown(person, at))
    try:
        shared_side(by=user, person=person, at=at)
        if person.pk == user.pk:
            return redirect("my-address")
        if request.method == "POST" and form.is_valid():
            addresses.ask(by=user, at=at, person=person, **form.cleaned_data)
            messages.success(request, _("A link is on its way to the new address. They have been told at the old one."))
            return redirect("person-detail", pk=person.pk)
    except AccessDenied:
        raise Http404 from None
    except HeldElsewhere as refusal:
        messages.error(request, str(refusal.words))
        return redirect("person-detail", pk=person.pk)
    except Refused as refusal:
        form.add_error("email", str(refusal.words))
    context = {"form": form, "person": person}
    return render(request, "accounts/person_address.html", context, status=422 if form.errors else 200)
