"""The top floor as an installed app: it owns the commands, the system checks and the pages that look across apps."""

from django.apps import AppConfig

from config import checks
from config.events import EventName, NoticeKind
from ledger import names


class ConfigApp(AppConfig):
    """Carries the checks of config/checks.py, which register themselves on import."""

    name = "config"
    verbose_name = "Fenceline"
    checks = checks

    def ready(self) -> None:
        names.register(EventName, NoticeKind)
