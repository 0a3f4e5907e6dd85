"""Why an action was refused. Each is raised before anything is written."""

from collections.abc import Iterable
from uuid import UUID

from accounts.access import AccessDenied


class NotYours(AccessDenied):
    """The person may not do this to this record. Answered with 403, or 404 where they may not see it."""


class OwnRecord(NotYours):
    """Who wrote, sent or answered a referral does not review it."""


class IncidentError(Exception):
    """The act is not possible as things stand."""


class NotADraft(IncidentError):
    """The referral was sent already; later facts go into an addendum."""


class AlreadyKept(IncidentError):
    """The form's matter was kept in school; `pk` is what became of it."""

    def __init__(self, pk: UUID) -> None:
        self.pk = pk
        super().__init__(str(pk))


class NotFrozen(IncidentError):
    """The referral is still a draft."""


class SaidOtherwise(IncidentError):
    """This very form was sent before with other words; what was kept then stands."""


class AlreadyAnswered(IncidentError):
    """The officer's answer, or the reply to the question, is there already."""


class AlreadyDecided(IncidentError):
    """The referral was reviewed or withdrawn in the meantime."""


class QuestionOpen(IncidentError):
    """A question is already waiting for its answer; one at a time."""


class NotAccepted(IncidentError):
    """An outcome belongs to a referral that was accepted or reviewed."""


class CoverClosed(IncidentError):
    """No agency receives this now: no MOU open, no officer posted, or no partnership."""


class NotARuleMatter(IncidentError):
    """Only a matter without crime and without danger is kept in school at the gate."""


class IdentityNotAllowed(IncidentError):
    """The MOU's identity term, or the ground given, does not let identity cross."""


class ForeignClause(IncidentError):
    """The clause is not of the MOU between these two sides."""


class IncompleteReferral(IncidentError):
    """Required answers are missing; `fields` names them."""

    def __init__(self, fields: Iterable[str]) -> None:
        self.fields = tuple(fields)
        super().__init__(", ".join(self.fields))


class UnknownAnswer(IncidentError):
    """An answer that is not on its list; `field` names it."""

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(field)


class TimeOutOfRange(IncidentError):
    """A time no referral can have."""


class FutureTime(TimeOutOfRange):
    """It lies in the future."""


class TooLongAgo(TimeOutOfRange):
    """It lies before the previous school year began."""
