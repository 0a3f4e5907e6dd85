"""Why an action on a call was refused, in words; each is raised before anything is written."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.access import AccessDenied
from common.refusals import Refused


class NotYours(AccessDenied):
    """The person may not do this to this record. Answered with 403, or 404 where they may not see it."""


class OwnRecord(NotYours):
    """Who wrote, sent or answered a referral does not review it."""


class NotADraft(Refused):
    words = _("It was sent already. A later fact can be added to it.")


class AlreadyKept(Refused):
    """The form's matter was kept in school; `pk` is what became of it."""

    words = _("This matter was kept in school already.")

    def __init__(self, pk: UUID) -> None:
        self.pk = pk
        super().__init__()


class AlreadyHandedOn(Refused):
    """The form's matter was handed on; `pk` is what became of it."""

    words = _("This matter was handed on already.")

    def __init__(self, pk: UUID) -> None:
        self.pk = pk
        super().__init__()


class MustBeHandedOn(Refused):
    words = _("This is never kept in school: others must be told of it.")


class MarkEnded(Refused):
    words = _("Somebody has ended this mark already.")


class NothingOwed(Refused):
    words = _("Nobody else must be told of this. Keep it in school, or call the officer.")


class ChangedMeanwhile(Refused):
    words = _("Nothing was done: it was changed in another window a moment ago. Read it again, then decide.")


class LeadChanged(Refused):
    words = _("Somebody else said a moment ago who leads. Nothing was changed; this is how it stands.")


class LeadUnreachable(Refused):
    words = _("Nothing was changed: nobody at the agency could read it now.")


class NotFrozen(Refused):
    words = _("This is still a draft. Send it first.")


class AlreadyAnswered(Refused):
    words = _("The answer is there already.")


class WhatForChanged(Refused):
    words = _("What the call is for was changed a moment ago. Look at it again.")


class AlreadyDecided(Refused):
    words = _("The call was reviewed or withdrawn in the meantime.")


class QuestionOpen(Refused):
    words = _("A question is already waiting for its answer.")


class NotToAsk(Refused):
    words = _("Nothing was sent. The supervisor is asked first only where nobody is in danger and you are unsure.")


class NobodyToAsk(Refused):
    words = _("Nothing was sent: no supervisor of the agency can answer this question. Call the officer, or phone.")


class AlreadyAsked(Refused):
    words = _("A question about this is already waiting for its answer.")


class ConsultEnded(Refused):
    words = _("The school needs no answer any more. Nothing was sent.")


class AnswerStands(Refused):
    words = _("Somebody else answered a moment ago. Yours was not sent.")


class NotToKeep(Refused):
    words = _("The school did not agree to keep this as an example.")


class StillTelling(Refused):
    """Words of an example that say who, where or when; `found` is them."""

    words = _("It still says who, where or when. Reword it.")

    def __init__(self, found: Iterable[str]) -> None:
        self.found = tuple(found)
        super().__init__()


class PrecedentGone(Refused):
    words = _("Somebody has taken this example out already.")


class NotAccepted(Refused):
    words = _("An outcome can be recorded only for a call that was accepted or reviewed.")


class CoverClosed(Refused):
    words = _("The agency stopped receiving calls from this school a moment ago. Look at this page again.")


class ReplyUnreachable(CoverClosed):
    words = _(
        "The agency cannot be reached through the portal now: no MOU with it is in force. Copy your words, or phone."
    )


class AddendumUnreachable(CoverClosed):
    words = _(
        "The agency cannot be told now: it was not told of this call, or no MOU with it is in force. Choose “Our side "
        "only”."
    )


class AskingClosed(CoverClosed):
    words = _(
        "Nothing was asked: a record can be asked for here only while an MOU with the district is in force. Phone the "
        "district’s records custodian."
    )


class RecordUnreachable(CoverClosed):
    words = _(
        "Nothing was sent: no MOU with the agency is in force, so it could not open what you give. Copy your words, or "
        "refuse the request and say how the agency can reach you."
    )


class RequestClosed(Refused):
    words = _("The request was answered or withdrawn in the meantime.")


class NothingToLookAt(Refused):
    words = _("Nothing waits for a second look here: somebody has looked already, or it was no emergency.")


class OwnAnswer(NotYours):
    """Who answered in an emergency is not the one who looks at it again."""


class NotARuleMatter(Refused):
    words = _("Only a matter without crime and without danger is kept in school.")


class IdentityNotAllowed(Refused):
    words = _("The MOU does not allow names to be sent on that ground. Send no names, or choose another ground.")


class PlanNeedsGround(Refused):
    words = _("Whether a plan exists is from a student’s record: it is never sent as something staff saw themselves.")


class ForeignClause(Refused):
    words = _("This clause is not in the MOU between these two sides. Choose another clause.")


class IncompleteReferral(Refused):
    """Required answers are missing; `fields` names them."""

    words = _("It was not sent: an answer is missing. Fill it in here.")

    def __init__(self, fields: Iterable[str]) -> None:
        self.fields = tuple(fields)
        super().__init__()


class UnknownAnswer(Refused):
    """An answer that is not on its list; `field` names it."""

    words = _("Choose one of the answers on the list.")

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__()


class TimeOutOfRange(Refused):
    words = _("It was not sent: the time it happened is in the future or too long ago. Correct it.")


class FutureTime(TimeOutOfRange):
    """It lies in the future."""


class TooLongAgo(TimeOutOfRange):
    """It lies before the previous school year began."""


class DayNotLogged(Refused):
    words = _("Choose a day of the last 60 days, today at the latest.")


class NotPostedThere(Refused):
    words = _("You were not posted to this school on that day. Choose another school or day.")


class TakenBack(Refused):
    words = _("This entry was taken back already.")


class TooLateToTakeBack(Refused):
    words = _("An entry can be taken back for 14 days. This one is older and stays.")
