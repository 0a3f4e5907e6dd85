"""The nouns of a call on the officer."""

from incidents.models.answers import Outcome, Question, Response, Review, WhatForChange
from incidents.models.disclosures import Disclosure, DisclosureText
from incidents.models.guardians import GuardianNotice
from incidents.models.handed import HandedOn
from incidents.models.kept import KeptInSchool
from incidents.models.must_report import MustReport
from incidents.models.participants import Participant, ParticipantIdentity
from incidents.models.referrals import Addendum, Referral, ReferralText

__all__ = [
    "Addendum",
    "Disclosure",
    "DisclosureText",
    "GuardianNotice",
    "HandedOn",
    "KeptInSchool",
    "MustReport",
    "Outcome",
    "Participant",
    "ParticipantIdentity",
    "Question",
    "Referral",
    "ReferralText",
    "Response",
    "Review",
    "WhatForChange",
]
