"""Who may say whether an officer was at the school, for which days, and what must be looked at first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from accounts.models import ClosedDay, Membership, User
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.roles import Role, Span
from common.dates import is_school_day
from common.periods import lasts_on
from incidents.models import AwayTime, Presence
from incidents.presence.choices import ABSENCES, RECALLS, Doubt, Said
from incidents.presence.errors import HoursWrong, NoSchoolThatDay, NotPosted, NotTheStandIn, NotYet, TooLate
from incidents.presence.hours import Hours
from partnerships.models import Posting
from training.current import Record, Standing

OFFICER_BACK, SUPERVISOR_BACK, AHEAD = timedelta(days=14), timedelta(days=366), timedelta(days=60)


@dataclass(frozen=True)
class Away:
    """A time without the posted officer, and who stood in."""

    hours: Hours
    why: str
    recalled_by: str = ""
    covered_by: User | None = None
    cover: Hours | None = None


@dataclass(frozen=True)
class DaySaid:
    """What is said of a posting on one day. Who is absent has at least one time away."""

    said: str
    owed: Hours
    here: Hours | None = None
    away: tuple[Away, ...] = ()

    @property
    def stand_ins(self) -> dict[UUID, User]:
        """Who covers any part of it."""
        return {one.covered_by.pk: one.covered_by for one in self.away if one.covered_by}


def posted_hours(posting: Posting) -> Hours | None:
    """The hours the posting states; None where it states none, or none that follow one another."""
    begins, ends = posting.here_from, posting.here_until
    return Hours(begins, ends) if begins and ends and begins < ends else None


def right_on(user: User, posting: Posting, at: datetime) -> Permission | None:
    """By which right the person may say it: as supervisor of the agency, or as the officer posted; None by none."""
    reach, agency = reach_of(user, at), posting.partnership.agency_id
    if agency in reach.with_span(Permission.PRESENCE_ENTER, Span.AGENCY):
        return Permission.PRESENCE_ENTER
    own = posting.officer_id == user.pk
    served = own and agency in reach.with_span(Permission.PRESENCE_CONFIRM, Span.POSTED)
    return Permission.PRESENCE_CONFIRM if served else None


def check_day(posting: Posting, day: date, said: str, right: Permission, at: datetime) -> None:
    """Raise NotPosted, NoSchoolThatDay, NotYet or TooLate where nothing can be said of that day for the first time."""
    today = posting.school.today(at)
    back = SUPERVISOR_BACK if right == Permission.PRESENCE_ENTER else OFFICER_BACK
    if not lasts_on(posting.starts_on, posting.ends_on, day):
        raise NotPosted
    if not is_school_day(day, ClosedDay.objects.calendar_for(posting.school)):
        raise NoSchoolThatDay
    if day > (today if said == Said.HERE else today + AHEAD):
        raise NotYet
    if day < today - back:
        raise TooLate


def check_hours(given: DaySaid) -> None:
    """Raise HoursWrong where times do not follow one another, or lie outside what they belong to."""
    absent = given.said == Said.ABSENT
    bound = given.owed if absent else given.here
    if given.owed.begins >= given.owed.ends:
        raise HoursWrong("owed_until", _("The school’s hours end before they begin."))
    if bound is None or bound.begins >= bound.ends:
        raise HoursWrong("here_until", _("Enter a time that is later than when they came."))
    if absent and not given.away:
        raise HoursWrong("why", _("Say why the officer is absent."))
    last = None
    for one in sorted(given.away, key=lambda one: one.hours.begins):
        if one.why not in (ABSENCES if absent else RECALLS):
            raise HoursWrong("why", _("Choose one of the reasons on the list."))
        if not absent and not one.recalled_by:
            raise HoursWrong("recalled_by", _("Say who at the agency recalled the officer."))
        if one.hours.begins >= one.hours.ends or not one.hours.within(bound):
            raise HoursWrong("ends", _("The time away must lie within %(hours)s.") % {"hours": bound})
        if last and one.hours.begins < last:
            raise HoursWrong("begins", _("Another time away is entered for these hours."))
        if (one.covered_by is None) != (one.cover is None):
            raise HoursWrong("cover_from", _("Say from when until when the stand-in covers."))
        if one.cover and (one.cover.begins >= one.cover.ends or not one.cover.within(one.hours)):
            raise HoursWrong("cover_until", _("The cover must lie within %(hours)s.") % {"hours": one.hours})
        last = one.hours.ends


def check_stand_ins(posting: Posting, day: date, given: DaySaid) -> None:
    """Raise NotTheStandIn unless each is another officer of the agency on that day."""
    people = set(given.stand_ins)
    held = Membership.objects.on_day(day).with_role(Role.SRO).at_place(posting.partnership.agency_id)
    known = set(held.filter(user__in=people, user__is_active=True).values_list("user", flat=True)) if people else set()
    if people - known or posting.officer_id in people:
        raise NotTheStandIn


def doubts_of(posting: Posting, day: date, given: DaySaid, training: Mapping[UUID, Record]) -> list[tuple[Doubt, str]]:
    """What must be looked at first: stand-ins whose training is not current, and people expected at two places."""
    found = [
        (Doubt.NOT_TRAINED, _not_trained(given.stand_ins[pk], record))
        for pk, record in training.items()
        if pk in given.stand_ins and record.standing != Standing.CURRENT
    ]
    wanted: list[tuple[UUID, str, Hours]] = []
    if given.here:
        wanted.append((posting.officer_id, posting.officer.name, given.here))
    wanted += [
        (one.covered_by.pk, one.covered_by.name, one.cover) for one in given.away if one.covered_by and one.cover
    ]
    for person, name, place, hours, zone_of in _elsewhere(posting, day, {person for person, _n, _h in wanted}):
        begins, ends = hours.moments(day, zone_of)
        for whose, _name, own in wanted:
            first, last = own.moments(day, posting.school.zone)
            if whose == person and first < ends and begins < last:
                words = {"officer": name, "school": place, "hours": hours}
                found.append((Doubt.OVERLAP, _("%(officer)s is expected at %(school)s, %(hours)s.") % words))
    return list(dict.fromkeys(found))


def _not_trained(person: User, record: Record) -> str:
    if record.standing == Standing.NOTHING_ASKED:
        return _("No training is asked of %(officer)s in the portal, so none can be shown.") % {"officer": person.name}
    words = {"officer": person.name, "courses": ", ".join(record.missing)}
    return _("%(officer)s is not current in training. Missing: %(courses)s.") % words


def _elsewhere(posting: Posting, day: date, people: Iterable[UUID]) -> list[tuple[UUID, str, str, Hours, ZoneInfo]]:
    """Where else these people are expected that day: as said, as cover, and, where nothing is said, as posted."""
    people = set(people)
    rows: list[tuple[UUID, str, str, Hours, ZoneInfo]] = []
    others = Presence.objects.current().filter(day=day).exclude(posting=posting.pk)
    said = others.filter(posting__officer__in=people, said=Said.HERE).select_related("posting__officer", "school")
    for one in said:
        officer = one.posting.officer
        if one.here:
            rows.append((officer.pk, officer.name, one.school.name, one.here, one.school.zone))
    away = AwayTime.objects.filter(presence__in=others.values("pk"), covered_by__in=people)
    for cover in away.select_related("covered_by", "presence__school"):
        if cover.covered_by and cover.cover:
            place = cover.presence.school
            rows.append((cover.covered_by.pk, cover.covered_by.name, place.name, cover.cover, place.zone))
    # A stand-in leaves their own school; who says that they are here themselves has their own hours in mind.
    unsaid = ~Exists(Presence.objects.filter(posting=OuterRef("pk"), day=day))
    stand_ins = people - {posting.officer_id}
    posted = Posting.objects.on_day(day).filter(unsaid, officer__in=stand_ins).select_related("officer", "school")
    for row in posted if stand_ins else []:
        hours = posted_hours(row)
        if hours and row.school_id != posting.school_id:
            rows.append((row.officer_id, row.officer.name, row.school.name, hours, row.school.zone))
    return rows
