"""What an officer did that was no call. The agency's own record: no student, no words, never on the school's side."""

import uuid
from datetime import date, datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Organization, User
from accounts.permissions import Permission
from accounts.reach import reach_of
from incidents.choices import Audience, Leg
from incidents.limits import LONGEST_ACTIVITY
from incidents.reporting import countable


class ActivityQuerySet(models.QuerySet["Activity"]):
    """Entries of officers' logs."""

    def visible_to(self, user: User, at: datetime | None = None) -> Self:
        """An officer's own at their agency; all of the agency's for who reads it."""
        reach = reach_of(user, at)
        own = reach.of(Permission.ACTIVITY_LOG).agencies
        return self.filter(
            Q(agency__in=reach.of(Permission.ACTIVITY_READ).agencies) | (Q(agency__in=own) & Q(officer=user.pk))
        )

    def countable_by(self, user: User, at: datetime | None = None) -> Self:
        """Those that stand in the activity report the person reads."""
        return self.filter(countable(user, at, officer="officer"))

    def standing(self) -> Self:
        """Those not taken back."""
        return self.filter(voided_at=None)

    def between(self, first: date, end: date) -> Self:
        """Those of the days from `first` up to, not including, `end`."""
        return self.filter(day__gte=first, day__lt=end)


class Activity(models.Model):
    """One entry. It is never changed: a wrong one is taken back and logged anew."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    form_key = models.UUIDField(unique=True)
    agency = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    school = models.ForeignKey(Organization, null=True, on_delete=models.PROTECT, related_name="+")
    # The day at the school, or at the agency where there is no school.
    day = models.DateField(_("day"))
    leg = models.CharField(_("leg of the triad"), max_length=16, choices=Leg)
    # A key of incidents.reference.ACTIVITIES.
    kind = models.CharField(_("activity"), max_length=24)
    minutes = models.PositiveSmallIntegerField(_("minutes"))
    for_students = models.BooleanField(default=False)
    for_parents = models.BooleanField(default=False)
    for_staff = models.BooleanField(default=False)
    for_public = models.BooleanField(default=False)
    at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(name="activity_leg_known", condition=Q(leg__in=Leg.values)),
            models.CheckConstraint(
                name="activity_minutes_of_a_day", condition=Q(minutes__gte=1, minutes__lte=LONGEST_ACTIVITY)
            ),
        ]
        indexes = [
            # The order of the agency's log and of an officer's own; the report reads the days of the first.
            models.Index(fields=["agency", "-day", "-at", "-id"], name="activity_by_agency"),
            models.Index(fields=["officer", "-day", "-at", "-id"], name="activity_by_officer"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.day}"

    @property
    def audience(self) -> list[Audience]:
        """Whom it was for."""
        return [one for one in Audience if getattr(self, one.value)]
