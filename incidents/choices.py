"""The fixed lists of DESIGN: answers, who started it, determinations, outcomes."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from training.topics import Topic


class Crime(models.TextChoices):
    """Was a crime involved?"""

    YES = "yes", _("Crime")
    NO = "no", _("No crime")
    UNSURE = "unsure", _("Unsure")


class Danger(models.TextChoices):
    """Whether anyone was in danger when the call was made."""

    NOW = "now", _("Yes, right now")
    OVER = "over", _("There was, it is over")
    NONE = "none", _("No")


class StartedBy(models.TextChoices):
    """Who began the contact with the officer. No law asks for it, but every report needs it."""

    STAFF = "staff", _("School staff")
    OFFICER = "officer", _("The officer")
    PARENT = "parent", _("A parent or guardian")
    STUDENT = "student", _("A student")
    TIP = "tip", _("A tip")
    OTHER = "other", _("Someone else")


class WhatFor(models.TextChoices):
    """What the school asks of the officer, least first. It binds nobody: the officer's authority is the law's."""

    AWARE = "aware", _("Be aware")
    STAND_BY = "stand_by", _("Stand by")
    ACT = "act", _("Act")


class GuardianHow(models.TextChoices):
    """How a guardian was told."""

    PHONE = "phone", _("By phone")
    IN_PERSON = "in_person", _("In person")
    MESSAGE = "message", _("By message or mail")


class GuardianWhyNot(models.TextChoices):
    """Why a guardian is not told. It meets the MOU as telling does."""

    REPORTED = "reported", _("The guardian is the subject of the report")
    INVESTIGATION = "investigation", _("It would harm an investigation")
    COURT_ORDER = "court_order", _("A court order forbids it")
    ADULT = "adult", _("The student is 18")


def is_more(one: str, other: str) -> bool:
    """Whether the one asks more of the officer than the other."""
    return WhatFor.values.index(one) > WhatFor.values.index(other)


class Tried(models.TextChoices):
    """What the school tried before it called."""

    TALK = "talk", _("Talked with the student")
    FAMILY = "family", _("Reached the family")
    ADMIN = "admin", _("An administrator stepped in")
    SUPPORT = "support", _("Counselor or support team")
    REPAIR = "repair", _("Mediation or repair of harm")
    APART = "apart", _("Moved or kept people apart")
    NOTHING = "nothing", _("Nothing yet")


class PlanKnown(models.TextChoices):
    """Whether the school has a plan for the student. Never what is in it."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")


class Answer(models.TextChoices):
    """The officer's answer."""

    ACCEPT = "accept", _("Accepted")
    DECLINE = "decline", _("Declined")
    SEEN = "seen", _("Seen")


class Determination(models.TextChoices):
    """The supervisor's review."""

    POLICE_MATTER = "police_matter", _("Police matter")
    EMERGENCY = "emergency", _("Emergency")
    MENTOR_OR_EDUCATOR = "mentor_or_educator", _("Support as mentor or educator")
    RETURNED_TO_SCHOOL = "returned_to_school", _("Returned to school")
    OUTSIDE_ROLE = "outside_role", _("Outside the officer's role")


class Advice(models.TextChoices):
    """What a supervisor answers to a question that comes before a call."""

    SCHOOL = "school", _("A school matter")
    POLICE = "police", _("Call us: it is a police matter")
    DEPENDS = "depends", _("It depends: what to look for")


class OutcomeKind(models.TextChoices):
    """What came of the officer's contact."""

    NONE = "none", _("No action")
    ADVICE = "advice", _("Advice")
    MENTORING = "mentoring", _("Mentoring")
    LESSON = "lesson", _("Lesson")
    WARNING = "warning", _("Warning")
    DIVERSION = "diversion", _("Diversion")
    CITATION = "citation", _("Citation")
    ARREST = "arrest", _("Arrest")
    PETITION = "petition", _("Petition")
    MEDICAL = "medical", _("Medical help")
    RETURNED_TO_SCHOOL = "returned_to_school", _("Returned to school")


class Lead(models.TextChoices):
    """Who runs an open matter, as people of either side say."""

    SCHOOL = "school", _("The school")
    OFFICER = "officer", _("The officer")
    JOINT = "joint", _("Both together")


class Leg(models.TextChoices):
    """The legs of the triad, in the words training has for them."""

    LAW_ENFORCEMENT = Topic.LAW_ENFORCEMENT.value, Topic.LAW_ENFORCEMENT.label
    MENTOR = Topic.MENTOR.value, Topic.MENTOR.label
    EDUCATOR = Topic.EDUCATOR.value, Topic.EDUCATOR.label


class Audience(models.TextChoices):
    """Whom an officer's activity was for. The value is the column of `Activity`."""

    STUDENTS = "for_students", _("Students")
    PARENTS = "for_parents", _("Parents")
    STAFF = "for_staff", _("Staff")
    PUBLIC = "for_public", _("The public")


class TextKind(models.TextChoices):
    """The texts of a referral, each in a row of its own."""

    SHARED = "shared", _("What was seen or heard")
    CRIME_REASON = "crime_reason", _("Why")
    WHY_CALL = "why_call", _("Why call although no crime is involved")
    TRIED = "tried_more", _("More about what was tried")
    SPEAK_TO = "speak_to", _("About the plan, speak to")
    SCHOOL_ONLY = "school_only", _("From school records")
    WITHDRAWAL = "withdrawal", _("Why it was withdrawn")


class ParticipantRole(models.TextChoices):
    """What a person was in the event. Never "offender"."""

    SUBJECT = "subject", _("The person the call is about")
    VICTIM = "victim", _("Someone harmed")
    WITNESS = "witness", _("A witness")
    REPORTER = "reporter", _("Who reported it")


class ParticipantKind(models.TextChoices):
    """Who the person is to the school."""

    STUDENT = "student", _("Student")
    STAFF = "staff", _("Staff")
    ADULT = "adult", _("Another adult")
    UNKNOWN = "unknown", _("Not known")


class Direction(models.TextChoices):
    """Which way a disclosure crosses."""

    TO_AGENCY = "to_agency", _("School to police")
    TO_SCHOOL = "to_school", _("Police to school")


class About(models.TextChoices):
    """What a disclosure carries."""

    REFERRAL = "referral", _("The referral")
    ADDENDUM = "addendum", _("A later fact")
    QUESTION = "question", _("A question")
    REPLY = "reply", _("The answer to a question")
    RESPONSE = "response", _("The officer's answer")
    REVIEW = "review", _("The supervisor's determination")
    OUTCOME = "outcome", _("The outcome")
    WITHDRAWAL = "withdrawal", _("The withdrawal")
    LEAD = "lead", _("Who leads")
    REQUEST = "request", _("A request for a record")
    RECORD = "record", _("The answer to a request for a record")
    CONSULT = "consult", _("A question before a call")
    ADVICE = "advice", _("The answer to a question before a call")
    CONSULT_END = "consult_end", _("That a question needs no answer")
    PRECEDENT = "precedent", _("An example, reworded")
    WHAT_FOR = "what_for", _("What the call is for, changed by the officer")
    PLAN = "plan", _("Whether a plan exists for the student")


class AddendumKind(models.TextChoices):
    """What a later fact is, beyond a later fact."""

    CORRECTION = "correction", _("Correction asked for by the family")


class Basis(models.TextChoices):
    """The legal ground of a disclosure.

    Source: FERPA, 34 CFR 99.31(a)(1)(i)(B), 99.30, 99.31(a)(10) with 99.36, 99.8, 99.31(a)(9); what staff saw or
    heard themselves is not an education record.
    """

    OBSERVATION = "personal_observation", _("What staff saw or heard themselves")
    EMERGENCY = "emergency", _("Health or safety emergency (34 CFR 99.36)")
    CONSENT = "consent", _("Consent of the parent or eligible student (34 CFR 99.30)")
    UNIT_RECORD = "law_enforcement_unit", _("Law-enforcement-unit record (34 CFR 99.8)")
    SCHOOL_OFFICIAL = "school_official", _("School official under the district's notice (34 CFR 99.31(a)(1))")
    AGENCY_RECORD = "agency_record", _("The agency's own record, reported back under the MOU")
    COURT_ORDER = "court_order", _("Court order or subpoena (34 CFR 99.31(a)(9))")
    NO_RECORD = "no_record", _("No record: the words of a refusal")


# Grounds on which identity taken from a school record may cross, where the MOU's identity term allows it.
IDENTITY_BASES = (Basis.EMERGENCY, Basis.CONSENT, Basis.UNIT_RECORD, Basis.SCHOOL_OFFICIAL)
# Grounds on which the agency asks for a record; what staff saw themselves is told in a call, and is no record.
REQUEST_BASES = (Basis.EMERGENCY, Basis.COURT_ORDER, Basis.CONSENT, Basis.UNIT_RECORD, Basis.SCHOOL_OFFICIAL)
