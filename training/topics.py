"""What a course is about: a leg of the triad, or the MOU people work under."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Topic(models.TextChoices):
    """The three legs of the triad (NASRO, https://nasro.org/frequently-asked-questions/), and the MOU."""

    LAW_ENFORCEMENT = "law_enforcement", _("Law enforcement officer")
    MENTOR = "mentor", _("Informal counselor/mentor")
    EDUCATOR = "educator", _("Educator")
    MOU = "mou", _("The MOU")
