"""Why an action of this app refuses. Each says in words what to do; nothing was written when it is raised."""

from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.access import AccessDenied


class Refusal(Exception):
    """A legal person asked for what cannot be done now."""

    words: ClassVar[str | Promise] = _("This cannot be done now.")

    def __init__(self, words: str | Promise | None = None) -> None:
        self.said = words or self.words
        super().__init__(str(self.said))


class NotASide(Refusal):
    words = _("A partnership joins one school district with one police agency.")


class AlreadyPartners(Refusal):
    words = _("These two already have a partnership, or one of them has proposed it.")


class AlreadyAnswered(Refusal):
    words = _("Somebody has answered this proposal already.")


class NotAccepted(Refusal):
    words = _("Both sides must have accepted the partnership first.")


class OwnProposal(Refusal, AccessDenied):
    words = _("Whoever proposed a partnership cannot accept it as well.")


class NoSchools(Refusal):
    words = _("Choose at least one school of the district.")


class NotThisDistricts(Refusal):
    words = _("That school does not belong to this district.")


class NotCovered(Refusal):
    words = _("The partnership does not cover that school on that day.")


class BeforeCover(Refusal):
    words = _("The partnership did not cover that school yet on the first day. Choose a later first day.")


class NotSignedYet(Refusal):
    words = _("The MOU cannot be signed on a day still to come. Enter the day of the later signature.")


class NotAnOfficer(Refusal):
    words = _("That person is not an officer of the agency on that day.")


class AlreadyPosted(Refusal):
    words = _("That officer is posted to the school on those days already.")


class WrongDays(Refusal):
    words = _("The last day must not come before the first.")


class AlreadyEnded(Refusal):
    words = _("That has ended already.")


class DayHasPassed(Refusal):
    words = _("That day has passed; choose today or a later day.")


class WaitingAlready(Refusal):
    words = _("A version is waiting for the other side. It must be confirmed or sent back before another is entered.")


class OwnVersion(Refusal, AccessDenied):
    words = _("Whoever entered an MOU cannot confirm it or send it back.")


class AlreadyDecided(Refusal):
    words = _("Somebody has confirmed this version or sent it back already.")


class IncompleteMOU(Refusal):
    words = _("The MOU needs at least one clause, and each clause a number of its own.")


class BadTerm(Refusal):
    words = _("A term of the MOU is not one the portal can read.")


class ReasonMissing(Refusal):
    words = _("Say what is not right, so that it can be put right.")


class NothingToReview(Refusal):
    words = _("No MOU is in force, so there is none to review.")


class AlreadyReviewed(Refusal):
    words = _("Your side has recorded this review already.")


class WrongReviewDay(Refusal):
    words = _("The day must lie between the first day of the MOU and today.")
