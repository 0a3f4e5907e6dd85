"""The names of what administrators do to the installation itself."""

from django.utils.translation import gettext_lazy as _

from ledger.names import Name


class EventName(Name):
    MAIL_TESTED = "config.mail.tested", _("Sent a test mail")


class NoticeKind(Name):
    TEST_MAIL = "config.test_mail", _("A test mail")
