"""Training in words: who must take a course, by when, until when it counts, how far along people are."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.formats import date_format, number_format
from django.utils.text import capfirst, get_text_list
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Kind, Role
from common.numbers import number_words
from training.due_days import FOR_GOOD
from training.models import CourseAssignment, CourseDate, Requirement
from training.status import COMPLETE_STATUSES, PersonStatus

# Within so many days a due day is said as days left.
COUNTDOWN_DAYS = 30
MOST_IN_WORDS = 9  # a number beyond is said in figures
# The shape that stands before the word: see components/answer_mark.html.
STATUS_SHAPES = {
    PersonStatus.OVERDUE: "yes",
    PersonStatus.DUE: "unsure",
    PersonStatus.RENEW: "no",
    PersonStatus.COMPLETE: "no",
}


def opening_number(count: int) -> str:
    """The number at the beginning of a sentence: a word up to nine, figures beyond."""
    return capfirst(number_words(count, most=MOST_IN_WORDS))


def board_sentence(*, places: Sequence[tuple[str, int]], late_courses: int, complete: int, total: int) -> str:
    """How far along everybody is, in a sentence, from the kind of each place and how many are overdue there."""
    late = [kind for kind, overdue in places if overdue]
    if not total:
        return _("Nobody is asked to take a course here.")
    if len(places) == 1 and late:
        said = ngettext(
            "People are overdue with one course.", "People are overdue with %(number)s courses.", late_courses
        )
        return said % {"number": number_words(late_courses, most=MOST_IN_WORDS)}
    if late and all(kind == Kind.SCHOOL for kind in late):
        said = ngettext("One school has people overdue.", "%(number)s schools have people overdue.", len(late))
    elif late:
        said = ngettext("One place has people overdue.", "%(number)s places have people overdue.", len(late))
    else:
        return _("Everybody is up to date.") if complete == total else _("Nobody is overdue.")
    return said % {"number": opening_number(len(late))}


def day_words(day: date, today: date) -> str:
    """ "March 4", with the year when it is another one."""
    return date_format(day, "F j" if day.year == today.year else "F j, Y")


def time_words(one: CourseDate, at: datetime) -> str:
    """ "Thursday, December 3, 3:30 PM to 5:00 PM EST, library", in the zone of the side that gives it."""
    side = one.course.organization
    begins, ends = one.starts_at.astimezone(side.zone), one.ends_at.astimezone(side.zone)
    until = date_format(ends, "g:i A")
    if ends.date() != begins.date():
        until = f"{weekday_words(ends.date(), begins.date())}, {until}"
    said = _("%(day)s, %(begins)s to %(ends)s %(zone)s") % {
        "day": weekday_words(begins.date(), side.today(at)),
        "begins": date_format(begins, "g:i A"),
        "ends": until,
        "zone": begins.tzname(),
    }
    return f"{said}, {one.place}" if one.place else said


def weekday_words(day: date, today: date) -> str:
    """ "Thursday, December 3", with the year when it is another one."""
    return date_format(day, "l, F j" if day.year == today.year else "l, F j, Y")


def hours_words(hours: Decimal) -> str:
    """ "1.5 hours"."""
    said = number_format(hours.normalize() if hours != hours.to_integral_value() else int(hours))
    return ngettext("%(hours)s hour", "%(hours)s hours", 1 if hours == 1 else 2) % {"hours": said}


def due_words(due_on: date, today: date) -> str:
    """ "Due in 5 days, by March 4", "Due today", "Overdue by 3 days; it was due by March 4"."""
    left = (due_on - today).days
    given = {"days": abs(left), "day": day_words(due_on, today)}
    if left < 0:
        return (
            ngettext(
                "Overdue by %(days)d day; it was due by %(day)s",
                "Overdue by %(days)d days; it was due by %(day)s",
                -left,
            )
            % given
        )
    if left == 0:
        return _("Due today")
    if left > COUNTDOWN_DAYS:
        return _("Due by %(day)s") % given
    return ngettext("Due in %(days)d day, by %(day)s", "Due in %(days)d days, by %(day)s", left) % given


def until_words(covered_until: date, today: date) -> str:
    """Until when a completion counts."""
    if covered_until == FOR_GOOD:
        return _("Does not expire")
    if covered_until < today:
        return _("Expired after %(day)s") % {"day": day_words(covered_until, today)}
    return _("Valid through %(day)s") % {"day": day_words(covered_until, today)}


def due_clock(assignment: CourseAssignment, today: date) -> dict[str, Any]:
    """The assignment's clock, for components/small_clock.html: words alone, bold when near, marked when late."""
    status = status_of(assignment)
    if status in COMPLETE_STATUSES and assignment.covered_until:
        words = until_words(assignment.covered_until, today)
        if status == PersonStatus.RENEW and assignment.due_on:
            words = _("Renew by %(day)s") % {"day": day_words(assignment.due_on, today)}
        return {"words": words, "soon": status == PersonStatus.RENEW}
    due_on = assignment.due_on or today
    return {
        "words": due_words(due_on, today),
        "late": status == PersonStatus.OVERDUE,
        "soon": 0 <= (due_on - today).days <= COUNTDOWN_DAYS,
    }


def status_of(assignment: CourseAssignment) -> PersonStatus:
    """The status that the queryset's `with_status` has put on the row."""
    return PersonStatus(assignment.status)  # type: ignore[attr-defined]


def status_mark(status: PersonStatus) -> dict[str, str]:
    """Shape and word of a status, for the tag answer_mark."""
    return {"answer": STATUS_SHAPES[status], "word": str(status.label)}


def role_words(role: str) -> str:
    """A role in the middle of a sentence: "principal", "SRO supervisor"."""
    said = str(Role(role).label)
    return said if said[1:2].isupper() else said[:1].lower() + said[1:]


def in_role_order(roles: Iterable[str]) -> list[str]:
    """The roles in the order of the enum, which is the order of every list of them."""
    given = set(roles)
    return [role for role in Role.values if role in given]


def roles_words(roles: Iterable[str]) -> str:
    """ "principal, designee and staff member", in the order of the roles."""
    return get_text_list([role_words(role) for role in in_role_order(roles)], _("and"))


def requirement_words(requirement: Requirement, roles: Iterable[str]) -> str:
    """ "Every principal, within 30 days of joining, or of March 4, 2027 for whoever joined before; does not expire."

    Nobody's days begin before the day from which it is asked.
    """
    who = ngettext(
        "Every %(roles)s, within %(days)d day of joining, or of %(from)s for whoever joined before; %(counts)s.",
        "Every %(roles)s, within %(days)d days of joining, or of %(from)s for whoever joined before; %(counts)s.",
        requirement.days_to_complete,
    )
    return who % {
        "roles": roles_words(roles),
        "days": requirement.days_to_complete,
        "from": date_format(requirement.starts_on, "F j, Y"),
        "counts": counts_words(requirement.valid_months),
    }


def requirement_shown(requirement: Requirement, roles: Iterable[str]) -> dict[str, object]:
    """What is asked, as the pages show it on which it is changed or ended."""
    return {
        _("the course"): requirement.course.title,
        _("who must take it"): in_role_order(roles),
        _("the days they have"): requirement.days_to_complete,
        _("the months it is valid"): requirement.valid_months,
        _("why it is asked"): requirement.reason,
    }


def counts_words(months: int | None) -> str:
    """For how long a completion counts."""
    if months is None:
        return _("does not expire")
    return ngettext("valid for %(months)d month", "valid for %(months)d months", months) % {"months": months}
