"""The certificate of a month: the same cells for page, file and paper, and the definition that stands beside each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from common.dates import ONE_DAY, add_months
from incidents.presence.figures import Figures, summed
from incidents.presence.hours import hours_words
from incidents.presence.month import Line, SchoolMonth
from incidents.presence.words import line_words


@dataclass(frozen=True)
class Column:
    """One figure: its name in Figures, what it is called, what it means, whether it counts minutes."""

    name: str
    label: str | Promise
    definition: str | Promise
    is_time: bool = False

    def cell(self, figures: Figures) -> str:
        """The figure as it is written everywhere."""
        value = getattr(figures, self.name)
        return hours_words(value) if self.is_time else str(value)


DAYS = (
    Column(
        "days_owed",
        lazy("Days owed"),
        lazy("School days, by the school’s calendar, on which an officer was posted; one for each posting."),
    ),
    Column(
        "days_posted",
        lazy("Days by the posted officer"),
        lazy("Days on which the posted officer was there for all the hours owed."),
    ),
    Column(
        "days_stand_in",
        lazy("Days with a stand-in"),
        lazy("Days without uncovered time on which another officer covered all of it, or a part."),
    ),
    Column(
        "days_uncovered",
        lazy("Days with uncovered time"),
        lazy("Days on which for some time, or all of it, no officer was there."),
    ),
    Column(
        "days_unconfirmed",
        lazy("Days not confirmed"),
        lazy("Days of which nobody has said yet whether the officer was there. They count as neither."),
    ),
)
HOURS = (
    Column(
        "owed",
        lazy("Hours owed"),
        lazy("The hours the posting states on the days owed, or those of the day where the school met for others."),
        is_time=True,
    ),
    Column(
        "posted",
        lazy("Hours by the posted officer"),
        lazy("Hours owed in which the posted officer was at the school, without recalls off campus."),
        is_time=True,
    ),
    Column(
        "stand_in_current",
        lazy("Hours by a trained stand-in"),
        lazy("Hours owed in which another officer covered whose training was current on that day."),
        is_time=True,
    ),
    Column(
        "stand_in_not_current",
        lazy("Hours by a stand-in not shown to be trained"),
        lazy("The same, where it was not current or none is asked; the supervisor confirmed it before."),
        is_time=True,
    ),
    Column(
        "uncovered",
        lazy("Hours uncovered"),
        lazy("Hours owed on days that were confirmed in which no officer was there."),
        is_time=True,
    ),
    Column(
        "unconfirmed",
        lazy("Hours not confirmed"),
        lazy("Hours owed on the days not confirmed. They are not credited until somebody says what they were."),
        is_time=True,
    ),
    Column(
        "credited",
        lazy("Hours credited"),
        lazy("Hours the agency owes the district back: the hours uncovered, minute for minute."),
        is_time=True,
    ),
)
COLUMNS = (*DAYS, *HOURS)


@dataclass(frozen=True)
class Row:
    """A school of the month, or a day of the school."""

    words: tuple[str, ...]
    figures: Figures
    key: str = ""

    @property
    def days(self) -> list[str]:
        return [column.cell(self.figures) for column in DAYS]

    @property
    def hours(self) -> list[str]:
        return [column.cell(self.figures) for column in HOURS]

    @property
    def cells(self) -> list[str]:
        """As a row of the file."""
        return [*self.words, *self.days, *self.hours]


@dataclass(frozen=True)
class Certificate:
    """What page, file and paper show."""

    title: str
    period: str
    head: tuple[str, ...]
    rows: list[Row]
    total: Row
    unposted: list[str] = field(default_factory=list)
    agencies: str = ""

    @property
    def figures(self) -> list[dict[str, str]]:
        """Each figure of the whole with its definition."""
        return [
            {"label": str(one.label), "value": one.cell(self.total.figures), "definition": str(one.definition)}
            for one in COLUMNS
        ]

    @property
    def sentence(self) -> str:
        """The finding, in a sentence."""
        total = self.total.figures
        if not total.days_owed:
            return _("No day was owed in this month.")
        if total.credited:
            said = _("The agency owes %(hours)s hours back.") % {"hours": hours_words(total.credited)}
        else:
            said = _("No hour that was confirmed was uncovered.")
        if total.days_unconfirmed:
            said += " " + _("%(days)s of %(owed)s days are not confirmed.") % {
                "days": total.days_unconfirmed,
                "owed": total.days_owed,
            }
        return said

    @property
    def header(self) -> list[str]:
        """The first row of the file."""
        return [*self.head, *(str(one.label) for one in COLUMNS)]

    def lines(self) -> Iterable[Sequence[str]]:
        """The rows of the file: the whole first below them, then what each figure means."""
        yield from (row.cells for row in self.rows)
        yield self.total.cells
        for name in self.unposted:
            yield [name, _("No officer was posted to this school in the month.")]
        for one in COLUMNS:
            yield [str(one.label), str(one.definition)]


def of_schools(title: str, period: str, months: Iterable[SchoolMonth], unposted: list[str]) -> Certificate:
    """A side's: a row for each school."""
    rows = [Row((one.school.name,), one.figures, str(one.school.pk)) for one in months]
    total = Row((_("All schools"),), summed(row.figures for row in rows))
    return Certificate(title, period, (_("School"),), rows, total, unposted)


def of_school(period: str, month: SchoolMonth) -> Certificate:
    """A school's: a row for each day of each posting. Why an officer was absent is not on it."""
    rows = [Row(_day_words(line), line.figures, f"{line.posting.pk}/{line.day.isoformat()}") for line in month.lines]
    total = Row((_("The month"), "", ""), month.figures)
    agencies = sorted({line.posting.partnership.agency.name for line in month.lines})
    head = (_("Day"), _("Officer"), _("What was said"))
    return Certificate(month.school.name, period, head, rows, total, agencies=", ".join(agencies))


def _day_words(line: Line) -> tuple[str, ...]:
    said = line_words(line.presence, line.away, line.posting, why=False)
    if line.stand_ins and line.presence is None:
        said = ""
    for one in line.stand_ins:
        words = {"hours": one.here, "training": one.get_training_display()}
        covered = _("Covered by a posted stand-in, %(hours)s. %(training)s.") if one.here else ""
        said = " ".join(filter(None, (said, covered % words if covered else "")))
    return date_format(line.day, "D, M j, Y"), line.posting.officer.name, said


def period_words(first: date, last: date) -> str:
    """The month, and the day through which it is told while it still lasts."""
    words = date_format(first, "F Y")
    if last + ONE_DAY < add_months(first, 1):
        return _("%(month)s, through %(day)s") % {"month": words, "day": date_format(last, "F j")}
    return words
