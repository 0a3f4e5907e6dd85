"""Carrying out what the preview said, in short steps of a few hundred rows. Part of `rosters`."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password
from django.db.models import F, Q

from accounts import notices
from accounts.actions.organizations import free_slug
from accounts.actions.sessions import end_all
from accounts.models import Invitation, Membership, Organization, User
from accounts.models.memberships import Source
from accounts.roles import Kind, Role
from common.addresses import address_of
from common.chunks import by_key, in_chunks, write_back
from rosters.actions.comparing import Chunk, held_elsewhere, roster_made
from rosters.actions.comparing_schools import Finding
from rosters.actions.holding import Hold
from rosters.actions.waiting_rows import STEP, refuse
from rosters.models import (
    RosterImport,
    RosterPerson,
    RosterPlace,
    SchoolLetGo,
    Verdict,
    WaitingSchool,
    WaitingStaff,
)
from rosters.oneroster.words import NCES_SCHOOL_ID

SCHOOLS = 50  # made in one step
Pair = tuple[uuid.UUID, uuid.UUID]


def carry_out(roster_import: RosterImport, hold: Hold, *, at: datetime) -> None:
    """Do what every waiting row says that is not done yet, a step for a few of them. Raises Lost."""
    apply_schools(roster_import, hold, at)
    applying = Applying(roster_import, at)
    staff = WaitingStaff.objects.filter(roster_import=roster_import).select_related("person", "user")
    for verdicts in ((Verdict.ENDED, Verdict.STAYS), (Verdict.UPDATED,), (Verdict.CREATED,)):
        for rows in by_key(staff.filter(verdict__in=verdicts, done=False), STEP):
            with hold.step(len(rows)):
                applying.rows(applying.as_shown(rows))
                WaitingStaff.objects.filter(pk__in=[row.pk for row in rows]).update(done=True)
            hold.require_time()


def apply_schools(roster_import: RosterImport, hold: Hold, at: datetime) -> None:
    """Make, link, rename and let go of schools; the records of one that is let go stay as they are."""
    district = roster_import.district
    rows = WaitingSchool.objects.filter(roster_import=roster_import).order_by("pk")
    linked = {row.organization_id: row for row in rows.filter(verdict=Verdict.UPDATED) if row.organization_id}
    if roster_import.applying_since is None:
        with hold.step():
            ended = list(rows.filter(verdict=Verdict.ENDED).values_list("organization", flat=True))
            note_let_go(district, ended, list(linked), at)
            Organization.objects.filter(pk__in=ended).update(roster_id="", roster_name="")
            # Two ids may change places, so that all of them are given up first.
            Organization.objects.filter(pk__in=list(linked)).update(roster_id="")
            if roster_import.district_roster_id:
                Organization.objects.filter(pk=district.pk).update(roster_id=roster_import.district_roster_id)
            RosterImport.objects.filter(pk=roster_import.pk).update(applying_since=at)
        roster_import.applying_since = at
    district.roster_id = roster_import.district_roster_id or district.roster_id
    for pairs in in_chunks(linked.items(), STEP):
        with hold.step():
            for pk, row in pairs:
                changes = {"roster_id": row.roster_id, "roster_name": row.name}
                if row.note == "renamed":
                    changes["name"] = row.name
                Organization.objects.filter(pk=pk).update(**changes)
    for new in in_chunks(list(rows.filter(verdict=Verdict.CREATED, organization=None)), SCHOOLS):
        with hold.step():
            for row in new:
                row.organization = _new_school(row, district, at)
            write_back(WaitingSchool, new, ["organization"])


def note_let_go(district: Organization, ended: list[Any], linked: list[Any], at: datetime) -> None:
    """Remember which schools the roster let go, for somebody to close; one that it names again is open again."""
    SchoolLetGo.objects.filter(school__in=linked).delete()
    gone = [SchoolLetGo(district=district, school_id=pk, created_at=at) for pk in ended]
    SchoolLetGo.objects.bulk_create(gone, ignore_conflicts=True)


def _new_school(row: WaitingSchool, district: Organization, at: datetime) -> Organization:
    new = uuid.uuid4()
    number = row.identifier if len(row.identifier) == NCES_SCHOOL_ID and row.identifier.isdecimal() else ""
    return Organization.objects.create(
        pk=new,
        kind=Kind.SCHOOL,
        parent=district,
        name=row.name,
        slug=free_slug(row.name, new),
        state=district.state,
        time_zone=district.time_zone,
        nces_schid=number,
        roster_id=row.roster_id,
        roster_name=row.name,
        created_at=at,
    )


def _said(row: WaitingStaff) -> tuple[Any, ...]:
    """What is done with a row, to be compared."""
    return row.verdict, row.note, row.moves, row.person_id, row.user_id


class Applying:
    """What all pieces share: the day, and which organization each id of the roster is."""

    def __init__(self, roster_import: RosterImport, at: datetime) -> None:
        self.district, self.at = roster_import.district, at
        self.day: date = self.district.today(at)
        schools = Organization.objects.schools().filter(parent=self.district).exclude(roster_id="")
        self.targets = dict(schools.values_list("roster_id", "pk"))
        before = Organization.objects.values_list("roster_id", flat=True).get(pk=self.district.pk)
        for name in {before, self.district.roster_id, roster_import.district_roster_id} - {""}:
            self.targets[name] = self.district.pk
        self.roster_import = roster_import
        rejected = WaitingSchool.objects.filter(roster_import=roster_import, verdict=Verdict.REJECTED)
        self.aside = set(rejected.values_list("roster_id", flat=True))

    def as_shown(self, rows: list[WaitingStaff]) -> list[WaitingStaff]:
        """Those with which nothing else would be done now than the preview showed; the others are left, and named.

        Whoever is in no line of the bundle only ends, and what has ended by now does not end again.
        """
        compared = [row for row in rows if row.line and row.verdict in (Verdict.CREATED, Verdict.UPDATED)]
        if not compared:
            return rows
        before = {row.pk: _said(row) for row in compared}
        Chunk(self.roster_import, compared, self.targets, self.day, self.aside).decide(Finding())
        moved = {row.pk for row in compared if _said(row) != before[row.pk]}
        refuse(self.roster_import, [(row, "moved") for row in compared if row.pk in moved])
        return [row for row in rows if row.pk not in moved]

    def rows(self, rows: list[WaitingStaff]) -> None:
        """One piece: accounts, whom the roster means, where it shows them, roles."""
        if correcting := [row for row in rows if "name" in row.moves or "email" in row.moves]:
            self._correct(correcting)
        if ending := [row for row in rows if row.moves.get("ends")]:
            self._end(ending)
        starting = [row for row in rows if row.verdict in (Verdict.CREATED, Verdict.UPDATED)]
        if starting:
            self._start(starting)

    def _correct(self, rows: list[WaitingStaff]) -> None:
        """The roster's name and address, on accounts that came with it and nobody has joined."""
        changed = []
        for row in rows:
            user = row.user
            if user is None:
                continue
            if "email" in row.moves:
                withdraw(self.at, self.district, addresses=[user.email])
                user.email = row.email
            user.name = row.name if "name" in row.moves else user.name
            changed.append(user)
        write_back(User, changed, ["name", "email"])

    def _end(self, rows: list[WaitingStaff]) -> None:
        """Take the places away, and end the roles there that a roster made."""
        places: set[Pair] = set()
        roles: set[Pair] = set()
        for row in rows:
            for place in map(uuid.UUID, row.moves["ends"]):
                places.add((row.person_id, place))  # type: ignore[arg-type]
                roles.add((row.user_id, place))  # type: ignore[arg-type]
        shown = RosterPlace.objects.filter(person__in={person for person, _place in places})
        gone = [pk for pk, *pair in shown.values_list("pk", "person", "organization") if tuple(pair) in places]
        RosterPlace.objects.filter(pk__in=gone).delete()
        users = {user for user, _place in roles}
        made = roster_made(self.district, self.day).filter(user__in=users)
        over = [pk for pk, *pair in made.values_list("pk", "user", "organization") if tuple(pair) in roles]
        ending = Membership.objects.filter(pk__in=over)
        ending.filter(starts_on__gt=self.day).update(ends_on=F("starts_on"))
        ending.filter(starts_on__lte=self.day).update(ends_on=self.day)
        addresses = [row.user.email for row in rows if row.user]
        withdraw(self.at, self.district, addresses=addresses, staff_at={place for _person, place in places})
        if over:
            notices.roles_ended(memberships=ending, at=self.at)
        for user in User.objects.filter(pk__in=UserSession.objects.filter(user__in=users).values("user")):
            if not user.active_memberships(self.at):
                end_all(user)

    def _start(self, rows: list[WaitingStaff]) -> None:
        """Accounts for who has none, the roster's people, their places, and a role at each place that is new."""
        made = self._accounts(rows)
        people = self._people(rows, made)
        pairs: list[Pair] = []
        places = []
        for row in rows:
            person = people[row.pk]
            for one in row.moves.get("starts", row.places):
                place = self.targets[one]
                pairs.append((person.user_id, place))
                places.append(RosterPlace(person=person, organization_id=place, created_at=self.at))
        RosterPlace.objects.bulk_create(places)
        old = {row.user_id for row in rows if row.user_id}
        held = Membership.objects.filter(user__in=old, role=Role.STAFF).not_over_on(self.day)
        has = set(held.values_list("user", "organization"))
        # Locked, so that who accepts another side's invitation at this moment is seen to, or sees these roles.
        accounts = User.objects.select_for_update().filter(pk__in=old).order_by("pk")
        elsewhere = held_elsewhere(list(accounts), self.district, self.day)
        given = Membership.objects.bulk_create(
            [
                Membership(
                    user_id=user,
                    organization_id=place,
                    side=self.district.pk,
                    role=Role.STAFF,
                    starts_on=self.day,
                    source=Source.ROSTER,
                    created_at=self.at,
                )
                for user, place in pairs
                if user not in elsewhere and (user, place) not in has
            ]
        )
        told = [one.pk for one in given if one.user_id in old]
        if told:
            notices.roles_given(memberships=Membership.objects.filter(pk__in=told), at=self.at)

    def _accounts(self, rows: list[WaitingStaff]) -> dict[int, User]:
        """New accounts, without a way to sign in, by the row they are for."""
        made = {
            row.pk: User(email=row.email, name=row.name, password=make_password(None), created_at=self.at)
            for row in rows
            if row.user_id is None
        }
        User.objects.bulk_create(made.values())
        return made

    def _people(self, rows: list[WaitingStaff], made: dict[int, User]) -> dict[int, RosterPerson]:
        """Whom the roster means by each id."""
        people: dict[int, RosterPerson] = {}
        known, new = [], []
        for row in rows:
            person = row.person
            if person is None:
                user_id: Any = made[row.pk].pk if row.pk in made else row.user_id
                person = RosterPerson(
                    district=self.district, user_id=user_id, made_account=row.pk in made, created_at=self.at
                )
                new.append(person)
            elif _facts(person) != _facts(row):
                known.append(person)
            person.roster_id, person.administrator = row.roster_id, row.administrator
            person.identifier = row.identifier or person.identifier
            people[row.pk] = person
        write_back(RosterPerson, known, ["roster_id", "administrator", "identifier"])
        RosterPerson.objects.bulk_create(new)
        return people


def _facts(one: RosterPerson | WaitingStaff) -> tuple[str, bool, str]:
    return one.roster_id, one.administrator, one.identifier


def withdraw(
    at: datetime, district: Organization, *, addresses: Iterable[str], staff_at: set[uuid.UUID] | None = None
) -> None:
    """Links sent to these addresses stop working: all of the district, or those to be staff at these places."""
    waiting = Invitation.objects.unanswered().filter(email__in=[address_of(one) for one in addresses])
    waiting = waiting.filter(Q(organization=district) | Q(organization__parent=district))
    if staff_at is not None:
        waiting = waiting.filter(role=Role.STAFF, organization__in=staff_at)
    waiting.update(withdrawn_at=at)
