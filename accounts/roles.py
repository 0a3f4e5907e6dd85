"""Who may do what: each role in words a manager can read, its rights and where they reach.

A change here changes `tests/contracts/access_matrix.csv` with it.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.permissions import Permission as P


class Kind(models.TextChoices):
    """What an organization is."""

    DISTRICT = "district", _("School district")
    SCHOOL = "school", _("School")
    AGENCY = "agency", _("Police agency")


class Role(models.TextChoices):
    """What a person is at an organization."""

    PRINCIPAL = "principal", _("Principal")
    DESIGNEE = "designee", _("Principal's designee")
    STAFF = "staff", _("Staff member")
    DISTRICT_ADMINISTRATOR = "district_administrator", _("District administrator")
    RECORDS_CUSTODIAN = "records_custodian", _("Records custodian")
    SRO = "sro", _("School resource officer")
    SRO_SUPERVISOR = "sro_supervisor", _("SRO supervisor")
    AGENCY_ADMINISTRATOR = "agency_administrator", _("Agency administrator")
    SIGNATORY = "signatory", _("Signatory")
    PORTAL_ADMINISTRATOR = "portal_administrator", _("Portal administrator")


class Span(StrEnum):
    """How far a role's rights reach from the organization it is held at."""

    HERE = "here"  # that organization only
    DISTRICT = "district"  # the district and every school in it
    AGENCY = "agency"  # the agency and what crosses to it under its partnerships
    POSTED = "posted"  # the schools the officer is posted to
    INSTALLATION = "installation"  # every organization, no student data


@dataclass(frozen=True)
class RoleRule:
    """One role: the words a manager reads, where it may be held, its rights and reach."""

    words: str | Promise
    held_at: frozenset[str]
    rights: frozenset[P]
    span: Span
    second_factor: bool = True
    # Whether the second factor must be one that a false page cannot pass on: a passkey, or the provider's word of one.
    strong_factor: bool = False


_SCHOOL_DESK = frozenset(
    {
        P.REFERRAL_WRITE,
        P.REFERRAL_READ,
        P.REFERRAL_EXPORT,
        P.KEPT_IN_SCHOOL_READ,
        P.HANDED_ON_READ,
        P.PRECEDENT_READ,
        P.ADDENDUM_WRITE,
        P.MOU_VIEW,
        P.PARTNERSHIP_VIEW,
        P.POSTING_VIEW,
    }
)

RULES: dict[str, RoleRule] = {
    Role.PRINCIPAL: RoleRule(
        words=_("Logs calls on the officer for the school, sees what came of them, names designees."),
        held_at=frozenset({Kind.SCHOOL}),
        rights=_SCHOOL_DESK | {P.PEOPLE_VIEW, P.PEOPLE_DESIGNATE, P.AUDIT_READ, P.TRAINING_READ, P.PRECEDENT_REMOVE},
        span=Span.HERE,
    ),
    Role.DESIGNEE: RoleRule(
        words=_("Does the principal's work at the school while the designation lasts."),
        held_at=frozenset({Kind.SCHOOL}),
        rights=_SCHOOL_DESK,
        span=Span.HERE,
    ),
    Role.STAFF: RoleRule(
        words=_("Reads the MOU and sees who the officer is; opens no referral."),
        held_at=frozenset({Kind.SCHOOL, Kind.DISTRICT}),
        rights=frozenset({P.MOU_VIEW, P.POSTING_VIEW}),
        span=Span.HERE,
        second_factor=False,
    ),
    Role.DISTRICT_ADMINISTRATOR: RoleRule(
        words=_("Runs the district's side: people, schools, calendar, MOU, and the referrals of every school."),
        held_at=frozenset({Kind.DISTRICT}),
        rights=frozenset(
            {
                P.ORGANIZATION_EDIT,
                P.CALENDAR_EDIT,
                P.PEOPLE_VIEW,
                P.PEOPLE_MANAGE,
                P.ROSTER_IMPORT,
                P.SIGN_ON_MANAGE,
                P.PARTNERSHIP_VIEW,
                P.PARTNERSHIP_MANAGE,
                P.POSTING_VIEW,
                P.MOU_VIEW,
                P.MOU_ENTER,
                P.MOU_CONFIRM,
                P.TRAINING_READ,
                P.PROGRAM_MANAGE,
                P.COMPLETION_RECORD,
                P.REVIEW_RECORD,
                P.REFERRAL_READ,
                P.REFERRAL_EXPORT,
                P.KEPT_IN_SCHOOL_READ,
                P.HANDED_ON_READ,
                P.MUST_REPORT_MARK,
                P.PRECEDENT_READ,
                P.PRECEDENT_REMOVE,
                P.AUDIT_READ,
                P.SCHEDULE_VIEW,
            }
        ),
        span=Span.DISTRICT,
        strong_factor=True,
    ),
    Role.RECORDS_CUSTODIAN: RoleRule(
        words=_("Keeps the district's records: reads them, sees every disclosure and who has opened what."),
        held_at=frozenset({Kind.DISTRICT}),
        rights=frozenset(
            {
                P.REFERRAL_READ,
                P.REFERRAL_EXPORT,
                P.KEPT_IN_SCHOOL_READ,
                P.HANDED_ON_READ,
                P.PRECEDENT_READ,
                P.MOU_VIEW,
                P.PARTNERSHIP_VIEW,
                P.AUDIT_READ,
            }
        ),
        span=Span.DISTRICT,
        strong_factor=True,
    ),
    Role.SRO: RoleRule(
        words=_("Answers referrals at the schools of their posting and records what came of them."),
        held_at=frozenset({Kind.AGENCY}),
        rights=frozenset(
            {
                P.DISCLOSED_READ,
                P.REFERRAL_ANSWER,
                P.PRECEDENT_READ,
                P.ADDENDUM_WRITE,
                P.MOU_VIEW,
                P.POSTING_VIEW,
                P.PARTNERSHIP_VIEW,
            }
        ),
        span=Span.POSTED,
    ),
    Role.SRO_SUPERVISOR: RoleRule(
        words=_("Reviews what the officers were called for, coaches them, and sees their training."),
        held_at=frozenset({Kind.AGENCY}),
        rights=frozenset(
            {
                P.DISCLOSED_READ,
                P.DISCLOSED_EXPORT,
                P.REFERRAL_REVIEW,
                P.PRECEDENT_READ,
                P.PRECEDENT_REMOVE,
                P.ADDENDUM_WRITE,
                P.MOU_VIEW,
                P.POSTING_VIEW,
                P.PARTNERSHIP_VIEW,
                P.TRAINING_READ,
                P.AUDIT_READ,
            }
        ),
        span=Span.AGENCY,
        strong_factor=True,
    ),
    Role.AGENCY_ADMINISTRATOR: RoleRule(
        words=_("Runs the agency's people and postings; reads no referral."),
        held_at=frozenset({Kind.AGENCY}),
        rights=frozenset(
            {
                P.ORGANIZATION_EDIT,
                P.PEOPLE_VIEW,
                P.PEOPLE_MANAGE,
                P.SIGN_ON_MANAGE,
                P.PARTNERSHIP_VIEW,
                P.PARTNERSHIP_MANAGE,
                P.POSTING_VIEW,
                P.POSTING_MANAGE,
                P.MOU_VIEW,
                P.MOU_ENTER,
                P.MOU_CONFIRM,
                P.TRAINING_READ,
                P.PROGRAM_MANAGE,
                P.COMPLETION_RECORD,
                P.SCHEDULE_VIEW,
                P.REVIEW_RECORD,
            }
        ),
        span=Span.AGENCY,
        strong_factor=True,
    ),
    Role.SIGNATORY: RoleRule(
        words=_("Confirms the MOU for their side and takes part in its yearly review; sees no single referral."),
        held_at=frozenset({Kind.DISTRICT, Kind.AGENCY}),
        rights=frozenset({P.MOU_VIEW, P.MOU_CONFIRM, P.REVIEW_RECORD, P.PARTNERSHIP_VIEW, P.POSTING_VIEW}),
        span=Span.HERE,
    ),
    Role.PORTAL_ADMINISTRATOR: RoleRule(
        words=_("Creates districts and agencies and invites their first administrators; sees no student data."),
        held_at=frozenset(),
        rights=frozenset(
            {
                P.ORGANIZATION_CREATE,
                P.FIRST_ADMINISTRATOR_INVITE,
                P.PORTAL_ADMINISTRATOR_MANAGE,
                P.SCHEDULE_VIEW,
                P.SETTINGS_VIEW,
            }
        ),
        span=Span.INSTALLATION,
        strong_factor=True,
    ),
}

NEEDS_SECOND_FACTOR = frozenset(role for role, rule in RULES.items() if rule.second_factor)
NEEDS_STRONG_FACTOR = frozenset(role for role, rule in RULES.items() if rule.strong_factor)
ADMINISTRATORS = frozenset({Role.DISTRICT_ADMINISTRATOR, Role.AGENCY_ADMINISTRATOR})


def roles_at(kind: str) -> list[str]:
    """The roles that may be held at an organization of this kind, in the order of the enum."""
    return [role for role in Role.values if kind in RULES[role].held_at]
