"""That one person must take one course, and by which day."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from training.due_days import FOR_GOOD
from training.models.requirements import Requirement
from training.querysets import CourseAssignmentQuerySet


class CourseAssignment(models.Model):
    """A requirement as it falls on one person; one row for good, through every renewal.

    `due_on` is the last day on which it is not late: at first so many days after the assignment, after a completion
    the last day on which that completion counts, null when it does not expire. `covered_until` is the last day on
    which a completion counts; null without one, date.max when it does not expire. Like the due days of a referral they
    are kept because lists and sweeps are sorted by them; `training.due_days` computes them, and every action that
    changes what they follow from sets them again. Whether the person still has the role is asked of their memberships
    each time.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="course_assignments")
    requirement = models.ForeignKey(Requirement, on_delete=models.PROTECT, related_name="assignments")
    assigned_on = models.DateField(_("assigned on"))
    due_on = models.DateField(_("due on"), null=True, blank=True)
    covered_until = models.DateField(null=True, blank=True)
    # What lists are sorted by: the due day, and date.max for what counts for good.
    due_key = models.GeneratedField(
        expression=Coalesce("due_on", models.Value(FOR_GOOD)), output_field=models.DateField(), db_persist=True
    )
    created_at = models.DateTimeField()

    objects = CourseAssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="course_assignment_once", fields=["user", "requirement"]),
            # Nobody is ever late on a day on which a completion of theirs counts.
            models.CheckConstraint(
                name="course_assignment_days_agree",
                condition=models.Q(due_on__isnull=True, covered_until__isnull=False)
                | (
                    models.Q(due_on__isnull=False)
                    & (models.Q(covered_until__isnull=True) | models.Q(due_on__gte=models.F("covered_until")))
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["requirement", "due_on"], name="course_assignment_due"),
            # The list behind the board, the most overdue first, from its beginning on.
            models.Index(fields=["due_key", "id", "requirement"], name="course_assignment_overdue"),
        ]

    def __str__(self) -> str:
        return f"{self.requirement} · {self.user_id}"
