"""The activity report: prevention beside enforcement, of one agency, one of its officers or one school.

The page, the file and the paper are made of the same `Report`. Officers stand by name; nothing sorts or ranks them.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Membership, Organization, User
from accounts.roles import Role
from common.dates import add_months, school_year_days, school_year_label, school_year_of
from common.periods import not_over_on
from incidents.activity_counts import Days, Tally, Whose, sum_of, tallies
from incidents.choices import Answer, Leg
from incidents.reference import ACTIVITIES
from incidents.reference.lists import ReferenceList
from incidents.reference.report_counts import AUDIENCES, CALLS, CONSULTATIONS, LEGS, RECEIVED_KEY
from partnerships.models import PartnershipSchool

MONTHS_BACK, YEARS_BACK = 24, 3
NO_SCHOOL = "none"


@dataclass(frozen=True)
class Period:
    """A month or a school year. `key` is "2026-10", or "2026" for the school year 2026–27."""

    key: str
    label: str
    days: Days

    @classmethod
    def month(cls, day: date) -> "Period":
        first = day.replace(day=1)
        return cls(f"{first:%Y-%m}", date_format(first, "F Y"), Days(first, add_months(first, 1)))

    @classmethod
    def year(cls, year: int) -> "Period":
        return cls(
            str(year), _("School year %(year)s") % {"year": school_year_label(year)}, Days(*school_year_days(year))
        )


def periods(today: date) -> list[list[Period]]:
    """The months and the school years that can be asked for, the latest first."""
    year = school_year_of(today)
    months = [Period.month(add_months(today.replace(day=1), -back)) for back in range(MONTHS_BACK)]
    return [months, [Period.year(year - back) for back in range(YEARS_BACK)]]


class Line(NamedTuple):
    """One count: its number, the minutes where it is of the log, and what it means."""

    label: str
    definition: str
    number: int
    minutes: int | None = None
    percent: int | None = None  # of all minutes


class Part(NamedTuple):
    """Counts that belong together."""

    title: str
    lines: list[Line]
    timed: bool = False


class Share(NamedTuple):
    """One officer or school among the others: the same few numbers of each."""

    key: str
    name: str
    entries: int
    minutes: int
    leg_minutes: list[int]  # in the order of Leg
    answered: int
    accepted: int
    declined: int

    @property
    def legs(self) -> list[tuple[str, int]]:
        """Each leg in words, with its minutes."""
        return [(str(leg.label), minutes) for leg, minutes in zip(Leg, self.leg_minutes, strict=True)]


@dataclass(frozen=True)
class Report:
    """Everything that the page, the file and the paper show."""

    agency: Organization
    period: Period
    whose: str
    about: str  # "" for the whole agency, "officer:<id>" or "school:<id>"
    balance: str
    legs: Part
    prevention: list[Part]
    enforcement: list[Part]
    officers: list[Share]
    schools: list[Share]
    choices: list[tuple[str, list[tuple[str, str]]]]
    entries: int
    is_empty: bool

    @property
    def parts(self) -> list[Part]:
        return [self.legs, *self.prevention, *self.enforcement]

    @property
    def leg_labels(self) -> list[str]:
        """The heads of the columns of `Share.leg_minutes`."""
        return [str(one.label) for one in Leg]


Named = list[tuple[UUID | None, str]]


def report(user: User, at: datetime, agency: Organization, period: Period, about: str, *, own: bool) -> Report:
    """The report the person reads of that agency; `own` is an officer's, who reads their own alone.

    An `about` that names nobody of the agency is taken for the whole agency.
    """
    found = tallies(user, at, agency, period.days)
    officers: Named = [(user.pk, user.name)] if own else _officers(agency, period.days, found)
    schools = _schools(agency, period.days, found, own=own)
    by_officer = [(f"officer:{pk}", name) for pk, name in officers]
    by_school = [(f"school:{pk or NO_SCHOOL}", name) for pk, name in schools]
    names = dict(by_officer + by_school)
    if own:
        about = f"officer:{user.pk}"
    elif about not in names:
        about = ""
    total = sum_of(one for whose, one in found.items() if about in ("", *_keys(whose)))
    return Report(
        agency=agency,
        period=period,
        whose=names.get(about, agency.name),
        about=about,
        balance=balance_words(total),
        legs=_timed(_("The three legs"), LEGS, "leg:{}", total),
        prevention=[
            _timed(_("Activities"), ACTIVITIES, "kind:{}", total),
            _timed(_("Consultations, with whom"), CONSULTATIONS, "consultation:{}", total),
            _timed(_("For whom"), AUDIENCES, "audience:{}", total),
        ],
        enforcement=_calls(total, with_received=not about.startswith("officer:")),
        officers=[] if about else _shares(found, by_officer, 0),
        schools=_shares(found, by_school, 1) if own or not about else [],
        choices=[] if own else [(_("Officers"), by_officer), (_("Schools"), by_school)],
        entries=total.entries["all"],
        is_empty=not total.entries and not total.calls,
    )


def balance_words(total: Tally) -> str:
    """How the minutes logged divide among the three legs, in a sentence."""
    minutes = total.minutes["all"]
    if not minutes:
        return _("Nothing is logged in these days, so there is no balance to show.")
    words = {
        "time": time_words(minutes),
        **{one.value: _percent(total.minutes[f"leg:{one}"], minutes) for one in Leg},
    }
    return (
        _(
            "Of %(time)s logged, %(educator)d %% went to teaching, %(mentor)d %% to counsel and mentoring, and "
            "%(law_enforcement)d %% to law enforcement."
        )
        % words
    )


def time_words(minutes: int) -> str:
    """ "9 h 30 min"."""
    hours, rest = divmod(minutes, 60)
    words = {"hours": hours, "minutes": rest}
    if not hours:
        return _("%(minutes)d min") % words
    return _("%(hours)d h %(minutes)d min") % words if rest else _("%(hours)d h") % words


def sum_words(entries: int, minutes: int, label: str) -> str:
    """How much is logged in a month, in a sentence."""
    if not entries:
        return _("Nothing is logged in %(month)s yet.") % {"month": label}
    words = {"count": entries, "month": label, "time": time_words(minutes)}
    return ngettext("%(month)s: one entry, %(time)s.", "%(month)s: %(count)d entries, %(time)s.", entries) % words


def _percent(part: int, whole: int) -> int:
    return round(100 * part / whole) if whole else 0


def _keys(whose: Whose) -> tuple[str, str]:
    """The names under which a tally is asked for."""
    officer, school = whose
    return f"officer:{officer}", f"school:{school or NO_SCHOOL}"


def _timed(title: str, listed: ReferenceList, key: str, total: Tally) -> Part:
    lines = [
        Line(
            str(item.label),
            str(item.hint),
            total.entries[key.format(item.key)],
            total.minutes[key.format(item.key)],
            _percent(total.minutes[key.format(item.key)], total.minutes["all"]),
        )
        for item in listed
    ]
    return Part(title, lines, timed=True)


def _calls(total: Tally, *, with_received: bool) -> list[Part]:
    """The counts of calls in their groups; how many were received is known of no single officer."""
    parts: dict[str, Part] = {}
    for item in CALLS:
        if item.key != RECEIVED_KEY or with_received:
            title = str(item.group)
            line = Line(str(item.label), str(item.hint), total.calls[item.key])
            parts.setdefault(title, Part(title, [])).lines.append(line)
    return list(parts.values())


def _shares(found: dict[Whose, Tally], named: list[tuple[str, str]], place: int) -> list[Share]:
    """The same numbers of each, in the order of the names; `place` is 0 by officer, 1 by school."""
    sums: dict[str, Tally] = {}
    for whose, one in found.items():
        sums.setdefault(_keys(whose)[place], Tally()).add(one)
    nothing = Tally()
    return [_share(key, name, sums.get(key, nothing)) for key, name in named]


def _share(key: str, name: str, one: Tally) -> Share:
    return Share(
        key=key,
        name=name,
        entries=one.entries["all"],
        minutes=one.minutes["all"],
        leg_minutes=[one.minutes[f"leg:{leg}"] for leg in Leg],
        answered=one.calls["answered"],
        accepted=one.calls[f"answer:{Answer.ACCEPT}"],
        declined=one.calls[f"answer:{Answer.DECLINE}"],
    )


def _officers(agency: Organization, days: Days, found: dict[Whose, Tally]) -> Named:
    """Who was an officer of the agency in those days, or has something in them, by name."""
    served = Membership.objects.filter(
        not_over_on(days.first), organization=agency.pk, role=Role.SRO, starts_on__lt=days.end
    )
    counted = {officer for officer, _school in found if officer}
    people = User.objects.filter(Q(pk__in=served.values("user")) | Q(pk__in=counted))
    return list(people.order_by("name_folded", "pk").values_list("pk", "name"))


def _schools(agency: Organization, days: Days, found: dict[Whose, Tally], *, own: bool) -> Named:
    """The schools covered in those days, or with something in them, by name; work at no school stands last."""
    counted = {school for _officer, school in found if school}
    among = Q(pk__in=counted)
    if not own:
        covered = PartnershipSchool.objects.filter(
            not_over_on(days.first), partnership__agency=agency.pk, starts_on__lt=days.end
        )
        among |= Q(pk__in=covered.values("school"))
    places: Named = list(Organization.objects.filter(among).order_by("name_folded", "pk").values_list("pk", "name"))
    return [*places, (None, _("At no school"))] if any(school is None for _officer, school in found) else places


Cells = list[object]


def lines_of(one: Report) -> list[Cells]:
    """The report as the rows of a file: every number of the page, with its definition."""
    rows: list[Cells] = [
        [part.title, line.label, line.number, "" if line.minutes is None else line.minutes, line.definition]
        for part in one.parts
        for line in part.lines
    ]
    for title, shares in ((_("By officer"), one.officers), (_("By school"), one.schools)):
        rows += [cells for share in shares for cells in _share_lines(f"{title}: {share.name}", share)]
    return rows


def _share_lines(title: str, share: Share) -> list[Cells]:
    legs = [[title, label, "", minutes, ""] for label, minutes in share.legs]
    return [
        [title, _("Entries"), share.entries, share.minutes, ""],
        *legs,
        [title, _("Calls answered"), share.answered, "", ""],
        [title, _("Accepted by the officer"), share.accepted, "", ""],
        [title, _("Declined by the officer"), share.declined, "", ""],
    ]
