"""Why a day could not be said so, in words; each is raised before anything is written."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from common.refusals import Refused
from incidents.presence.choices import Doubt


class NotPosted(Refused):
    words = _("The officer is not posted to this school on that day.")


class NoSchoolThatDay(Refused):
    words = _("There is no school on that day, so nothing is asked.")


class NotYet(Refused):
    words = _("That day has not come. An absence that is known can be entered up to 60 days ahead.")


class TooLate(Refused):
    words = _("That day is too long ago for you to enter. Your supervisor can, for up to a year.")


class NoStatedHours(Refused):
    words = _("The posting states no hours. Enter the hours of this day.")


class AlreadySaid(Refused):
    words = _("Somebody said it for this day a moment ago. Read what stands here; it can be corrected.")


class NotSaidYet(Refused):
    words = _("Nobody has said yet whether the officer was there on this day.")


class HoursWrong(Refused):
    """Times that do not fit each other; `field` names the one to change."""

    words = _("Enter times that follow one another.")

    def __init__(self, field: str, words: object = "") -> None:
        self.field = field
        super().__init__(str(words))


class NeedsReason(Refused):
    words = _("Say why it is corrected. What was said before stays on record beside it.")


class NotTheStandIn(Refused):
    words = _("Choose another officer of the agency as stand-in.")


class InDoubt(Refused):
    """The page says these first; the person goes on by saying so. `lines` are sentences, by doubt."""

    words = _("Look at this first.")

    def __init__(self, lines: Iterable[tuple[Doubt, str]]) -> None:
        self.lines = list(lines)
        super().__init__()

    @property
    def doubts(self) -> set[Doubt]:
        """What is in doubt."""
        return {doubt for doubt, _line in self.lines}
