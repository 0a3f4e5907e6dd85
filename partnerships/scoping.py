"""The agency's reach: postings, partnerships in force, grace.

`accounts.reach` says what a person's own organizations are; this says what of a district's records an agency's
people may open today. The district's day decides on the MOU, the school's on a posting. One question costs two
statements however many partnerships the agency has.
"""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, F, OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.roles import Span
from common.dates import local_day
from common.periods import lasts_on
from partnerships.effective_days import EffectiveDays, binding, effective_days
from partnerships.models import Partnership, PartnershipSchool, Posting, Term, Version
from partnerships.terms import TermKey, Terms

if TYPE_CHECKING:
    from accounts.models import Organization, User


@dataclass(frozen=True)
class Cover:
    """One partnership on one day: the version that binds (or last bound), its terms, and what follows."""

    partnership: Partnership
    version: Version | None
    terms: Terms
    in_force: bool
    grace_until: date | None  # first day on which the agency opens nothing; None while in force or without any MOU
    days: EffectiveDays | None = None  # the days of that version among the others

    @property
    def open(self) -> bool:
        """Whether the agency may open what was disclosed to it: in force, or in the days of grace."""
        return self.in_force or self.grace_until is not None


Place = tuple[uuid.UUID, uuid.UUID]  # partnership and school


@dataclass(frozen=True)
class AgencyReach:
    """What an agency's person may open of what was disclosed: everything of these partnerships, or by posting."""

    partnerships: frozenset[uuid.UUID]  # seen whole, as a supervisor does
    posted: frozenset[Place]  # as an officer does

    def match(self, partnership: str, school: str) -> Q:
        """A condition on two foreign keys; matches nothing when nothing is reached."""
        condition = Q(**{f"{partnership}__in": self.partnerships})
        if self.posted:
            by_partnership: dict[uuid.UUID, set[uuid.UUID]] = {}
            for partnership_id, school_id in self.posted:
                by_partnership.setdefault(partnership_id, set()).add(school_id)
            for partnership_id, schools in by_partnership.items():
                condition |= Q(**{partnership: partnership_id, f"{school}__in": schools})
        return condition

    def __bool__(self) -> bool:
        return bool(self.partnerships or self.posted)


def covers(partnerships: Iterable[Partnership], at: datetime) -> list[Cover]:
    """The cover of each partnership at that moment, by its district's calendar day. One statement."""
    return covers_on((partnership, partnership.district.today(at)) for partnership in partnerships)


def covers_on(places: Iterable[tuple[Partnership, date]]) -> list[Cover]:
    """The cover of each partnership on its day, as it was known that day. One statement.

    A version that was confirmed later did not bind yet, though its first day may lie before.
    """
    given = list(places)
    if not given:
        return []
    # One row a term, or one for a version without any: a few rows more cost less than a statement more.
    rows: Any = (
        Version.objects.confirmed()
        .filter(~_superseded_by(min(day for _partnership, day in given)))
        .filter(agreement__partnership__in={partnership.pk for partnership, _day in given})
        .select_related("agreement")
        .annotate(term_key=F("terms__key"), term_value=F("terms__value"))
        .order_by("number")
    )
    versions: dict[uuid.UUID, dict[uuid.UUID, Version]] = {}
    agreed: dict[uuid.UUID, dict[str, Any]] = {}
    for row in rows:
        versions.setdefault(row.agreement.partnership_id, {})[row.pk] = row
        if row.term_key is not None:
            agreed.setdefault(row.pk, {})[row.term_key] = row.term_value
    return [
        _cover(partnership, list(_known(versions.get(partnership.pk, {}).values(), partnership, day)), agreed, day)
        for partnership, day in given
    ]


def _superseded_by(day: date) -> Exists:
    """A later version of the same MOU had begun by that day and was known before it: this one binds on no day since.

    An old MOU has many versions, and a sweep reads those of every one.
    """
    known = datetime.combine(day, time(), tzinfo=UTC) - timedelta(days=1)
    later = Version.objects.confirmed().filter(agreement=OuterRef("agreement"), confirmed_at__lt=known)
    return Exists(later.filter(effective_on__gt=OuterRef("effective_on"), effective_on__lte=day))


def _known(versions: Iterable[Version], partnership: Partnership, day: date) -> Iterable[Version]:
    """The versions confirmed by that day."""
    zone = partnership.district.zone
    return (one for one in versions if one.confirmed_at and local_day(one.confirmed_at, zone) <= day)


def _cover(
    partnership: Partnership, versions: list[Version], terms: Mapping[uuid.UUID, Mapping[str, Any]], day: date
) -> Cover:
    version = binding(versions, day)
    if version is None:
        return Cover(partnership, None, Terms.of({}), in_force=False, grace_until=None)
    agreed = Terms.of(terms.get(version.pk, {}))
    days = effective_days(versions, partnership.district.zone)[version.pk]
    if day < days.ends_on:
        return Cover(partnership, version, agreed, in_force=True, grace_until=None, days=days)
    # The written defaults apply once no MOU is in force; only the grace is the one the MOU named.
    until = _grace_until(version, agreed.grace_days)
    grace = until if day < until else None
    return Cover(partnership, version, Terms.of({}), in_force=False, grace_until=grace, days=days)


def _grace_until(version: Version, grace_days: int) -> date:
    return version.expires_on + timedelta(days=grace_days)


def agency_reach(user: "User", permission: Permission, at: datetime | None = None) -> AgencyReach:
    """What of the districts' records the person opens on the agency's side with that right.

    Like the reach itself it is remembered on request.user only, for that moment, for the length of the request.
    """
    known = _remembered(user, "_agency_reach")
    if (permission, at) not in known:
        known[permission, at] = _agency_reach(user, permission, at)
    found: AgencyReach = known[permission, at]
    return found


def _remembered(user: "User", name: str) -> dict[Any, Any]:
    """What request.user keeps under that name for the length of the request; for anybody else nothing is kept."""
    kept: dict[Any, Any] = user.__dict__.setdefault(name, {}) if getattr(user, "remembers_reach", False) else {}
    return kept


def _agency_reach(user: "User", permission: Permission, at: datetime | None) -> AgencyReach:
    reach = reach_of(user, at)
    whole = reach.with_span(permission, Span.AGENCY)
    posted = reach.with_span(permission, Span.POSTED)
    if not whole and not posted:
        return AgencyReach(frozenset(), frozenset())
    known, agencies = _remembered(user, "_open_partnerships"), whole | posted
    if (agencies, at) not in known:
        known[agencies, at] = _open_now(Q(agreement__partnership__agency__in=agencies), at or timezone.now())
    open_now = known[agencies, at]
    places = _places_of(user, at, frozenset(pk for pk, agency in open_now.items() if agency in posted))
    return AgencyReach(frozenset(pk for pk, agency in open_now.items() if agency in whole), places)


def _places_of(user: "User", at: datetime | None, partnerships: frozenset[uuid.UUID]) -> frozenset[Place]:
    """Where among those partnerships the officer is posted at that moment. One statement, none for none."""
    if not partnerships:
        return frozenset()
    known = _remembered(user, "_places")
    if (partnerships, at) not in known:
        moment = at or timezone.now()
        postings = Posting.objects.of_officer(user.pk).filter(partnership__in=partnerships).select_related("school")
        known[partnerships, at] = frozenset(
            (one.partnership_id, one.school_id)
            for one in postings
            if lasts_on(one.starts_on, one.ends_on, one.school.today(moment))
        )
    found: frozenset[Place] = known[partnerships, at]
    return found


def is_open(partnership: Partnership, at: datetime) -> bool:
    """Whether the agency may open what was disclosed to it: what `Cover.open` says, in one statement."""
    return partnership.pk in open_among({partnership.pk}, at)


def open_among(partnerships: Iterable[uuid.UUID | None], at: datetime) -> frozenset[uuid.UUID]:
    """Those of them whose agency may open what was disclosed to it. One statement, none for none."""
    wanted = {pk for pk in partnerships if pk}
    return frozenset(_open_now(Q(agreement__partnership__in=wanted), at)) if wanted else frozenset()


def _open_now(among: Q, moment: datetime) -> dict[uuid.UUID, uuid.UUID]:
    """The partnerships whose records are open, each with its agency: what `Cover.open` says, in one statement."""
    grace = Term.objects.filter(version=OuterRef("pk"), key=TermKey.GRACE_DAYS).values("value")
    rows: Any = (
        Version.objects.confirmed()
        .filter(among, agreement__partnership__accepted_at__isnull=False)
        .annotate(grace=Subquery(grace[:1]))
        .select_related("agreement__partnership__district")
        .only(
            *("number", "state", "effective_on", "expires_on", "agreement__partnership__agency"),
            "agreement__partnership__district__time_zone",
        )
    )
    versions: dict[Partnership, list[Any]] = {}
    for row in rows:
        versions.setdefault(row.agreement.partnership, []).append(row)
    found = {}
    for partnership, given in versions.items():
        day = partnership.district.today(moment)
        version: Any = binding(given, day)
        if version is None:
            continue
        terms = Terms.of({} if version.grace is None else {TermKey.GRACE_DAYS: version.grace})
        if day < _grace_until(version, terms.grace_days):
            found[partnership.pk] = partnership.agency_id
    return found


@dataclass(frozen=True)
class SchoolCover:
    """Who stands beside a school at a moment: the partnership's cover and the officers posted there."""

    cover: Cover
    postings: tuple[Posting, ...]

    @property
    def receives(self) -> bool:
        """Whether a referral of the school reaches the agency now."""
        return self.cover.open and bool(self.postings)


def school_covers(school: "Organization", at: datetime) -> list[SchoolCover]:
    """The partnerships covering a school today, each with its officers there; the receiving ones first, by agency."""
    return covers_of_schools([school], at)[school.pk]


def covers_of_schools(schools: Iterable["Organization"], at: datetime) -> dict[uuid.UUID, list[SchoolCover]]:
    """The same of several schools, by school. One statement for all, and two for each day that they have now.

    Wherever schools lie that is one day, or two.
    """
    by_day: dict[date, list[uuid.UUID]] = {}
    found: dict[uuid.UUID, list[SchoolCover]] = {}
    for school in schools:
        found[school.pk] = []
        by_day.setdefault(school.today(at), []).append(school.pk)
    partnerships: dict[uuid.UUID, Partnership] = {}
    covered: dict[tuple[uuid.UUID, uuid.UUID], list[Posting]] = {}  # by school and partnership
    for day, keys in by_day.items():
        for row in (
            PartnershipSchool.objects.on_day(day)
            .filter(school__in=keys, partnership__accepted_at__isnull=False)
            .select_related("partnership__district", "partnership__agency")
        ):
            partnerships[row.partnership_id] = row.partnership
            covered[row.school_id, row.partnership_id] = []
        for posting in (
            Posting.objects.served_on(day)
            .filter(school__in=keys)
            .select_related("officer")
            .only("partnership", "school", "phone", "here_from", "here_until", "starts_on", "ends_on", "officer__name")
            .order_by("starts_on", "pk")
        ):
            if (posting.school_id, posting.partnership_id) in covered:
                covered[posting.school_id, posting.partnership_id].append(posting)
    cover_of = {cover.partnership.pk: cover for cover in covers(partnerships.values(), at)}
    for (school_id, partnership_id), postings in covered.items():
        found[school_id].append(SchoolCover(cover_of[partnership_id], tuple(postings)))
    return {school_id: sorted(rows, key=_nearest) for school_id, rows in found.items()}


def _nearest(one: SchoolCover) -> tuple[Any, ...]:
    """Who receives stands first, then whose MOU is in force; among equals the agency's name, then who came first."""
    partnership = one.cover.partnership
    return not one.receives, not one.cover.in_force, partnership.agency.name, partnership.accepted_at, partnership.pk


def sides_held(user: "User", permission: Permission, partnership: Partnership, at: datetime) -> list["Organization"]:
    """The sides of the partnership, district first, on which the person holds the right."""
    reach = reach_of(user, at)
    return [side for side in (partnership.district, partnership.agency) if reach.may(permission, side)]


def phone_instead(school: "Organization", at: datetime) -> str:
    """Whom a school phones when the portal reaches nobody, in words; 911 always first. At most four statements."""
    return phone_instead_words(school_covers(school, at))


def phone_instead_words(found: Iterable[SchoolCover]) -> str:
    """The same of a school whose covers are known."""
    numbers: list[str] = []
    covered = list(found)
    for cover in covered:
        numbers += [
            _("%(officer)s at %(phone)s") % {"officer": posting.officer.name, "phone": posting.phone}
            for posting in cover.postings
            if posting.phone
        ]
        numbers += agency_numbers(cover.cover.partnership)
    if not covered:
        return _("Emergency? Call 911 first. No agency covers this school; ask your district office whom to phone.")
    if not numbers:
        return _("Emergency? Call 911 first. The agency has not said whom to phone; ask your district office.")
    return _("Emergency? Call 911 first. Otherwise phone %(numbers)s.") % {
        "numbers": get_text_list(list(dict.fromkeys(numbers)), _("or"))
    }


def why_unreached(found: Iterable[SchoolCover]) -> list[str]:
    """Why a call of the school reaches nobody, a sentence for each agency; nothing where one receives it."""
    covered = list(found)
    if any(one.receives for one in covered):
        return []
    said = [] if covered else [_("No agency covers this school yet.")]
    for one in covered:
        words = {"agency": one.cover.partnership.agency.name}
        if not one.cover.open:
            said.append(_("No MOU with %(agency)s is in force.") % words)
        if not one.postings:
            said.append(_("No officer of %(agency)s is posted to this school.") % words)
    return said


def agency_numbers(partnership: Partnership) -> list[str]:
    """The agency's contact for the school, and its own number, in words; empty when neither is known."""
    agency, numbers = partnership.agency, []
    if partnership.agency_contact:
        numbers.append(partnership.agency_contact)
    if agency.phone:
        numbers.append(_("%(agency)s at %(phone)s") % {"agency": agency.name, "phone": agency.phone})
    return numbers
