"""A course, and the days on which it is given."""

import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from common.folding import FoldedField
from common.lines import LineField
from training.querysets import CourseDateQuerySet, CourseQuerySet
from training.topics import Topic


class Course(models.Model):
    """Something one side teaches its people: on a leg of the triad, or on the MOU.

    `form_key` makes the form it came with one course however often it is sent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="courses")
    topic = models.CharField(_("about"), max_length=16, choices=Topic)
    title = LineField(_("title"), max_length=120)
    title_folded = FoldedField(of="title", max_length=240)
    summary = models.TextField(_("what it teaches"), max_length=1000, blank=True)
    provider = LineField(_("given by"), max_length=120, blank=True)
    hours = models.DecimalField(
        _("hours"), max_digits=5, decimal_places=2, validators=[MinValueValidator(0.25), MaxValueValidator(400)]
    )
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    retired_at = models.DateTimeField(null=True, blank=True)
    form_key = models.UUIDField(unique=True)

    objects = CourseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="course_topic_known", condition=models.Q(topic__in=Topic.values)),
            models.CheckConstraint(name="course_has_hours", condition=models.Q(hours__gt=0)),
            models.UniqueConstraint(
                "organization",
                Lower("title"),
                name="course_title_once",
                condition=models.Q(retired_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class CourseDate(models.Model):
    """One time at which a course is given, in the zone of the side that gives it.

    `form_key` makes the form it came with one row however often it is sent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    course = models.ForeignKey(Course, on_delete=models.CASCADE, related_name="dates")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    place = LineField(_("place"), max_length=150, blank=True)
    created_at = models.DateTimeField()
    form_key = models.UUIDField(unique=True)

    objects = CourseDateQuerySet.as_manager()

    class Meta:
        ordering = ["starts_at", "id"]
        constraints = [
            models.CheckConstraint(name="course_date_in_order", condition=models.Q(ends_at__gt=models.F("starts_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.course} · {self.starts_at:%Y-%m-%d}"
