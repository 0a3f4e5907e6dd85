"""The names of what happens to calls on the officer, and of what people are told of them."""

from django.utils.translation import gettext_lazy as _

from ledger.names import Name


class EventName(Name):
    REFERRAL_STARTED = "incidents.referral.started", _("Started a referral")
    REFERRAL_CHANGED = "incidents.referral.changed", _("Changed a draft")
    REFERRAL_DISCARDED = "incidents.referral.discarded", _("Discarded a draft")
    REFERRAL_KEPT_IN_SCHOOL = "incidents.referral.kept_in_school", _("Kept a matter in school")
    REFERRAL_HANDED_ON = "incidents.referral.handed_on", _("Recorded a matter as handed on")
    REFERRAL_SUBMITTED = "incidents.referral.submitted", _("Submitted a referral")
    REFERRAL_DISCLOSED = "incidents.referral.disclosed", _("Disclosed a referral")
    REFERRAL_OPENED = "incidents.referral.opened", _("Opened a referral")
    REFERRAL_EXPORTED = "incidents.referral.exported", _("Exported referrals")
    KEPT_EXPORTED = "incidents.kept_in_school.exported", _("Exported what was kept in school")
    HANDED_ON_EXPORTED = "incidents.handed_on.exported", _("Exported what was handed on")
    DISCLOSURES_EXPORTED = "incidents.disclosure.exported", _("Exported the register of disclosures")
    REVIEWS_EXPORTED = "incidents.review.exported", _("Exported determinations")
    REFERRAL_WITHDRAWN = "incidents.referral.withdrawn", _("Withdrew a referral")
    DOCUMENT_BLOCKED = "incidents.document.blocked", _("Asked for a PDF that could not be made")
    RESPONSE_ACCEPTED = "incidents.response.accepted", _("Accepted a referral")
    RESPONSE_DECLINED = "incidents.response.declined", _("Declined a referral")
    RESPONSE_SEEN = "incidents.response.seen", _("Saw a referral")
    WHAT_FOR_CHANGED = "incidents.what_for.changed", _("Changed what a call is for")
    QUESTION_ASKED = "incidents.question.asked", _("Asked a question back")
    QUESTION_REPLIED = "incidents.question.replied", _("Answered a question")
    REVIEW_DECIDED = "incidents.review.decided", _("Decided a referral")
    OUTCOME_RECORDED = "incidents.outcome.recorded", _("Recorded an outcome")
    PLAN_DISCLOSED = "incidents.plan.disclosed", _("Told the agency whether a plan exists")
    GUARDIAN_RECORDED = "incidents.guardian.recorded", _("Recorded whether a guardian was told")
    ADDENDUM_ADDED = "incidents.addendum.added", _("Added an addendum")
    MUST_REPORT_MARKED = "incidents.must_report.marked", _("Marked a matter as must-report")
    MUST_REPORT_ENDED = "incidents.must_report.ended", _("Ended a must-report mark")
    CLOCKS_RESET = "incidents.clocks.reset", _("Due days were calculated again")


class NoticeKind(Name):
    REFERRAL_SUBMITTED = "incidents.referral_submitted", _("A call was sent")
    REFERRAL_DISCLOSED_LATER = "incidents.referral_disclosed_later", _("A call was sent later")
    REFERRAL_WITHDRAWN = "incidents.referral_withdrawn", _("A call was withdrawn")
    REFERRAL_ANSWERED = "incidents.referral_answered", _("The officer answered a call")
    WHAT_FOR_CHANGED = "incidents.what_for_changed", _("The officer changed what a call is for")
    REFERRAL_DECIDED = "incidents.referral_decided", _("A call was reviewed")
    OUTCOME_RECORDED = "incidents.outcome_recorded", _("An outcome was recorded")
    QUESTION_ASKED = "incidents.question_asked", _("A question was asked")
    QUESTION_ANSWERED = "incidents.question_answered", _("A question was answered")
    ADDENDUM_ADDED = "incidents.addendum_added", _("A later fact was added")
    OFFICER_LEFT = "incidents.officer_left", _("Calls wait at a school without an officer")
