"""The names of what happens in training, and of what people are told of it."""

from django.utils.translation import gettext_lazy as _

from ledger.names import Name


class EventName(Name):
    RECORD_EXPORTED = "training.record.exported", _("Exported training records")
    COURSE_ADDED = "training.course.added", _("Added a course")
    COURSE_CHANGED = "training.course.changed", _("Changed a course")
    COURSE_RETIRED = "training.course.retired", _("Retired a course")
    COURSE_DATE_ADDED = "training.course.date_added", _("Added a date of a course")
    COURSE_DATE_REMOVED = "training.course.date_removed", _("Removed a date of a course")
    REQUIREMENT_ADDED = "training.requirement.added", _("Added a training requirement")
    REQUIREMENT_CHANGED = "training.requirement.changed", _("Changed a training requirement")
    REQUIREMENT_ENDED = "training.requirement.ended", _("Ended a training requirement")
    COMPLETION_RECORDED = "training.completion.recorded", _("Recorded completed training")
    COMPLETION_WITHDRAWN = "training.completion.withdrawn", _("Withdrew a completion of training")
    ASSIGNMENTS_MADE = "training.assignments.made", _("Training was assigned")
    DAYS_COUNTED_ANEW = (
        "training.assignments.counted_anew",
        _("Training due days were set again for people who joined or came back"),
    )
    REMINDERS_QUEUED = "training.reminders.queued", _("People were told about their training")


class NoticeKind(Name):
    ASSIGNED = "training.assigned", _("Training was assigned")
    DUE = "training.due", _("Training is due")
    OVERDUE = "training.overdue", _("Training is overdue")
    COMPLETION_RECORDED = "training.completion_recorded", _("Completed training was recorded")
