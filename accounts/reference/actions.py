"""Labels of events whose apps keep no enum of them yet."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ledger.names import label_of

ACTIONS: dict[str, str | Promise] = {
    "accounts.roster.previewed": _("Sent a roster"),
    "accounts.roster.confirmed": _("Confirmed a roster"),
    "accounts.roster.applied": _("A roster was applied"),
    "accounts.roster.returned": _("A roster went back to its preview"),
    "accounts.roster.failed": _("A roster could not be applied"),
    "accounts.roster.discarded": _("Discarded a roster"),
    "partnerships.partnership.proposed": _("Proposed a partnership"),
    "partnerships.partnership.accepted": _("Accepted a partnership"),
    "partnerships.partnership.declined": _("Declined a partnership"),
    "partnerships.partnership.contact_changed": _("Changed whom to phone"),
    "partnerships.partnership.schools_changed": _("Changed which schools a partnership covers"),
    "partnerships.posting.posted": _("Posted an officer"),
    "partnerships.posting.stood_in": _("Named a stand-in"),
    "partnerships.posting.ended": _("Ended a posting"),
    "partnerships.version.entered": _("Entered an MOU"),
    "partnerships.version.confirmed": _("Confirmed an MOU"),
    "partnerships.version.rejected": _("Rejected an MOU"),
    "training.record.exported": _("Exported training records"),
    "training.course.added": _("Added a course"),
    "training.course.changed": _("Changed a course"),
    "training.course.retired": _("Retired a course"),
    "training.course.date_added": _("Added a date of a course"),
    "training.course.date_removed": _("Removed a date of a course"),
    "training.requirement.added": _("Added a training requirement"),
    "training.requirement.changed": _("Changed a training requirement"),
    "training.requirement.ended": _("Ended a training requirement"),
    "training.completion.recorded": _("Recorded completed training"),
    "training.completion.withdrawn": _("Withdrew a completion of training"),
    "training.assignments.made": _("Training was assigned"),
    "training.reminders.queued": _("People were told of their training"),
    "partnerships.lapses.warned": _("Both sides were warned of a lapsed MOU"),
    "config.mail.tested": _("Sent a test mail"),
    "partnerships.review.recorded": _("Recorded the yearly review of an MOU"),
    "partnerships.reviews.noticed": _("People were told of a yearly review that falls due"),
}


def action_words(action: str) -> str:
    return str(ACTIONS[action]) if action in ACTIONS else label_of(action)
