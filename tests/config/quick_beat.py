"""The portal's settings, as DJANGO_SETTINGS_MODULE, with a beat that does not keep a test waiting."""

from config.settings import *  # noqa: F403
from config.settings import CELERY_BEAT_SCHEDULE

PASS_SECONDS = 1
CELERY_BEAT_SCHEDULE["due"] |= {"schedule": PASS_SECONDS, "options": {"expires": 30}}
