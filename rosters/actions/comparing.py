"""What an import would do: every school and person of the bundle against what is here. Part of `rosters`."""

import json
import uuid
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Lower

from accounts.models import Membership, Organization, User
from accounts.models.memberships import Source
from accounts.querysets import MembershipQuerySet
from accounts.roles import Role
from common.chunks import by_key, write_back
from rosters.actions.comparing_schools import Finding, compare_schools
from rosters.actions.waiting_rows import refuse
from rosters.models import RosterImport, RosterPerson, RosterPlace, RosterProblem, Verdict, WaitingStaff
from rosters.oneroster.bundle import ORGS, USERS
from rosters.oneroster.reading import Mode
from rosters.verdicts import STAFF, StaffFacts, decide


def roster_made(district: Organization, day: date) -> MembershipQuerySet[Membership]:
    """The roles in this district that a roster made and that are not over."""
    own = Q(organization=district) | Q(organization__parent=district)
    return Membership.objects.filter(own, role=Role.STAFF, source=Source.ROSTER).not_over_on(day)


def held_elsewhere(users: Iterable[User], district: Organization, day: date) -> set[uuid.UUID]:
    """Who of them has a role, now or later, on another side. One query."""
    held = Membership.objects.filter(user__in=list(users)).not_over_on(day)
    return set(
        held.exclude(Q(organization=district) | Q(organization__parent=district)).values_list("user_id", flat=True)
    ) | set(held.filter(organization=None).values_list("user_id", flat=True))


def compare(roster_import: RosterImport, *, at: datetime, write: bool) -> Finding:
    """Compare what waits with what is here; with `write` the verdicts are kept, else only counted and sealed."""
    finding = Finding()
    day = roster_import.district.today(at)
    targets, leaving = compare_schools(roster_import, finding, write=write)
    made = roster_made(roster_import.district, day)
    finding.ending = {
        "people": 0,
        "roles": 0,
        **made.aggregate(of_people=Count("user", distinct=True), of_roles=Count("pk")),
    }
    staff = WaitingStaff.objects.filter(roster_import=roster_import, line__gt=0).exclude(verdict=Verdict.REJECTED)
    for rows in by_key(staff):
        Chunk(roster_import, rows, targets, day).decide(finding, write=write)
    _missing(roster_import, leaving, day, finding, write=write)
    for kind, file in (("schools", ORGS), ("staff", USERS)):
        lines = RosterProblem.objects.filter(roster_import=roster_import, file=file).values("line").distinct()
        getattr(finding, kind)["rejected"] = lines.count() if write else getattr(finding, kind)["rejected"]
    return finding


# Staff --------------------------------------------------------------------------------------------------------------


class Chunk:
    """Some rows of staff, with all that is known of them here. Seven queries, however many rows."""

    def __init__(
        self, roster_import: RosterImport, rows: list[WaitingStaff], targets: dict[str, uuid.UUID], day: date
    ) -> None:
        self.roster_import, self.rows, self.targets = roster_import, rows, targets
        district = roster_import.district
        self.bulk = roster_import.users_mode == Mode.BULK
        people = RosterPerson.objects.filter(district=district).select_related("user")
        self.persons = {one.roster_id: one for one in people.filter(roster_id__in=[row.roster_id for row in rows])}
        known = {row.email for row in rows if (one := self.persons.get(row.roster_id)) and one.user.email == row.email}
        addresses = [row.email for row in rows if row.email and row.email not in known]
        found = User.objects.annotate(address=Lower("email")).filter(address__in=addresses) if addresses else []
        self.users = {user.email.lower(): user for user in found}
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

    def decide(self, finding: Finding, *, write: bool) -> None:
        """Give every row its verdict, count it and seal it."""
        refused: list[tuple[WaitingStaff, str]] = []
        for row in self.rows:
            row.note, row.moves, row.person, row.user = "", {}, None, None
            code = self._leaves(row) if row.leaving else self._stays(row)
            if code:
                row.verdict = Verdict.REJECTED
                refused.append((row, code))
            finding.note("staff", row, row.person_id, row.user_id, json.dumps(row.moves, sort_keys=True))
            finding.ending["people"] += row.verdict == Verdict.ENDED
            finding.ending["roles"] += row.moves.get("roles", 0)
        if write:
            self._keep(refused)

    def _leaves(self, row: WaitingStaff) -> str:
        person = self.persons.get(row.roster_id)
        row.verdict, row.note = Verdict.STAYS, "leaving"
        if person is not None and self.places[person.pk]:
            end(row, person, self.places[person.pk], self.held)
            row.note = row.note or "leaving"
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
        differs = {"name": user.name} if user.name != row.name else {}
        if user.email.lower() != row.email:
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

    def _keep(self, refused: list[tuple[WaitingStaff, str]]) -> None:
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
        write_back(WaitingStaff, rich, ["verdict", "note", "moves", "person", "user"])
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


def _missing(roster_import: RosterImport, leaving: list[Any], day: date, finding: Finding, *, write: bool) -> None:
    """Who is not in the bundle: of a bulk file everyone the roster showed, else who was at a school that leaves."""
    district = roster_import.district
    bulk = roster_import.users_mode == Mode.BULK
    if not bulk and not leaving:
        return
    staged = WaitingStaff.objects.filter(roster_import=roster_import, line__gt=0)
    shown = RosterPlace.objects.filter(person=OuterRef("pk"))
    people = RosterPerson.objects.filter(
        ~Exists(staged.filter(roster_id=OuterRef("roster_id"))),
        ~Exists(staged.filter(person=OuterRef("pk"))),
        Exists(shown if bulk else shown.filter(organization__in=leaving)),
        district=district,
    ).select_related("user")
    for piece in by_key(people):
        places: dict[Any, set[uuid.UUID]] = defaultdict(set)
        for person_id, place in RosterPlace.objects.filter(person__in=piece).values_list("person", "organization"):
            places[person_id].add(place)
        made = roster_made(district, day).filter(user__in=[one.user_id for one in piece])
        held: dict[Any, str] = dict.fromkeys(made.values_list("user", "organization"), Source.ROSTER)
        rows = []
        for person in piece:
            left = places[person.pk] if bulk else places[person.pk] & set(leaving)
            row = WaitingStaff(roster_import=roster_import, roster_id=person.roster_id, name=person.user.name)
            end(row, person, left, held, all_of=left == places[person.pk])
            row.note = row.note or "vanished"
            finding.note("staff", row, person.pk, json.dumps(row.moves, sort_keys=True))
            finding.ending["people"] += row.verdict == Verdict.ENDED
            finding.ending["roles"] += row.moves["roles"]
            rows.append(row)
        if write:
            WaitingStaff.objects.bulk_create(rows)
