"""Settings. One set of values; the environment says which machine this is (see docs/settings.md)."""

from config.settings.base import *  # noqa: F403
from config.settings.sign_in import *  # noqa: F403
from config.settings.web_security import *  # noqa: F403
