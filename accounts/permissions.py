"""Every right in the portal, in one enum: area:thing:action."""

from enum import StrEnum


class Permission(StrEnum):
    """What a role may do. `roles.py` says which role holds which."""

    # accounts
    ORGANIZATION_CREATE = "accounts:organization:create"
    ORGANIZATION_EDIT = "accounts:organization:edit"
    CALENDAR_EDIT = "accounts:calendar:edit"
    PEOPLE_VIEW = "accounts:people:view"
    PEOPLE_MANAGE = "accounts:people:manage"
    PEOPLE_DESIGNATE = "accounts:people:designate"
    ROSTER_IMPORT = "accounts:roster:import"
    SIGN_ON_MANAGE = "accounts:sign_on:manage"
    PORTAL_ADMINISTRATOR_MANAGE = "accounts:portal_administrator:manage"
    FIRST_ADMINISTRATOR_INVITE = "accounts:first_administrator:invite"

    # partnerships
    PARTNERSHIP_VIEW = "partnerships:partnership:view"
    PARTNERSHIP_MANAGE = "partnerships:partnership:manage"
    POSTING_VIEW = "partnerships:posting:view"
    POSTING_MANAGE = "partnerships:posting:manage"
    MOU_VIEW = "partnerships:mou:view"
    MOU_ENTER = "partnerships:mou:enter"
    MOU_CONFIRM = "partnerships:mou:confirm"
    REVIEW_RECORD = "partnerships:review:record"

    # training
    TRAINING_READ = "training:record:read"
    PROGRAM_MANAGE = "training:program:manage"
    COMPLETION_RECORD = "training:completion:record"

    # incidents, the school's side
    REFERRAL_WRITE = "incidents:referral:write"
    REFERRAL_READ = "incidents:referral:read"
    REFERRAL_EXPORT = "incidents:referral:export"
    KEPT_IN_SCHOOL_READ = "incidents:kept_in_school:read"
    HANDED_ON_READ = "incidents:handed_on:read"
    MUST_REPORT_MARK = "incidents:must_report:mark"
    RECORD_REQUEST_DECIDE = "incidents:record_request:decide"
    RECORD_REQUEST_REVIEW = "incidents:record_request:review"
    RECORD_CORRECT = "incidents:record:correct"

    # incidents, the agency's side
    DISCLOSED_READ = "incidents:disclosed:read"
    DISCLOSED_EXPORT = "incidents:disclosed:export"
    REFERRAL_ANSWER = "incidents:referral:answer"
    REFERRAL_REVIEW = "incidents:referral:review"
    RECORD_REQUEST_ASK = "incidents:record_request:ask"

    # presence, read by both sides
    PRESENCE_READ = "incidents:presence:read"
    PRESENCE_CONFIRM = "incidents:presence:confirm"
    PRESENCE_ENTER = "incidents:presence:enter"
    PRESENCE_CERTIFICATE = "incidents:presence:certificate"
    ACTIVITY_LOG = "incidents:activity:log"
    ACTIVITY_READ = "incidents:activity:read"
    ACTIVITY_EXPORT = "incidents:activity:export"
    ACTIVITY_REPORT = "incidents:activity:report"

    # both
    PRECEDENT_READ = "incidents:precedent:read"
    PRECEDENT_REMOVE = "incidents:precedent:remove"
    ADDENDUM_WRITE = "incidents:addendum:write"
    AUDIT_READ = "accounts:audit:read"

    # the installation
    SCHEDULE_VIEW = "config:schedule:view"
    SETTINGS_VIEW = "config:settings:view"
