"""The names of what administrators do to the installation itself."""

from django.utils.translation import gettext_lazy as _

from ledger.names import Name


class EventName(Name):
    MAIL_TESTED = "config.mail.tested", _("Sent a test mail")
    BACKUP_MADE = "config.backup.made", _("A backup was made")
    BACKUP_DRILLED = "config.backup.drilled", _("A backup was restored on trial")
    BACKUP_RESTORED = "config.backup.restored", _("The portal was restored from a backup")


class NoticeKind(Name):
    TEST_MAIL = "config.test_mail", _("A test mail")
