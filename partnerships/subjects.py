"""What a clause of an MOU is about: the fixed list by which screens find the right clause."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Subject(models.TextChoices):
    """Each is a matter on which somebody must decide in daily work."""

    ROLES = "roles", _("Roles")
    DISCIPLINE = "discipline", _("Discipline")
    CALLS = "calls", _("When to call the officer")
    INFORMATION = "information", _("Sharing information")
    IDENTITY = "identity", _("Sharing a student’s identity")
    POLICE_POWERS = "police_powers", _("Questioning, search and arrest")
    GUARDIANS = "guardians", _("Telling parents and guardians")
    TRAINING = "training", _("Training")
    EMERGENCY = "emergency", _("Emergencies")
    REVIEW = "review", _("Review and dates")
