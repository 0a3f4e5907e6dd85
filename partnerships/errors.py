"""Why an action of this app refuses. Each says in words what to do; nothing was written when it is raised."""

from django.utils.translation import gettext_lazy as _

from accounts.access import AccessDenied
from common.refusals import Refused


class NotASide(Refused):
    words = _("A partnership joins one school district with one police agency.")


class AlreadyPartners(Refused):
    words = _("These two already have a partnership, or one of them has proposed it.")


class AlreadyAnswered(Refused):
    words = _("Somebody has answered this proposal already.")


class NotAccepted(Refused):
    words = _("Both sides must have accepted the partnership first.")


class OwnProposal(Refused, AccessDenied):
    words = _("Whoever proposed a partnership cannot accept it as well.")


class NoSchools(Refused):
    words = _("Choose at least one school of the district.")


class NotThisDistricts(Refused):
    words = _("That school does not belong to this district.")


class NotCovered(Refused):
    words = _("The partnership does not cover that school on that day.")


class BeforeCover(Refused):
    words = _("The partnership did not cover that school yet on the first day. Choose a later first day.")


class NotSignedYet(Refused):
    words = _("The MOU cannot be signed on a day still to come. Enter the day of the later signature.")


class NotAnOfficer(Refused):
    words = _("That person is not an officer of the agency on that day.")


class AlreadyPosted(Refused):
    words = _("That officer is posted to the school on those days already.")


class WrongDays(Refused):
    words = _("The last day must not come before the first.")


class AlreadyEnded(Refused):
    words = _("That has ended already.")


class DayHasPassed(Refused):
    words = _("That day has passed; choose today or a later day.")


class WaitingAlready(Refused):
    words = _("A version is waiting for the other side. It must be confirmed or sent back before another is entered.")


class OwnVersion(Refused, AccessDenied):
    words = _("Whoever entered an MOU cannot confirm it or send it back.")


class AlreadyDecided(Refused):
    words = _("Somebody has confirmed this version or sent it back already.")


class IncompleteMOU(Refused):
    words = _("The MOU needs at least one clause, and each clause a number of its own.")


class BadTerm(Refused):
    words = _("A term of the MOU is not one the portal can read.")


class ReasonMissing(Refused):
    words = _("Say what is not right, so that it can be put right.")


class NothingToReview(Refused):
    words = _("No MOU is in force, so there is none to review.")


class AlreadyReviewed(Refused):
    words = _("Your side has recorded this review already.")


class WrongReviewDay(Refused):
    words = _("The day must lie between the first day of the MOU and today.")
