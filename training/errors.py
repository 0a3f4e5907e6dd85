"""Why an action of this app refuses. Each says in words what to do; nothing was written when it is raised."""

from collections.abc import Iterable

from django.utils.text import get_text_list
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from common.refusals import Refused

MOST_NAMED = 5  # people named in one refusal; the others are counted


class NotASide(Refused):
    words = _("Courses are given by a school district or a police agency.")


class UnknownTopic(Refused):
    words = _("A course is about a leg of the triad, or about the MOU. Choose one.")


class TitleMissing(Refused):
    words = _("Give the course a name.")


class TitleTaken(Refused):
    words = _("A course of that name is given already. Choose another name.")


class HoursOutOfRange(Refused):
    words = _("Give the hours as a number from 0.25 to 400.")


class CourseRetired(Refused):
    words = _("This course is no longer given. Choose another, or add it again.")


class StillAsked(Refused):
    words = _("A requirement asks for this course. End the requirement first.")


class TimesOutOfOrder(Refused):
    words = _("The end must be later than the beginning.")


class AlreadyAsked(Refused):
    words = _("A requirement asks for this course already. Change that one, or end it first.")


class NoRoles(Refused):
    words = _("Choose at least one role that takes the course.")


class RoleNotHeldHere(Refused):
    words = _("One of the roles is not held on this side.")


class DaysOutOfRange(Refused):
    words = _("Give 1 to 730 days to complete it.")


class MonthsOutOfRange(Refused):
    words = _("Give 1 to 120 months, or leave them empty when it does not expire.")


class DayHasPassed(Refused):
    words = _("That day has passed; choose today or a later day.")


class AlreadyEnded(Refused):
    words = _("This requirement has ended already.")


class DayNotCome(Refused):
    words = _("That day is still to come. Choose today or an earlier day.")


class NobodyChosen(Refused):
    words = _("Choose at least one person.")


class EvidenceMissing(Refused):
    words = _("Give the evidence: a certificate or an attendance sheet with its file, or who attests it.")


class ReasonMissing(Refused):
    words = _("Say why, so that it can be understood later.")


class AlreadyWithdrawn(Refused):
    words = _("Somebody has withdrawn this completion already.")


class NotOfThisSide(Refused):
    """People who hold no role on the side, and held none on the day; `names` are said."""

    def __init__(self, names: Iterable[str]) -> None:
        words = _now("Not on your side today or on the day of the course: %(names)s. Take them out.")
        super().__init__(words % {"names": shortened_list(names)})


class AlreadyRecorded(Refused):
    """People who have a completion of that day already; `names` are said."""

    def __init__(self, names: Iterable[str]) -> None:
        super().__init__(
            _now(
                "Recorded for that day already: %(names)s. Nothing of this form was kept. Take them out, or choose the "
                "right day. To put other evidence on file, withdraw the entry of that day first and record it again."
            )
            % {"names": shortened_list(names)}
        )


def shortened_list(names: Iterable[str]) -> str:
    """A few names in words, and how many more there are."""
    every = sorted(names)
    shown, rest = every[:MOST_NAMED], len(every) - MOST_NAMED
    if rest > 0:
        shown.append(_now("%(count)d more") % {"count": rest})
    return str(get_text_list(shown, _now("and")))
