"""The people of one's own side: which of them a list shows, and what is said about each."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Q, TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.actions.invitations import is_founded, roles_to_give
from accounts.events import NoticeKind
from accounts.logins import Login, has_factor, login_of, not_invited
from accounts.models import Invitation, Membership, Organization, User
from accounts.notice_words import status_words
from accounts.permissions import Permission
from accounts.querysets import InvitationQuerySet, MembershipQuerySet, OrganizationQuerySet, UserQuerySet
from accounts.reach import reach_of
from accounts.roles import Kind
from common.chunks import in_chunks
from common.folding import having_words
from common.paging import capped_count, count_each
from ledger.models import Event, Notice


class PeopleGroup(TextChoices):
    """Which people of the side a list shows."""

    CURRENT = "current", _("Here now")
    WITHOUT_FACTOR = "without_factor", _("Here now, without a second factor")
    NOT_INVITED = "not_invited", _("Here now, not invited yet")
    INVITED = "invited", _("Invited, not yet accepted")
    ENDED = "ended", _("Role has ended")


@dataclass(frozen=True)
class PeopleQuery:
    """What a list is filtered by."""

    group: str = PeopleGroup.CURRENT
    place: Organization | None = None
    role: str = ""
    name: str = ""


@dataclass
class Row:
    """One person in the list."""

    person: User
    memberships: list[Membership] = field(default_factory=list)
    factor_missing: bool = False

    @property
    def login(self) -> Login:
        """Whether they can sign in."""
        return login_of(self.person)

    def add(self, membership: Membership) -> None:
        """One more role of theirs, and whether it misses a second factor."""
        self.memberships.append(membership)
        has_factor = getattr(self.person, "has_factor", False)
        self.factor_missing |= membership.rule.second_factor and not has_factor and not self.person.waits


def places_of(by: User) -> OrganizationQuerySet[Organization]:
    """The organizations whose people this person may see, districts and agencies before schools."""
    return Organization.objects.filter(reach_of(by).of(Permission.PEOPLE_VIEW).match_itself()).order_by(
        "kind", "name_folded"
    )


def places_to_invite(by: User) -> OrganizationQuerySet[Organization]:
    """The organizations to which this person may invite somebody."""
    reach = reach_of(by)
    found = Organization.objects.filter(reach.of(Permission.PEOPLE_MANAGE).match_itself())
    if reach.may(Permission.FIRST_ADMINISTRATOR_INVITE):
        found = found | Organization.objects.exclude(kind=Kind.SCHOOL)
    return found.order_by("kind", "name_folded")


def schools_to_designate_at(by: User) -> OrganizationQuerySet[Organization]:
    """The schools where this person may name a designee."""
    reach = reach_of(by)
    own = reach.of(Permission.PEOPLE_DESIGNATE).match_itself() | reach.of(Permission.PEOPLE_MANAGE).match_itself()
    return Organization.objects.schools().filter(own).order_by("name_folded")


def day_of(by: User, at: datetime) -> date:
    """The day it is on this person's own side."""
    for held in by.active_memberships():
        if held.organization and Permission.PEOPLE_VIEW in held.rule.rights:
            return held.organization.today(at)
    return at.date()


def memberships_seen(by: User, wanted: PeopleQuery) -> MembershipQuerySet[Membership]:
    """The memberships this person may see, of the wanted place and role."""
    found = Membership.objects.held_at(reach_of(by).of(Permission.PEOPLE_VIEW))
    if wanted.place is not None:
        found = found.at_place(wanted.place.pk)
    return found.with_role(wanted.role) if wanted.role else found


def people(by: User, wanted: PeopleQuery, at: datetime) -> UserQuerySet[User]:
    """The people a list shows."""
    seen, day = memberships_seen(by, wanted), day_of(by, at)
    here = seen.not_over_on(day)
    found: UserQuerySet[User] = User.objects.named_like(wanted.name)
    match wanted.group:
        case PeopleGroup.ENDED:
            return found.belonging(seen.over_on(day)).not_belonging(here)
        case PeopleGroup.WITHOUT_FACTOR:
            return found.joined().belonging(here.on_day(day).needing_a_factor()).filter(~has_factor())
        case PeopleGroup.NOT_INVITED:
            return not_invited(found.belonging(here), at)
        case _other:
            return found.belonging(here)


def count(by: User, wanted: PeopleQuery, at: datetime) -> str:
    """How many a list shows, as `capped_count` says it; without a name, counted by their memberships alone."""
    if wanted.group == PeopleGroup.CURRENT and not wanted.name:
        here = memberships_seen(by, wanted).not_over_on(day_of(by, at))
        return capped_count(here.order_by().values("user").distinct())
    return capped_count(people(by, wanted, at))


def unsettled(by: User, at: datetime) -> dict[str, int]:
    """How many of the side's people are `not_invited`, lack (`missing`) a second factor, or have an invitation that is
    `waiting` for an answer. One query."""
    day = day_of(by, at)
    here = memberships_seen(by, PeopleQuery()).not_over_on(day)
    asked = User.objects.joined().belonging(here.on_day(day).needing_a_factor())
    return count_each(
        not_invited=not_invited(User.objects.belonging(here), at),
        missing=asked.filter(~has_factor()),
        waiting=invitations(by, PeopleQuery()).select_related(None),
    )


def invitations(by: User, wanted: PeopleQuery) -> InvitationQuerySet[Invitation]:
    """Invitations that were neither accepted nor withdrawn, expired ones included: they can be sent again."""
    found = Invitation.objects.visible_to(by).unanswered().filter(organization__isnull=False)
    found = found.select_related("organization__parent", "invited_by")
    if wanted.place is not None:
        found = found.filter(organization=wanted.place)
    if wanted.role:
        found = found.filter(role=wanted.role)
    return found.filter(having_words(wanted.name))


def rows(by: User, wanted: PeopleQuery, persons: Iterable[User], at: datetime) -> list[Row]:
    """Each person with the roles this reader may see, those over only where ended ones are asked for.

    One query for each 500 people.
    """
    found = {person.pk: Row(person) for person in persons}
    seen = memberships_seen(by, PeopleQuery(place=wanted.place))
    if wanted.group != PeopleGroup.ENDED:
        seen = seen.not_over_on(day_of(by, at))
    for some in in_chunks(found):
        for membership in seen.filter(user__in=some).select_related("organization").order_by("starts_on", "pk"):
            found[membership.user_id].add(membership)
    return list(found.values())


@dataclass(frozen=True)
class InvitedRow:
    """One invitation that waits for an answer."""

    invitation: Invitation
    expired: bool
    unfounded: bool  # who sent it may not invite there any more
    mail: Notice | None
    manageable: bool

    @property
    def mail_words(self) -> str:
        """Where the mail with the link stands; nothing for an invitation that goes by no mail."""
        return status_words(self.mail) if self.mail else ""


def invited_rows(by: User, found: Iterable[Invitation], at: datetime) -> list[InvitedRow]:
    """Each invitation, and where its latest mail stands. One query, and two for each person who invited."""
    waiting = list(found)
    about = [str(invitation.pk) for invitation in waiting]
    mails = Notice.objects.filter(about_type="accounts.invitation", about_id__in=about, kind=NoticeKind.INVITATION)
    latest = {mail.about_id: mail for mail in mails.select_related("delivery").order_by("at", "pk")}
    founded = {founding(one): one for one in waiting}
    gone = {key for key, one in founded.items() if not is_founded(one, at)}
    return [
        InvitedRow(
            invitation=invitation,
            expired=not invitation.is_open(at),
            unfounded=founding(invitation) in gone,
            mail=latest.get(str(invitation.pk)),
            manageable=invitation.role in roles_to_give(by=by, organization=invitation.organization),
        )
        for invitation in waiting
    ]


def founding(invitation: Invitation) -> tuple[object, ...]:
    """What an invitation rests on: who sent it, to which role, where."""
    return invitation.invited_by_id, invitation.organization_id, invitation.role


@dataclass(frozen=True)
class RoleRow:
    """One membership of a person, as their page shows it."""

    membership: Membership
    when: str  # current, later or ended
    manageable: bool


def roles(by: User, held: Iterable[Membership], at: datetime) -> list[RoleRow]:
    """Each membership, when it holds, and whether this reader may change or end it."""
    found = []
    for membership in held:
        place = membership.organization
        over = membership.ends_on is not None and place is not None and membership.ends_on <= place.today(at)
        when = "ended" if over else "current" if membership.holds(at) else "later"
        mine = place is not None and membership.role in roles_to_give(by=by, organization=place)
        found.append(RoleRow(membership, when, mine and not over and membership.user_id != by.pk))
    return found


@dataclass(frozen=True)
class Entry:
    """One line of a history: when, who did what, to which role."""

    at: datetime
    who: str
    action: str
    role: str


def history(person: User, held: Iterable[Membership]) -> list[Entry]:
    """What was changed about these memberships of the person and by whom, oldest first. Three queries."""
    seen = list(held)
    places = {membership.organization_id for membership in seen}
    accepted = person.invitations_accepted.filter(organization__in=places).values_list("pk", flat=True)
    about = Q(object_type="accounts.membership", object_id__in=[str(membership.pk) for membership in seen])
    about |= Q(object_type="accounts.invitation", object_id__in=[str(pk) for pk in accepted])
    events = list(Event.objects.filter(about).order_by("-seq")[:50])
    names = names_of(event.actor_id for event in events)
    return [
        Entry(event.at, names.get(event.actor_id, ""), event.action, str(event.details.get("role", "")))
        for event in reversed(events)
    ]


def names_of(ids: Iterable[str]) -> dict[str, str]:
    """The names of people by their ids as the ledger keeps them. One query."""
    wanted = {pk for pk in ids if pk}
    return {str(pk): name for pk, name in User.objects.filter(pk__in=wanted).values_list("pk", "name")}
