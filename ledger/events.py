"""The names of what the portal itself does: jobs, mail, the ledger's own keeping."""

from django.utils.translation import gettext_lazy as _

from ledger.names import Name


class EventName(Name):
    JOB_FINISHED = "ledger.job.finished", _("A job ran")
    JOB_FAILED = "ledger.job.failed", _("A job failed")
    NOTICE_SENT = "ledger.notice.sent", _("A notice was sent")
    NOTICE_FAILED = "ledger.notice.failed", _("A notice could not be sent")
    NOTICE_SENT_AGAIN = "ledger.notice.sent_again", _("Sent again what could not be delivered")
    NOTICE_DROPPED = "ledger.notice.dropped", _("A notice was no longer needed")
    AUDIT_FAILED = "ledger.audit.failed", _("The activity log was found damaged")
    TRIGGERS_REINSTALLED = "ledger.triggers.reinstalled", _("The protection of the activity log was restored")
    SEALS_BEGUN = "ledger.seals.begun", _("From here on, the activity log detects a changed record")
    ROWS_SEALED = "ledger.rows.sealed", _("The activity log detects changes of earlier records too")
    KEY_LOST = "ledger.key.lost", _("Went on after a key was lost")
    HEAD_REMEMBERED = "ledger.head.remembered", _("The daily check of the activity log was sent out")
