"""What one reader may read of a referral: the room where the two sides are kept apart (docs/adr/0003-two-sides.md).

Page, print, PDF and list show what comes from here and nothing else.
"""

from datetime import datetime

from accounts.models import User
from incidents.models import Referral
from incidents.sheets.agency import NothingTold, agency_sheet
from incidents.sheets.rows import Row, rows_for
from incidents.sheets.school import school_sheet
from incidents.sheets.types import (
    AddendumPart,
    AnswerPart,
    ClausePart,
    DisclosurePart,
    OpenedLine,
    OutcomePart,
    ParticipantPart,
    Person,
    QuestionPart,
    ReviewPart,
    Sheet,
    TextPart,
    TimelineLine,
    Turn,
)
from incidents.sheets.viewer import Reader

__all__ = [
    "AddendumPart",
    "AnswerPart",
    "ClausePart",
    "DisclosurePart",
    "NothingTold",
    "OpenedLine",
    "OutcomePart",
    "ParticipantPart",
    "Person",
    "QuestionPart",
    "Reader",
    "ReviewPart",
    "Row",
    "Sheet",
    "TextPart",
    "TimelineLine",
    "Turn",
    "rows_for",
    "sheet_for",
]


def sheet_for(user: User, referral: Referral, at: datetime) -> Sheet:
    """The sheet of a referral that `visible_to` gave this person; call `referrals.look`, which records the opening."""
    reader = Reader.of(user, at, at)
    return school_sheet(reader, referral) if reader.side_of(referral) == "school" else agency_sheet(reader, referral)
