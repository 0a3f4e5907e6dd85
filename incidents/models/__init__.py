"""The nouns of a call on the officer."""

from incidents.models.activities import Activity
from incidents.models.answers import Outcome, Question, Response, Review, WhatForChange
from incidents.models.consults import Consult, ConsultAnswer, Precedent
from incidents.models.disclosures import Disclosure, DisclosureText
from incidents.models.guardians import GuardianNotice
from incidents.models.handed import HandedOn
from incidents.models.kept import KeptInSchool
from incidents.models.leads import LeadChange
from incidents.models.must_report import MustReport
from incidents.models.participants import Participant, ParticipantIdentity
from incidents.models.presence import AwayTime, Presence
from incidents.models.record_requests import RecordAnswer, RecordLook, RecordRequest, RecordRequestText
from incidents.models.referrals import Addendum, Referral, ReferralText

__all__ = [
    "Activity",
    "Addendum",
    "AwayTime",
    "Consult",
    "ConsultAnswer",
    "Disclosure",
    "DisclosureText",
    "GuardianNotice",
    "HandedOn",
    "KeptInSchool",
    "LeadChange",
    "MustReport",
    "Outcome",
    "Participant",
    "ParticipantIdentity",
    "Precedent",
    "Presence",
    "Question",
    "RecordAnswer",
    "RecordLook",
    "RecordRequest",
    "RecordRequestText",
    "Referral",
    "ReferralText",
    "Response",
    "Review",
    "WhatForChange",
]
