"""The names of what the portal itself does: jobs, mail, the ledger's own keeping."""

from django.utils.translation import gettext_lazy as _

from ledger.names import Name


class EventName(Name):
    JOB_FINISHED = "ledger.job.finished", _("A job ran")
    JOB_FAILED = "ledger.job.failed", _("A job failed")
    NOTICE_SENT = "ledger.notice.sent", _("A notice was sent")
    NOTICE_FAILED = "ledger.notice.failed", _("A notice could not be sent")
    NOTICE_DROPPED = "ledger.notice.dropped", _("A notice was no longer needed")
    AUDIT_FAILED = "ledger.audit.failed", _("The ledger was found damaged")
    TRIGGERS_REINSTALLED = "ledger.triggers.reinstalled", _("What protects the ledger was brought back")
