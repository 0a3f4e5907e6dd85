"""Invite, send again, withdraw; name a designee; and the page a link opens."""

from collections.abc import Mapping
from typing import Any

from allauth.account.utils import perform_login
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts import directory
from accounts.access import SignedInRequest, public, requires, stands_beyond
from accounts.actions import invitations, memberships, sign_on
from accounts.errors import InvitationClosed, NotTheInvited
from accounts.forms.people import AccountForm, DesignationForm, InvitationForm, PlaceForm, day_after
from accounts.middleware import origin_of
from accounts.models import Invitation, Membership, Organization, User
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.roles import ADMINISTRATORS, RULES, Role
from accounts.shown import invitation_shown
from accounts.views.fresh import fresh, gives_power, posts
from accounts.views.sign_in import answering, leaving
from common.forms import ConfirmForm
from common.refusals import Refused


def chosen_place(request: HttpRequest, places: Any) -> Organization | None:
    """The organization named in the address, or the only one there is."""
    form = PlaceForm(request.GET, places=places)
    if form.is_valid():
        place: Organization = form.cleaned_data["at"]
        return place
    first_two = list(places[:2])
    return first_two[0] if len(first_two) == 1 else None


@requires(Permission.PEOPLE_MANAGE, Permission.FIRST_ADMINISTRATOR_INVITE)
@fresh(when=gives_power)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_new(request: SignedInRequest) -> HttpResponse:
    """Whom to invite, and as what; where is asked first, for the roles depend on it."""
    user = request.user
    at = timezone.now()
    places = directory.places_to_invite(user)
    place = chosen_place(request, places)
    if place is None:
        return render(request, "accounts/invitation_place.html", {"form": PlaceForm(places=places)})
    roles = invitations.roles_to_give(by=user, organization=place, at=at)
    form = InvitationForm(request.POST or None, roles=roles)
    if request.method == "POST" and form.is_valid():
        try:
            invitation = invite(user, place, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            messages.success(request, sent_words(invitation))
            return redirect(waiting_list(user, invitation))
    first = set(roles) <= set(ADMINISTRATORS)  # the portal's administrator, for a side that is not their own
    context = {"form": form, "place": place, "choice": places.count() > 1, "first": first}
    return render(request, "accounts/invitation_new.html", context, status=422 if form.errors else 200)


def invite(by: User, place: Organization, answers: Mapping[str, Any]) -> Invitation:
    """Invite as the form says."""
    return invitations.invite(
        by=by,
        at=timezone.now(),
        organization=place,
        role=answers["role"],
        email=answers["email"],
        name=answers["name"],
        title=answers["title"],
        ends_on=day_after(answers["last_day"]),
    )


def sent_words(invitation: Invitation) -> str:
    """What happens next, without saying that a mail has arrived."""
    return _("The invitation to %(email)s is on its way. Its link works once, for 14 days.") % {
        "email": invitation.email
    }


def waiting_list(user: User, invitation: Invitation) -> str:
    """Where this person sees the invitation wait for its answer."""
    if invitation.organization_id and reach_of(user).may(Permission.PEOPLE_VIEW):
        return reverse("person-list") + "?standing=invited"
    if invitation.organization_id is None:
        return reverse("organization-list")
    return reverse("organization-detail", args=[invitation.organization_id])


@requires(Permission.PEOPLE_MANAGE, Permission.PEOPLE_DESIGNATE, Permission.FIRST_ADMINISTRATOR_INVITE)
@fresh(when=posts)
@require_http_methods(["POST"])
def invitation_resend(request: SignedInRequest, pk: str) -> HttpResponse:
    """A new link by mail; the old one stops working."""
    user = request.user
    invitation = get_object_or_404(Invitation.objects.visible_to(user).select_related("organization__parent"), pk=pk)
    try:
        invitations.resend(by=user, at=timezone.now(), invitation=invitation)
    except Refused as refusal:
        messages.error(request, str(refusal.words))
    else:
        messages.success(request, _("A new link is on its way. The one sent before no longer works."))
    return redirect(waiting_list(user, invitation))


@requires(Permission.PEOPLE_MANAGE, Permission.PEOPLE_DESIGNATE, Permission.FIRST_ADMINISTRATOR_INVITE)
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_withdraw(request: SignedInRequest, pk: str) -> HttpResponse:
    """Make the link stop working, once confirmed."""
    user = request.user
    invitation = get_object_or_404(Invitation.objects.visible_to(user).select_related("organization__parent"), pk=pk)
    back = waiting_list(user, invitation)
    form = ConfirmForm(request.POST if request.method == "POST" else None, shown=invitation_shown(invitation))
    if request.method == "POST" and form.is_valid():
        try:
            invitations.withdraw(by=user, at=timezone.now(), invitation=invitation)
        except Refused as refusal:
            messages.error(request, str(refusal.words))
        else:
            messages.success(request, _("Withdrawn. The link no longer works."))
        return redirect(back)
    facts = [
        {"term": _("Name"), "value": invitation.name},
        {"term": _("E-mail"), "value": invitation.email},
        {"term": _("Role"), "value": invitation.get_role_display()},
        {"term": _("Where"), "value": invitation.organization or _("The portal itself")},
    ]
    context = {"form": form, "invitation": invitation, "facts": facts, "back": back}
    return render(request, "accounts/invitation_withdraw.html", context, status=422 if form.errors else 200)


@requires(Permission.PEOPLE_DESIGNATE, Permission.PEOPLE_MANAGE)
@fresh(when=posts)
@require_http_methods(["GET", "HEAD", "POST"])
def person_designate(request: SignedInRequest) -> HttpResponse:
    """Name who does the principal's work for a time."""
    user = request.user
    places = directory.schools_to_designate_at(user)
    place = chosen_place(request, places)
    if place is None:
        return render(request, "accounts/invitation_place.html", {"form": PlaceForm(places=places), "designate": True})
    day = place.today(timezone.now())
    held = Membership.objects.at_place(place.pk).not_over_on(day)
    people = (
        User.objects.joined()
        .belonging(held)
        .not_belonging(held.with_role(Role.DESIGNEE, Role.PRINCIPAL))
        .order_by("name_folded")
    )
    form = DesignationForm(request.POST or None, people=people.exclude(pk=user.pk), initial={"first_day": day})
    if request.method == "POST" and form.is_valid():
        try:
            words = designate(user, place, form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            messages.success(request, words)
            return redirect("person-list")
    context = {"form": form, "place": place}
    return render(request, "accounts/person_designate.html", context, status=422 if form.errors else 200)


def designate(by: User, place: Organization, answers: Mapping[str, Any]) -> str:
    """Designate a person of the school at once, or invite anyone else by mail; the sentence that says which."""
    at = timezone.now()
    ends_on: Any = day_after(answers["last_day"])
    here = User.objects.joined().belonging(Membership.objects.at_place(place.pk).not_over_on(place.today(at)))
    person = answers["person"] or here.filter(email__iexact=answers["email"]).first()
    if person is not None:
        memberships.designate(
            by=by, at=at, school=place, person=person, starts_on=answers["first_day"], ends_on=ends_on
        )
        return _("%(name)s is designated, and has been told.") % {"name": person.name}
    invitation = invitations.invite(
        by=by,
        at=at,
        organization=place,
        role=Role.DESIGNEE,
        email=answers["email"],
        name=answers["name"],
        starts_on=answers["first_day"],
        ends_on=ends_on,
    )
    return sent_words(invitation)


@public
@never_cache
@sensitive_post_parameters("password", "password_again")
@require_http_methods(["GET", "HEAD", "POST"])
def invitation_accept(request: HttpRequest, token: str) -> HttpResponseBase:
    """The page a link opens: who invites, to what, and how to come in. Any link that does not work gets one 404."""
    at = timezone.now()
    try:
        invitation = invitations.find(token=token, at=at)
        if request.user.is_authenticated:
            return accept_signed_in(request, request.user, invitation, token)
        if User.objects.joined().filter(email__iexact=invitation.email).exists() and invitation.email:
            return render(request, "accounts/invitation_sign_in.html", {"invitation": invitation})
        if request.method == "POST" and "provider" in request.POST:
            return accept_by_provider(request, invitation)
        return accept_with_password(request, invitation, token)
    except InvitationClosed:
        return render(request, "accounts/invitation_gone.html", status=404)


def accept_signed_in(request: HttpRequest, user: User, invitation: Invitation, token: str) -> HttpResponse:
    """A signed-in person adds the role to their account, when the invitation is for an address of theirs."""
    shown = invitation_shown(invitation)
    form = ConfirmForm(request.POST if request.method == "POST" else None, shown=shown)
    try:
        invitations.require_address(user=user, invitation=invitation)
        if request.method == "POST" and form.is_valid():
            invitations.accept(by=user, at=timezone.now(), token=token)
            messages.success(request, _("Accepted. What the role opens is on your desk now."))
            return redirect("home")
    except NotTheInvited:
        return render(request, "accounts/invitation_other_person.html", {"invitation": invitation}, status=403)
    context = {
        "invitation": invitation,
        "form": form,
        "joined": True,
        "role_rule": RULES[invitation.role],
        "beyond": stands_beyond(user, invitation.side_id, timezone.now()),
    }
    return render(request, "accounts/invitation_accept.html", context, status=422 if form.errors else 200)


def accept_by_provider(request: HttpRequest, invitation: Invitation) -> HttpResponseBase:
    """Remember the link in this session, and go on to the organization's own sign-in."""
    for provider in sign_on.providers_for_invitation(invitation):
        if provider.provider_id == request.POST["provider"]:
            sign_on.begin_with_invitation(request.session, invitation)
            return leaving(answering(openid_connect.login))(request, provider_id=provider.provider_id)
    raise InvitationClosed


def accept_with_password(request: HttpRequest, invitation: Invitation, token: str) -> HttpResponse:
    """A new account: name and password; then straight on to the second factor, where the role asks for one."""
    form = AccountForm(request.POST or None, email=invitation.email, initial={"name": invitation.name})
    if request.method == "POST" and form.is_valid():
        answers = {name: form.cleaned_data.get(name, "") for name in ("name", "password", "email", "phone")}
        try:
            user = invitations.accept_as_new(at=timezone.now(), token=token, origin=origin_of(request), **answers)
        except InvitationClosed:
            raise
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            answer: HttpResponse = perform_login(request, user, redirect_url=reverse("home"))
            return answer
    context: dict[str, Any] = {"invitation": invitation, "form": form, "role_rule": RULES[invitation.role]}
    context["providers"] = sign_on.providers_for_invitation(invitation)
    return render(request, "accounts/invitation_accept.html", context, status=422 if form.errors else 200)
