"""With HOLD=mail the mail server has accepted a message, and the worker is killed before it learns of it."""

from django.core.mail.backends.filebased import EmailBackend

from tests.config.held import asked, stay


class MailServer(EmailBackend):
    """Files each message as the portal does on one machine."""

    def send_messages(self, messages):
        taken = super().send_messages(messages)
        if asked("mail"):
            stay()
        return taken
