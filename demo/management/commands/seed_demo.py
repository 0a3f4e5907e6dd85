"""manage.py seed_demo: make the demo county where there is none."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from config.production import refuse_unfit
from demo.seed import NotEmpty, seed


class Command(BaseCommand):
    """Twice does no harm: the second run finds the county and changes nothing."""

    help = "Make the demo county through the portal's own actions."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Refuse beside real organizations, and anywhere but on one's own machine."""
        if settings.PRODUCTION:
            raise CommandError("The demo is not for production: its people sign in with one click.", returncode=2)
        refuse_unfit()
        try:
            made = seed(timezone.now())
        except NotEmpty as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write("The demo county is ready." if made else "The demo county is there already.")
