"""The fixed lists of presence. No reason says anything of a person's health beyond that they were sick."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Said(models.TextChoices):
    """What was said of a posting on one day."""

    HERE = "here", _("At the school")
    ABSENT = "absent", _("Absent")


class Change(models.TextChoices):
    """Why a day has another line than its first."""

    FIRST = "first", _("Said")
    RECALL = "recall", _("Recalled off campus")
    COVER = "cover", _("Cover named")
    CORRECTION = "correction", _("Corrected")


class Why(models.TextChoices):
    """Why the officer was not there: the first list for a whole day, the second for a part of one."""

    SICK = "sick", _("Sick")
    LEAVE = "leave", _("Leave")
    TRAINING = "training", _("Training")
    COURT = "court", _("Court")
    OTHER_DUTY = "other_duty", _("Other duty")
    EMERGENCY = "emergency", _("Emergency elsewhere")
    CALL_FOR_SERVICE = "call_for_service", _("Call for service elsewhere")
    STAFFING = "staffing", _("Short of staff at the agency")
    COURT_CALLED = "court_called", _("Called to court")
    TRANSPORT = "transport", _("Transport or booking")


ABSENCES = (Why.SICK, Why.LEAVE, Why.TRAINING, Why.COURT, Why.OTHER_DUTY)
RECALLS = (Why.EMERGENCY, Why.CALL_FOR_SERVICE, Why.STAFFING, Why.COURT_CALLED, Why.TRANSPORT)


class Doubt(models.TextChoices):
    """What is allowed only once the page has said so and the person goes on."""

    OVERLAP = "overlap", _("Expected at two places at once")
    NOT_TRAINED = "not_trained", _("The stand-in’s training is not current")
