"""The names of what happens to partnerships, postings and MOUs, and of what people are told of them."""

from django.utils.translation import gettext_lazy as _

from ledger.names import Name


class EventName(Name):
    PARTNERSHIP_PROPOSED = "partnerships.partnership.proposed", _("Proposed a partnership")
    PARTNERSHIP_ACCEPTED = "partnerships.partnership.accepted", _("Accepted a partnership")
    PARTNERSHIP_DECLINED = "partnerships.partnership.declined", _("Declined a partnership")
    PARTNERSHIP_CONTACT_CHANGED = "partnerships.partnership.contact_changed", _("Changed whom to phone")
    PARTNERSHIP_SCHOOLS_CHANGED = (
        "partnerships.partnership.schools_changed",
        _("Changed which schools a partnership covers"),
    )
    POSTING_POSTED = "partnerships.posting.posted", _("Posted an officer")
    POSTING_STOOD_IN = "partnerships.posting.stood_in", _("Named a stand-in")
    POSTING_ENDED = "partnerships.posting.ended", _("Ended a posting")
    DRAFT_BEGUN = "partnerships.mou_draft.begun", _("Began to enter an MOU")
    DRAFT_CHANGED = "partnerships.mou_draft.changed", _("Wrote on the MOU being entered")
    DRAFT_DISCARDED = "partnerships.mou_draft.discarded", _("Discarded the MOU being entered")
    VERSION_ENTERED = "partnerships.version.entered", _("Entered an MOU")
    VERSION_CONFIRMED = "partnerships.version.confirmed", _("Confirmed an MOU")
    VERSION_REJECTED = "partnerships.version.rejected", _("Rejected an MOU")
    VERSION_WITHDRAWN = "partnerships.version.withdrawn", _("Took back an MOU")
    LAPSES_WARNED = "partnerships.lapses.warned", _("Both sides were warned of a lapsed MOU")
    REVIEW_RECORDED = "partnerships.review.recorded", _("Recorded the yearly review of an MOU")
    REVIEWS_NOTICED = "partnerships.reviews.noticed", _("People were told that a yearly review is due")


class NoticeKind(Name):
    PARTNERSHIP_PROPOSED = "partnerships.partnership_proposed", _("A partnership was proposed")
    PARTNERSHIP_ACCEPTED = "partnerships.partnership_accepted", _("A partnership was accepted")
    PARTNERSHIP_DECLINED = "partnerships.partnership_declined", _("A partnership was declined")
    SCHOOLS_CHANGED = "partnerships.schools_changed", _("Which schools are covered was changed")
    POSTING_STARTED = "partnerships.posting_started", _("An officer was posted")
    POSTING_ENDED = "partnerships.posting_ended", _("A posting was ended")
    MOU_ENTERED = "partnerships.mou_entered", _("An MOU was entered")
    MOU_CONFIRMED = "partnerships.mou_confirmed", _("An MOU was confirmed")
    MOU_REJECTED = "partnerships.mou_rejected", _("An MOU was rejected")
    MOU_WITHDRAWN = "partnerships.mou_withdrawn", _("An MOU was taken back")
    MOU_LAPSED = "partnerships.mou_lapsed", _("An MOU has lapsed")
    MOU_REVIEW_DUE = "partnerships.mou_review_due", _("The yearly review of an MOU is due")
