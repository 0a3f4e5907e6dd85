"""The events a person may read: what their own side did."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import Q, QuerySet

from accounts.directory import names_of
from accounts.models import Membership, Organization, User
from accounts.permissions import Permission
from accounts.private_events import PRIVATE
from accounts.querysets import UserQuerySet
from accounts.reach import reach_of
from accounts.roles import Role
from common.chunks import any_of
from common.dates import ONE_DAY, due_at
from ledger.models import Event
from ledger.names import label_of

MOST_NAMED = 200


@dataclass(frozen=True)
class Row:
    """One event in words."""

    at: datetime
    who: str
    what: str
    detail: str
    outcome: str


def people_of_side(by: User) -> UserQuerySet[User]:
    """Who has, or had, a role where this person may read the activity."""
    here = Membership.objects.held_at(reach_of(by).of(Permission.AUDIT_READ))
    found: UserQuerySet[User] = User.objects.belonging(here)
    return found


def ids_of_named(by: User, name: str) -> list[str]:
    """The ids of the side's people with that name, as the ledger keeps them."""
    return [str(pk) for pk in people_of_side(by).named_like(name).values_list("pk", flat=True)[:MOST_NAMED]]


def events_seen(by: User, *, people: list[str] | None = None, action: str = "") -> QuerySet[Event]:
    """What the side did; for a principal, what the people of the school did. Three queries at most."""
    places = reach_of(by).of(Permission.AUDIT_READ)
    own = [str(pk) for pk in Organization.objects.filter(places.match_itself()).values_list("pk", flat=True)]
    seen = Q(organization_id__in=own)
    for school in Organization.objects.schools().filter(pk__in=places.here):
        seen |= _at_school(school) & (Q(actor_id=str(by.pk)) | ~Q(action__in=PRIVATE))
    found = Event.objects.filter(seen)
    if people is not None:
        found = found.filter(actor_id__in=people)
    return found.filter(action=action) if action else found


def _at_school(school: Organization) -> Q:
    """What people did for the school's district while they had a role at the school, unless at another school.

    Who worked here once, or works elsewhere as well, is not followed there.
    """
    terms: dict[tuple[date, date | None], list[str]] = {}
    for held in Membership.objects.at_place(school.pk):
        terms.setdefault((held.starts_on, held.ends_on), []).append(str(held.user_id))
    theirs: list[Q] = []
    for (starts_on, ends_on), people in terms.items():
        there = Q(actor_id__in=people, at__gte=due_at(starts_on, school.zone, time()))
        if ends_on:
            # A role that is ended now ends with today's date, and the morning was still theirs.
            there &= Q(at__lt=due_at(ends_on + ONE_DAY, school.zone, time()))
        theirs.append(there)
    return Q(organization_id=str(school.side_id), place_id__in=["", str(school.pk)]) & any_of(theirs)


def rows(events: Iterable[Event]) -> list[Row]:
    """Each event in words. One query."""
    listed = list(events)
    names = names_of(pk for event in listed for pk in (event.actor_id, str(event.details.get("person", ""))))
    return [
        Row(
            at=event.at,
            who=names.get(event.actor_id, ""),
            what=label_of(event.action),
            detail=detail_of(event, names),
            outcome="" if event.outcome == "done" else event.outcome.replace("_", " "),
        )
        for event in listed
    ]


def detail_of(event: Event, names: dict[str, str]) -> str:
    """Whose role and which, or the number of the record; nothing where the event says no more."""
    facts = event.details
    person, role, number = str(facts.get("person", "")), str(facts.get("role", "")), facts.get("number")
    parts = [names.get(person, ""), str(Role(role).label) if role in Role.values else "", str(number or "")]
    return " · ".join(part for part in parts if part)
