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
    words = _("That school does not belong to this district. Choose another.")


class NotCovered(Refused):
    words = _("The partnership does not cover that school on that day. Choose another day or school.")


class BeforeCover(Refused):
    words = _("The partnership did not cover that school yet on the first day. Choose a later first day.")


class NotSignedYet(Refused):
    words = _("The MOU cannot be signed on a day still to come. Enter the day of the later signature.")


class NotAnOfficer(Refused):
    words = _("That person is not an officer of the agency on that day. Choose another officer or day.")


class AlreadyPosted(Refused):
    words = _("That officer is already posted to the school on those days. Choose other days.")


class WrongDays(Refused):
    words = _("The last day must not come before the first.")


class AlreadyEnded(Refused):
    words = _("This has already ended.")


class DayHasPassed(Refused):
    words = _("That day has passed; choose today or a later day.")


class WaitingAlready(Refused):
    words = _("A version is waiting for the other side. It must be confirmed or sent back before another is entered.")


class OwnVersion(Refused, AccessDenied):
    words = _("Whoever entered an MOU cannot confirm it or send it back.")


class AlreadyDecided(Refused):
    words = _("Somebody has confirmed this version or sent it back already, or it was taken back.")


class IncompleteMOU(Refused):
    words = _("The MOU needs at least one clause, and each clause a number of its own.")


class BlankLeft(Refused):
    words = _("The text still has a blank to be filled in.")


class BadTerm(Refused):
    words = _("The portal cannot read one of the terms of the MOU. Check the terms.")


class AlreadyBegun(Refused):
    words = _("Your side has begun a draft already. Go on with it, or discard it first.")


class NothingPasted(Refused):
    words = _("Paste the text of your agreement.")


class TooMuchPasted(Refused):
    words = _("This is more than can be taken at once.")


class DraftGone(Refused):
    words = _("This draft was sent or discarded in the meantime, by you in another window or by somebody of your side.")


class TooManyClauses(Refused):
    words = _("A draft holds 300 clauses at most, those left out among them. Write several as one.")


class StillMissing(Refused):
    words = _("Something is still missing before it can be sent.")


class ReasonMissing(Refused):
    words = _("Say what is not right, so that it can be put right.")


class NothingToReview(Refused):
    words = _("There is no review to record: no MOU is in force, or the next version begins before its review is due.")


class AlreadyReviewed(Refused):
    words = _("Your side has recorded this review already.")


class WrongReviewDay(Refused):
    words = _("The day must lie between the first day of the MOU and today.")
