"""The nouns of a call on the officer."""

from incidents.models.answers import Outcome, Question, Response, Review
from incidents.models.disclosures import Disclosure, DisclosureText
from incidents.models.handed import HandedOn
from incidents.models.kept import KeptInSchool
from incidents.models.must_report import MustReport
from incidents.models.participants import Participant, ParticipantIdentity
from incidents.models.presence import AwayTime, Presence
from incidents.models.referrals import Addendum, Referral, ReferralText

__all__ = [
    "Addendum",
    "AwayTime",
    "Disclosure",
    "DisclosureText",
    "HandedOn",
    "KeptInSchool",
    "MustReport",
    "Outcome",
    "Participant",
    "ParticipantIdentity",
    "Presence",
    "Question",
    "Referral",
    "ReferralText",
    "Response",
    "Review",
]
