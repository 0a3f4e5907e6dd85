"""Why an action of this app refuses. Each says in words what to do; nothing was written when it is raised."""

from collections.abc import Iterable

from django.utils.text import get_text_list
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from partnerships.errors import Refusal

MOST_NAMED = 5  # people named in one refusal; the others are counted


class NotASide(Refusal):
    words = _("Courses are given by a school district or a police agency.")


class UnknownTopic(Refusal):
    words = _("A course is about a leg of the triad, or about the MOU. Choose one.")


class TitleMissing(Refusal):
    words = _("Give the course a name.")


class TitleTaken(Refusal):
    words = _("A course of that name is given already. Choose another name.")


class HoursOutOfRange(Refusal):
    words = _("Give the hours as a number from 0.25 to 400.")


class CourseRetired(Refusal):
    words = _("This course is no longer given. Choose another, or add it again.")


class StillAsked(Refusal):
    words = _("A requirement asks for this course. End the requirement first.")


class TimesOutOfOrder(Refusal):
    words = _("The end must come after the beginning.")


class AlreadyAsked(Refusal):
    words = _("A requirement asks for this course already. Change that one, or end it first.")


class NoRoles(Refusal):
    words = _("Choose at least one role that takes the course.")


class RoleNotHeldHere(Refusal):
    words = _("One of the roles is not held on this side.")


class DaysOutOfRange(Refusal):
    words = _("Give 1 to 730 days to complete it.")


class MonthsOutOfRange(Refusal):
    words = _("A completion counts for 1 to 120 months, or for good.")


class DayHasPassed(Refusal):
    words = _("That day has passed; choose today or a later day.")


class AlreadyEnded(Refusal):
    words = _("This requirement has ended already.")


class DayNotCome(Refusal):
    words = _("Nobody can have completed it on a day that has not come.")


class NobodyChosen(Refusal):
    words = _("Choose at least one person.")


class EvidenceMissing(Refusal):
    words = _("Say what shows it: a certificate or an attendance sheet with its file, or who attests it.")


class ReasonMissing(Refusal):
    words = _("Say why, so that it can be understood later.")


class AlreadyWithdrawn(Refusal):
    words = _("Somebody has withdrawn this completion already.")


class NotOfThisSide(Refusal):
    """People who hold no role on the side; `names` are said."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(_now("Not of your side today: %(names)s. Take them out.") % {"names": named(names)})


class AlreadyRecorded(Refusal):
    """People who have a completion of that day already; `names` are said."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(
            _now("Recorded for that day already: %(names)s. Take them out, or choose the right day.")
            % {"names": named(names)}
        )


def named(names: Iterable[str]) -> str:
    """A few names in words, and how many more there are."""
    every = sorted(names)
    shown, rest = every[:MOST_NAMED], len(every) - MOST_NAMED
    if rest > 0:
        shown.append(_now("%(count)d more") % {"count": rest})
    return str(get_text_list(shown, _now("and")))
