"""The typed terms of an MOU and the written defaults a partnership without one uses."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class TermKey(models.TextChoices):
    """What the portal reads from the MOU."""

    REVIEW_INTERVAL_MONTHS = "review_interval_months", _("Months between reviews of the MOU")
    NOTICE_LADDER_DAYS = "notice_ladder_days", _("Days before the review on which both sides are told")
    DAYS_TO_ACKNOWLEDGE = "days_to_acknowledge", _("Days to acknowledge a new version")
    SCHOOL_DAYS_TO_ANSWER = "school_days_to_answer", _("School days for the officer to answer")
    SCHOOL_DAYS_TO_REVIEW = "school_days_to_review", _("School days for the supervisor to review")
    IDENTITY_SHARING = "identity_sharing", _("When a student's name from a school record may be sent")
    OUTCOMES_REPORTED = "outcomes_reported", _("Outcomes the agency reports back")
    GRACE_DAYS = "grace_days", _("Days of grace after the MOU ends")
    HOURS_TO_TELL_GUARDIAN = "hours_to_tell_guardian", _("Hours to tell a guardian")


# Agreed and kept, and acted on by the two sides themselves: nothing in the portal reads them yet.
KEPT_ONLY = frozenset({TermKey.DAYS_TO_ACKNOWLEDGE})


class IdentitySharing(models.TextChoices):
    """When identity taken from a school record may cross to police."""

    NEVER = "never", _("Never")
    CRIME_OR_EMERGENCY = "crime_or_emergency", _("When a crime or an emergency is involved")
    ALWAYS = "always", _("Always, on a stated legal basis")


# Outcomes of an officer's contact that reach the school unless the MOU says otherwise.
REPORTED_BY_DEFAULT = ("none", "advice", "mentoring", "lesson", "warning", "diversion", "medical", "returned_to_school")
ALL_OUTCOMES = (*REPORTED_BY_DEFAULT, "citation", "arrest", "petition")

OUTCOME_LABELS = {
    "none": _("No action"),
    "advice": _("Advice"),
    "mentoring": _("Mentoring"),
    "lesson": _("Lesson"),
    "warning": _("Warning"),
    "diversion": _("Diversion"),
    "medical": _("Medical help"),
    "returned_to_school": _("Returned to school"),
    "citation": _("Citation"),
    "arrest": _("Arrest"),
    "petition": _("Petition"),
}

DEFAULT_TERMS: dict[str, Any] = {
    TermKey.REVIEW_INTERVAL_MONTHS: 12,
    TermKey.NOTICE_LADDER_DAYS: [120, 60, 30, 14, 7, 0],
    TermKey.DAYS_TO_ACKNOWLEDGE: 14,
    TermKey.SCHOOL_DAYS_TO_ANSWER: 1,
    TermKey.SCHOOL_DAYS_TO_REVIEW: 3,
    TermKey.IDENTITY_SHARING: IdentitySharing.NEVER,
    TermKey.OUTCOMES_REPORTED: list(REPORTED_BY_DEFAULT),
    TermKey.GRACE_DAYS: 30,
    TermKey.HOURS_TO_TELL_GUARDIAN: 24,
}


@dataclass(frozen=True)
class Terms:
    """All terms of one version, defaults filled in."""

    review_interval_months: int
    notice_ladder_days: tuple[int, ...]
    days_to_acknowledge: int
    school_days_to_answer: int
    school_days_to_review: int
    identity_sharing: str
    outcomes_reported: frozenset[str]
    grace_days: int
    hours_to_tell_guardian: int

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "Terms":
        """Terms from the rows of a version; what is not there is the written default."""
        values = {**DEFAULT_TERMS, **given}
        values[TermKey.NOTICE_LADDER_DAYS] = tuple(values[TermKey.NOTICE_LADDER_DAYS])
        values[TermKey.OUTCOMES_REPORTED] = frozenset(values[TermKey.OUTCOMES_REPORTED])
        return cls(**{str(key): value for key, value in values.items()})


# The least and the most a whole-number term may be; beyond these somebody mistyped.
TERM_LIMITS: dict[str, tuple[int, int]] = {
    TermKey.REVIEW_INTERVAL_MONTHS: (1, 60),
    TermKey.DAYS_TO_ACKNOWLEDGE: (1, 365),
    TermKey.SCHOOL_DAYS_TO_ANSWER: (1, 30),
    TermKey.SCHOOL_DAYS_TO_REVIEW: (1, 60),
    TermKey.GRACE_DAYS: (0, 365),
    TermKey.HOURS_TO_TELL_GUARDIAN: (1, 720),
}
LONGEST_LADDER = 12


def checked_term(key: str, value: Any) -> Any:
    """The value of a term as it is kept. Raises ValueError where the portal could not read it back."""
    if key in TERM_LIMITS:
        least, most = TERM_LIMITS[key]
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise ValueError(f"{key} must be a whole number from {least} to {most}.")
        return value
    if key == TermKey.IDENTITY_SHARING:
        return IdentitySharing(value).value
    if key == TermKey.OUTCOMES_REPORTED:
        if not isinstance(value, list | tuple) or not set(value) <= set(ALL_OUTCOMES):
            raise ValueError(f"{key} must be a list of known outcomes.")
        return [outcome for outcome in ALL_OUTCOMES if outcome in value]
    if key == TermKey.NOTICE_LADDER_DAYS:
        if not isinstance(value, list | tuple) or not 0 < len(value) <= LONGEST_LADDER:
            raise ValueError(f"{key} must hold one to {LONGEST_LADDER} numbers of days.")
        if any(not isinstance(days, int) or isinstance(days, bool) or not 0 <= days <= 365 for days in value):
            raise ValueError(f"{key} must hold whole numbers from 0 to 365.")
        return sorted(set(value), reverse=True)
    raise ValueError(f"{key!r} is not a term.")


def term_words(key: str, value: Any) -> str:
    """The value of a term as a person reads it."""
    if key == TermKey.IDENTITY_SHARING:
        return str(IdentitySharing(value).label)
    if key == TermKey.OUTCOMES_REPORTED:
        labels = [str(OUTCOME_LABELS[outcome]) for outcome in ALL_OUTCOMES if outcome in value]
        return ", ".join(labels) if labels else gettext("None")
    if key == TermKey.NOTICE_LADDER_DAYS:
        return ", ".join(str(days) for days in value)
    return str(value)
