"""The people of one's own side: the list, one person, roles changed and ended."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts import directory
from accounts.access import AccessDenied, SignedInRequest, lasting_roles, requires, shared_side
from accounts.actions import memberships, sessions
from accounts.actions.invitations import roles_to_give
from accounts.actions.people import export, side_of_account
from accounts.directory import PeopleGroup, PeopleQuery
from accounts.errors import HeldElsewhere
from accounts.forms.lists import PeopleFilter
from accounts.forms.people import EndForm, MembershipForm, day_after
from accounts.logins import login_of, with_login_known
from accounts.models import Membership, User
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.roles import Role
from accounts.shown import facts_of, person_shown, role_shown
from accounts.views.exporting import csv_answer, last_line
from accounts.views.fresh import fresh, gives_power
from accounts.views.listing import neighbours
from accounts.views.searching import filter_given, searched
from common.forms import ConfirmForm
from common.paging import capped_count, page
from common.refusals import Refused
from common.tables import csv_file

BY_NAME = ("name_folded", "id")
BY_AGE = ("-created_at", "-id")


@requires(Permission.PEOPLE_VIEW)
@searched
@require_safe
def person_list(request: SignedInRequest) -> HttpResponse:
    """People of one's own side, or the invitations that wait for an answer."""
    user = request.user
    at = timezone.now()
    form = PeopleFilter(filter_given(request), places=directory.places_of(user))
    wanted = form.wanted()
    cursors: dict[str, Any] = {"after": request.GET.get("after"), "before": request.GET.get("before")}
    context: dict[str, Any] = {"form": form, "wanted": wanted, "manages": manages(user), "designates": designates(user)}
    if wanted.group == PeopleGroup.INVITED:
        found: Any = directory.invitations(user, wanted)
        sheet: Any = page(found, key=BY_AGE, **cursors)
        context["invited"] = directory.invited_rows(user, sheet.items, at)
        counted = capped_count(found)
    else:
        found = directory.people(user, wanted, at)
        sheet = page(with_login_known(found, at), key=BY_NAME, **cursors)
        context["rows"] = directory.rows(user, wanted, sheet.items, at)
        context |= directory.unsettled(user, at)
        counted = directory.count(user, wanted, at)
        context["imports"] = reach_of(user).may(Permission.ROSTER_IMPORT)
    context |= neighbours(request, sheet)
    context["words"] = list_words(wanted, counted)
    return render(request, "accounts/person_list.html", context)


def list_words(wanted: PeopleQuery, count: str) -> str:
    """How many, and what the list is filtered by."""
    number = int(count) if count.isdigit() else 1000
    if wanted.group == PeopleGroup.INVITED:
        parts = [ngettext("%(count)s invitation", "%(count)s invitations", number) % {"count": count}]
    else:
        parts = [ngettext("%(count)s person", "%(count)s people", number) % {"count": count}]
    return " · ".join([*parts, *filter_words(wanted)])


def filter_words(wanted: PeopleQuery) -> list[str]:
    """Each filter in words, as the list and the last line of its file say them."""
    parts = [str(PeopleGroup(wanted.group).label).lower()]
    if wanted.place:
        parts.append(_("at %(place)s") % {"place": wanted.place.name})
    if wanted.role:
        parts.append(str(Role(wanted.role).label))
    if wanted.name:
        parts.append(_("named “%(name)s”") % {"name": wanted.name})
    return parts


def manages(user: Any) -> bool:
    """Whether the person invites and ends people, rather than only sees them."""
    return reach_of(user).may(Permission.PEOPLE_MANAGE)


def designates(user: Any) -> bool:
    """Whether the person names designees."""
    return reach_of(user).may(Permission.PEOPLE_DESIGNATE)


@requires(Permission.PEOPLE_MANAGE)
@fresh()
@require_safe
def person_export(request: SignedInRequest) -> FileResponse:
    """The list as it is filtered, as CSV, a row for each role."""
    user = request.user
    at = timezone.now()
    wanted = PeopleFilter(filter_given(request), places=directory.places_of(user)).wanted()
    if wanted.group == PeopleGroup.INVITED:
        raise Http404  # the list of invitations has no file; one of other people would be called by its name
    people = list(with_login_known(directory.people(user, wanted, at), at).order_by(*BY_NAME))
    table = [
        (
            row.person.name,
            row.person.email,
            row.person.phone,
            held.organization,
            held.get_role_display(),
            held.title,
            held.starts_on,
            held.ends_on,
            _("yes") if row.person.has_factor else _("no"),  # type: ignore[attr-defined]
            row.login.label,
        )
        for row in directory.rows(user, wanted, people, at)
        for held in row.memberships
    ]
    header = [_("Name"), _("E-mail"), _("Phone"), _("Organization"), _("Role"), _("Title")]
    header += [_("First day"), _("First day without it"), _("Second factor"), _("Login")]
    said = last_line(user, at, timezone.get_current_timezone(), filter_words(wanted), len(table))
    file = csv_file(header, [*table, [said]])
    export(by=user, at=at, count=len(table), standing=wanted.group)
    return csv_answer(file, f"people-{at:%Y-%m-%d}")


@requires(Permission.PEOPLE_VIEW)
@require_safe
def person_detail(request: SignedInRequest, pk: str) -> HttpResponse:
    """One person: roles with their days, second factor, what was changed and by whom."""
    user = request.user
    at = timezone.now()
    person = get_object_or_404(with_login_known(User.objects.visible_to(user), at), pk=pk)
    held = Membership.objects.visible_to(user).filter(user=person).select_related("organization__parent")
    roles = directory.roles(user, held.order_by("-starts_on", "pk"), at)
    context = {
        "person": person,
        "roles": roles,
        "here": any(role.when != "ended" for role in roles),
        "factor_needed": any(role.when == "current" and role.membership.rule.second_factor for role in roles),
        "history": directory.history(person, [role.membership for role in roles]),
        "current": any(role.when == "current" for role in roles),
        "manages": manages(user),
        "closable": manages(user) and closable(user, person, at),
        "is_self": person.pk == user.pk,
        "elsewhere": manages(user) and is_elsewhere(user, person, at),
        "login": login_of(person),
    }
    return render(request, "accounts/person_detail.html", context)


def is_elsewhere(user: User, person: User, at: datetime) -> bool:
    """Whether this person manages some of the roles the other holds, and another side the rest."""
    managed = reach_of(user, at).of(Permission.PEOPLE_MANAGE)
    mine = {bool(held.organization and managed.includes(held.organization)) for held in lasting_roles(person, at)}
    return mine == {True, False}


def closable(user: User, person: User, at: datetime) -> bool:
    """Whether this person may close the account, or open it again."""
    try:
        side_of_account(by=user, at=at, person=person)
    except (AccessDenied, Refused):
        return False
    return True


@requires(Permission.PEOPLE_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def person_sign_out(request: SignedInRequest, pk: str) -> HttpResponse:
    """Sign a person out everywhere, once confirmed: a phone was lost, or they should not be in now."""
    user = request.user
    try:
        person = managed_person(user, pk)
    except HeldElsewhere as refusal:
        messages.error(request, str(refusal.words))
        return redirect("person-detail", pk=pk)
    if person.pk == user.pk:
        return redirect("session-list")
    shown = person_shown(person, timezone.now())
    form = ConfirmForm(request.POST if request.method == "POST" else None, shown=shown)
    if request.method == "POST" and form.is_valid():
        ended = sessions.end_for(by=user, at=timezone.now(), person=person)
        words = ngettext("%(count)s session has ended.", "%(count)s sessions have ended.", ended)
        messages.success(request, words % {"count": ended})
        return redirect("person-detail", pk=person.pk)
    context = {"form": form, "person": person, "facts": facts_of(shown)}
    return render(request, "accounts/person_sign_out.html", context, status=422 if form.errors else 200)


def managed_person(user: User, pk: str) -> User:
    """A person with a role now where this one manages people, or 404. Raises HeldElsewhere."""
    person: User = get_object_or_404(User.objects.visible_to(user), pk=pk)
    try:
        shared_side(by=user, person=person, at=timezone.now())
    except AccessDenied:
        raise Http404 from None
    return person


def managed_membership(user: User, pk: str) -> Membership:
    """A membership of one's own side, or 404."""
    seen = Membership.objects.visible_to(user).filter(organization__isnull=False)
    return get_object_or_404(seen.select_related("organization__parent", "user"), pk=pk)


@requires(Permission.PEOPLE_MANAGE)
@fresh(when=gives_power)
@require_http_methods(["GET", "HEAD", "POST"])
def membership_change(request: SignedInRequest, pk: str) -> HttpResponse:
    """Another role at the same organization, or another title."""
    user = request.user
    at = timezone.now()
    held = managed_membership(user, pk)
    given = roles_to_give(by=user, organization=held.organization, at=at)
    # A designation has a first and a last day, which this form does not ask: it has a page of its own.
    roles = [role for role in given if role == held.role or role != Role.DESIGNEE]
    designates = len(roles) < len(given) and held.role != Role.PRINCIPAL
    initial = {"role": held.role, "title": held.title}
    form = MembershipForm(request.POST or None, roles=roles, initial=initial, shown=role_shown(held))
    if request.method == "POST" and form.is_valid():
        try:
            memberships.change(by=user, at=at, membership=held, seen=form.seen, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            messages.success(request, _("Changed. It applies from their next click."))
            return redirect("person-detail", pk=held.user_id)
    context = {"form": form, "membership": held, "person": held.user, "designates": designates}
    return render(request, "accounts/membership_change.html", context, status=422 if form.errors else 200)


@requires(Permission.PEOPLE_MANAGE, Permission.PEOPLE_DESIGNATE)
@require_http_methods(["GET", "HEAD", "POST"])
def membership_end(request: SignedInRequest, pk: str) -> HttpResponse:
    """End a role now, or say until when it is held."""
    user = request.user
    held = managed_membership(user, pk)
    last = {"last_day": held.last_day}
    form = EndForm(request.POST or None, membership=held, initial=last, shown=role_shown(held))
    if request.method == "POST" and form.is_valid():
        try:
            words = carry_out(user, held, seen=form.seen, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            messages.success(request, words)
            return redirect("person-detail", pk=held.user_id)
    context = {"form": form, "membership": held, "person": held.user}
    return render(request, "accounts/membership_end.html", context, status=422 if form.errors else 200)


def carry_out(user: User, held: Membership, *, seen: str, when: str, last_day: Any) -> str:
    """End or date the membership as the form says, and the sentence that says what happened."""
    given: dict[str, Any] = {"by": user, "at": timezone.now(), "membership": held, "seen": seen}
    if when == EndForm.NOW:
        memberships.end(**given)
        return _("Ended. From their next click they can open nothing with this role.")
    memberships.set_end(**given, ends_on=day_after(last_day if when == EndForm.LATER else None))
    return _("Saved. The person has been told.")
