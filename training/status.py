"""The status of one person with one course, derived from two days and today; stored nowhere."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PersonStatus(models.TextChoices):
    """In the order in which they want attention."""

    OVERDUE = "overdue", _("Overdue")
    DUE = "due", _("To do")
    RENEW = "renew", _("Complete, to be renewed soon")
    COMPLETE = "complete", _("Complete")


# Those who may say today that they have completed it.
COMPLETE_STATUSES = frozenset({PersonStatus.RENEW, PersonStatus.COMPLETE})
