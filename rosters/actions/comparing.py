"""What an import would do: every school and person of the bundle against what is here. Part of `rosters`."""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, Case, Count, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Lower

from accounts.models import Membership, Organization, User
from accounts.models.memberships import Source
from accounts.querysets import MembershipQuerySet
from accounts.roles import Role
from common.addresses import address_of
from common.characters import composed
from common.chunks import by_key, in_chunks, write_back
from common.periods import not_over_on
from rosters.actions.comparing_schools import Finding, compare_schools, writing
from rosters.actions.holding import Hold
from rosters.actions.waiting_rows import STEP, refuse, unreadable_ids
from rosters.models import RosterImport, RosterPerson, RosterPlace, RosterProblem, Verdict, WaitingSchool, WaitingStaff
from rosters.oneroster.bundle import ORGS, ROLES, USERS
from rosters.oneroster.reading import Mode
from rosters.verdicts import STAFF, StaffFacts, decide


def roster_made(district: Organization, day: date) -> MembershipQuerySet[Membership]:
    """The roles in this district that a roster made and that are not over."""
    own = Q(organization=district) | Q(organization__parent=district)
    return Membership.objects.filter(own, role=Role.STAFF, source=Source.ROSTER).not_over_on(day)


def held_elsewhere(users: Iterable[User], district: Organization, day: date) -> set[uuid.UUID]:
    """Who of them stands on another side: has a role there, now or later, or joined there and was never of this one.

    A roster gives them no role here: they come by invitation, which is their own word. One query.
    """
    joined = {user.pk: not user.waits for user in users}
    sides: dict[uuid.UUID, set[uuid.UUID | None]] = defaultdict(set)
    elsewhere = set()
    lasting = Case(When(not_over_on(day), then=Value(True)), default=Value(False), output_field=BooleanField())
    held = Membership.objects.filter(user__in=list(joined)).annotate(lasting=lasting)
    for user, side, lasts in held.values_list("user_id", "side", "lasting"):
        sides[user].add(side)
        if lasts and side != district.pk:
            elsewhere.add(user)
    return elsewhere | {user for user, seen in sides.items() if joined[user] and district.pk not in seen}


def compare(roster_import: RosterImport, *, at: datetime, hold: Hold | None = None) -> Finding:
    """Compare what waits with what is here; with a hold the verdicts are kept, in short steps, else only counted.

    Raises Lost when the hold is no longer ours.
    """
    finding = Finding()
    day = roster_import.district.today(at)
    if hold is not None:
        _forget_missing(roster_import, hold)
    targets, leaving = compare_schools(roster_import, finding, hold)
    made = roster_made(roster_import.district, day)
    finding.ending = {
        "people": 0,
        "roles": 0,
        **made.aggregate(of_people=Count("user", distinct=True), of_roles=Count("pk")),
    }
    aside = set(
        WaitingSchool.objects.filter(roster_import=roster_import, verdict=Verdict.REJECTED).values_list(
            "roster_id", flat=True
        )
    )
    staff = WaitingStaff.objects.filter(roster_import=roster_import, line__gt=0).exclude(verdict=Verdict.REJECTED)
    for rows in by_key(staff, STEP):
        chunk = Chunk(roster_import, rows, targets, day, aside)
        refused = chunk.decide(finding)
        if hold is not None:
            with hold.step(len(rows)):
                chunk.keep(refused)
    _missing(roster_import, leaving, day, finding, hold)
    finding.schools["rejected"] = _faulty_lines(roster_import, ORGS)
    finding.staff["rejected"] = _faulty_lines(roster_import, USERS) + _faulty_lines(roster_import, ROLES)
    return finding


def _faulty_lines(roster_import: RosterImport, file: str) -> int:
    problems = RosterProblem.objects.filter(roster_import=roster_import, file=file).exclude(code="moved")
    return problems.values("line").distinct().count()


def _forget_missing(roster_import: RosterImport, hold: Hold) -> None:
    """Take away what an earlier comparison added: rows for who is in no line of the bundle."""
    for model in (WaitingSchool, WaitingStaff):
        added = model.objects.filter(roster_import=roster_import, line=0).values_list("pk", flat=True)
        for keys in in_chunks(list(added), STEP):
            with hold.step():
                model.objects.filter(pk__in=keys).delete()


# Staff --------------------------------------------------------------------------------------------------------------


class Chunk:
    """Some rows of staff, with all that is known of them here. Seven queries, however many rows."""

    def __init__(
        self,
        roster_import: RosterImport,
        rows: list[WaitingStaff],
        targets: dict[str, uuid.UUID],
        day: date,
        aside: set[str],
    ) -> None:
        self.roster_import, self.rows, self.targets = roster_import, rows, targets
        self.aside = aside  # schools of the bundle that cannot be used
        district = roster_import.district
        self.bulk = roster_import.users_mode == Mode.BULK
        people = RosterPerson.objects.filter(district=district).select_related("user")
        self.persons = {one.roster_id: one for one in people.filter(roster_id__in=[row.roster_id for row in rows])}
        known = {row.email for row in rows if (one := self.persons.get(row.roster_id)) and one.user.email == row.email}
        addresses = [row.email for row in rows if row.email and row.email not in known]
        found = User.objects.annotate(address=Lower("email")).filter(address__in=addresses) if addresses else []
        self.users = {address_of(user.email): user for user in found}
        self.linked = {one.user_id: one for one in people.filter(user__in=list(self.users.values()))}
        everyone = {one.pk: one for one in (*self.persons.values(), *self.linked.values())}
        self.places: dict[Any, set[uuid.UUID]] = defaultdict(set)
        for person, place in RosterPlace.objects.filter(person__in=list(everyone)).values_list(
            "person", "organization"
        ):
            self.places[person].add(place)
        users = [*self.users.values(), *(one.user for one in everyone.values())]
        self.elsewhere = held_elsewhere(users, district, day)
        own = Q(organization=district) | Q(organization__parent=district)
        held = Membership.objects.filter(own, user__in=users, role=Role.STAFF).not_over_on(day)
        self.held = {
            (user, place): source for user, place, source in held.values_list("user", "organization", "source")
        }
        others = [one.roster_id for one in self.linked.values()]
        staged = WaitingStaff.objects.filter(roster_import=roster_import, roster_id__in=others, line__gt=0)
        self.staged = dict(staged.values_list("roster_id", "leaving"))

    def decide(self, finding: Finding) -> list[tuple[WaitingStaff, str]]:
        """Give every row its verdict, count it and seal it; those that cannot be used, and why."""
        refused: list[tuple[WaitingStaff, str]] = []
        for row in self.rows:
            row.note, row.moves, row.person, row.user = "", {}, None, None
            code = self._leaves(row) if row.leaving else self._stays(row)
            if code:
                # Not sealed: a later comparison passes over it, and says the same of all others.
                row.verdict = Verdict.REJECTED
                refused.append((row, code))
                continue
            finding.note("staff", row, row.person_id, row.user_id, json.dumps(row.moves, sort_keys=True))
            finding.ending["people"] += row.verdict == Verdict.ENDED
            finding.ending["roles"] += row.moves.get("roles", 0)
        return refused

    def _leaves(self, row: WaitingStaff) -> str:
        person = self.persons.get(row.roster_id)
        why = "disabled" if row.disabled else "leaving"
        row.verdict, row.note = Verdict.STAYS, why
        if person is not None and self.places[person.pk]:
            end(row, person, self.places[person.pk], self.held)
            row.note = row.note or why
        return ""

    def _stays(self, row: WaitingStaff) -> str:
        """The verdict on somebody who works here; the code of the problem where there is one."""
        person = self.persons.get(row.roster_id)
        user = person.user if person else self.users.get(row.email)
        other = self.linked.get(user.pk) if user is not None and person is None else None
        if other is not None:
            if problem := self._not_the_same(other):
                return problem
            person, user, row.note = other, other.user, "new_id"
        row.person, row.user = person, user
        if self.aside and row.places:
            row.places = [one for one in row.places if one not in self.aside]
            if not row.places:
                return "school_aside"
        before = self.places[person.pk] if person else set()
        if not row.places:
            row.verdict, row.note = Verdict.STAYS, "leaving"
            if person and before:
                end(row, person, before, self.held)
            return ""
        self._compared(row, before)
        return ""

    def _not_the_same(self, other: RosterPerson) -> str:
        """Why an address that belongs to another id of the roster cannot be that person's new id; "" where it can."""
        if other.roster_id in self.staged:
            return "" if self.staged[other.roster_id] else "email_twice"
        return "" if self.bulk else "email_known"

    def _compared(self, row: WaitingStaff, before: set[uuid.UUID]) -> None:
        """Verdict, note and moves of somebody with a place; `before` is where the last roster showed them."""
        person, user = row.person, row.user
        wanted = {self.targets.get(one) for one in row.places}
        starts = [one for one in row.places if self.targets.get(one) not in before]
        ends = before - wanted
        changes = self._changes(row, person) if person else {}
        if person is not None and row.identifier and person.identifier != row.identifier:
            changes["identifier"] = person.identifier
        elsewhere = user is not None and user.pk in self.elsewhere
        marked_anew = person is not None and person.administrator != row.administrator
        facts = StaffFacts(
            known=person is not None,
            account=user is not None,
            shown=bool(before),
            moves=bool(starts or ends or changes or marked_anew or row.note == "new_id"),
            by_hand=user is not None and not elsewhere and any((user.pk, one) not in self.held for one in before),
        )
        row.verdict, note = decide(STAFF, facts)
        row.note = "other_side" if elsewhere and starts else row.note or note
        if user is not None:
            roles = sum(self.held.get((user.pk, place)) == Source.ROSTER for place in ends)
            row.moves = {"starts": starts, "ends": sorted(map(str, ends)), "roles": roles, **changes}

    def _changes(self, row: WaitingStaff, person: RosterPerson) -> dict[str, str]:
        """What of name and address is corrected: only for who came with this roster and has not joined."""
        user = person.user
        differs = {"name": user.name} if composed(user.name) != row.name else {}
        if address_of(user.email) != row.email:
            differs["email"] = user.email
        if not differs:
            return {}
        if not person.made_account or not user.waits or user.pk in self.elsewhere:
            row.note = row.note or "own_account"
            return {}
        if "email" in differs and row.email in self.users:
            row.note = row.note or "address_kept"
            del differs["email"]
        return differs

    def keep(self, refused: list[tuple[WaitingStaff, str]]) -> None:
        """Write the verdicts: those that are a word alone together, the others one by one."""
        plain: dict[tuple[str, str], list[int]] = defaultdict(list)
        rich = []
        for row in self.rows:
            quiet = row.verdict == Verdict.UNCHANGED or not (row.moves or row.person_id or row.user_id)
            if row.verdict == Verdict.REJECTED:
                continue
            if quiet:
                plain[row.verdict, row.note].append(row.pk)
            else:
                rich.append(row)
        for (verdict, note), keys in plain.items():
            WaitingStaff.objects.filter(pk__in=keys).update(verdict=verdict, note=note)
        write_back(WaitingStaff, rich, ["verdict", "note", "moves", "places", "person", "user"])
        if refused:
            refuse(self.roster_import, refused)


def end(
    row: WaitingStaff, person: RosterPerson, places: Iterable[uuid.UUID], held: dict[Any, str], *, all_of: bool = True
) -> None:
    """The verdict on somebody who is not at these places any more: their roles end where a roster made them."""
    real = [place for place in places if held.get((person.user_id, place)) == Source.ROSTER]
    if real:
        row.verdict, row.note = (Verdict.ENDED if all_of else Verdict.UPDATED), ""
    else:
        row.verdict, row.note = Verdict.STAYS, "not_ours"
    row.person, row.user = person, person.user
    row.moves = {"starts": [], "ends": sorted(map(str, places)), "roles": len(real)}


def _missing(roster_import: RosterImport, leaving: list[Any], day: date, finding: Finding, hold: Hold | None) -> None:
    """Who is not in the bundle: of a bulk file everyone the roster showed, else who was at a school that leaves.

    Who stands on a line that cannot be used is not missing; and where the id of such a line is unknown, nobody is.
    """
    district = roster_import.district
    bulk = roster_import.users_mode == Mode.BULK
    if not bulk and not leaving:
        return
    named, unsure = unreadable_ids(roster_import, (USERS, ROLES))
    staged = WaitingStaff.objects.filter(roster_import=roster_import, line__gt=0)
    shown = RosterPlace.objects.filter(person=OuterRef("pk"))
    people = RosterPerson.objects.filter(
        ~Exists(staged.filter(roster_id=OuterRef("roster_id"))),
        ~Exists(staged.filter(person=OuterRef("pk"))),
        Exists(shown if bulk else shown.filter(organization__in=leaving)),
        district=district,
    ).select_related("user")
    principals = Membership.objects.not_over_on(day).filter(role=Role.PRINCIPAL, organization__parent=district)
    for found in by_key(people, STEP):
        piece = [person for person in found if person.roster_id not in named]
        places: dict[Any, set[uuid.UUID]] = defaultdict(set)
        for person_id, place in RosterPlace.objects.filter(person__in=piece).values_list("person", "organization"):
            places[person_id].add(place)
        made = roster_made(district, day).filter(user__in=[one.user_id for one in piece])
        held: dict[Any, str] = dict.fromkeys(made.values_list("user", "organization"), Source.ROSTER)
        leading = set(principals.filter(user__in=[one.user_id for one in piece]).values_list("user", flat=True))
        rows = []
        for person in piece:
            left = places[person.pk] if bulk else places[person.pk] & set(leaving)
            row = WaitingStaff(roster_import=roster_import, roster_id=person.roster_id, name=person.user.name)
            if unsure:
                row.verdict, row.note, row.person, row.user = Verdict.STAYS, "unsure", person, person.user
                row.moves = {"starts": [], "ends": [], "roles": 0}
            else:
                end(row, person, left, held, all_of=left == places[person.pk])
                row.note = "still_principal" if person.user_id in leading else row.note or "vanished"
            finding.note("staff", row, person.pk, json.dumps(row.moves, sort_keys=True))
            finding.ending["people"] += row.verdict == Verdict.ENDED
            finding.ending["roles"] += row.moves["roles"]
            rows.append(row)
        with writing(hold):
            if hold is not None:
                WaitingStaff.objects.bulk_create(rows)
