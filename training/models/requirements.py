"""Who must take a course, by when, and for how long it counts."""

import uuid
from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization
from accounts.roles import Role
from training.models.courses import Course
from training.querysets import RequirementQuerySet, RequirementRoleQuerySet


class Requirement(models.Model):
    """One side asks everybody with certain roles to take one of its courses. One open requirement a course.

    `days_to_complete` counts calendar days from the day a person is assigned. `valid_months` is how long a completion
    counts; null means it does not expire; a certificate often names no renewal. `form_key` makes the form it came
    with one requirement however often it is sent.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="requirements")
    course = models.ForeignKey(Course, on_delete=models.PROTECT, related_name="requirements")
    days_to_complete = models.PositiveSmallIntegerField(_("days to complete it"))
    valid_months = models.PositiveSmallIntegerField(_("months it is valid"), null=True, blank=True)
    reason = models.CharField(_("why it is asked"), max_length=300, blank=True)
    starts_on = models.DateField(_("asked from"))
    ends_on = models.DateField(_("no longer asked from"), null=True, blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    form_key = models.UUIDField(unique=True)

    objects = RequirementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="requirement_open_once", fields=["course"], condition=models.Q(ends_on__isnull=True)
            ),
            models.CheckConstraint(
                name="requirement_in_order",
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
            ),
            models.CheckConstraint(
                name="requirement_days_sensible", condition=models.Q(days_to_complete__range=(1, 730))
            ),
            models.CheckConstraint(
                name="requirement_months_sensible",
                condition=models.Q(valid_months__isnull=True) | models.Q(valid_months__range=(1, 120)),
            ),
        ]

    def __str__(self) -> str:
        return str(self.course)

    def asks_on(self, day: date) -> bool:
        """Whether it is asked on that day."""
        return self.starts_on <= day and (self.ends_on is None or day < self.ends_on)


class RequirementRole(models.Model):
    """One role of which a requirement asks."""

    requirement = models.ForeignKey(Requirement, on_delete=models.CASCADE, related_name="asked_roles")
    role = models.CharField(_("role"), max_length=24, choices=Role)

    objects = RequirementRoleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="requirement_role_once", fields=["requirement", "role"]),
            models.CheckConstraint(name="requirement_role_known", condition=models.Q(role__in=Role.values)),
        ]

    def __str__(self) -> str:
        return str(self.get_role_display())
