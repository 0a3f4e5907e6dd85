"""Districts, their schools, police agencies, and the days that do not count."""

import uuid
import zoneinfo
from datetime import date, datetime
from functools import cached_property

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from accounts.querysets import ClosedDayQuerySet, OrganizationQuerySet
from accounts.roles import Kind
from common.folding import FoldedField
from common.lines import LineField


class Organization(models.Model):
    """A district, a school in a district, or a police agency."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="schools")
    name = LineField(_("name"), max_length=150)
    name_folded = FoldedField(of="name")
    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    state = models.CharField(_("state"), max_length=2, blank=True, help_text=_("Two letters, such as OH."))
    time_zone = models.CharField(_("time zone"), max_length=60, default="America/New_York")
    phone = LineField(_("phone"), max_length=40, blank=True)
    level = LineField(_("school level"), max_length=12, blank=True, help_text=_("Elementary, middle, high."))
    nces_leaid = models.CharField(_("NCES district ID (LEAID)"), max_length=7, blank=True)
    nces_schid = models.CharField(_("NCES school ID (SCHID)"), max_length=12, blank=True)
    ori = models.CharField(_("agency ORI"), max_length=9, blank=True)
    # The id a district's roster knows it by, and the name it last gave it; empty where no roster speaks of it.
    roster_id = LineField(max_length=255, blank=True)
    roster_name = LineField(max_length=150, blank=True)
    # The id of the district of a school, else of itself: what belongs to one side is found by one column.
    side = models.GeneratedField(
        expression=Coalesce("parent_id", "id"), output_field=models.UUIDField(), db_persist=True, editable=False
    )
    closes_at = models.TimeField(_("end of the working day"), default="15:30")
    created_at = models.DateTimeField()

    objects = OrganizationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="organization_school_has_district",
                condition=models.Q(kind=Kind.SCHOOL, parent__isnull=False)
                | (~models.Q(kind=Kind.SCHOOL) & models.Q(parent__isnull=True)),
            ),
            models.UniqueConstraint(
                name="organization_roster_id", fields=["parent", "roster_id"], condition=~models.Q(roster_id="")
            ),
            models.CheckConstraint(name="organization_kind_known", condition=models.Q(kind__in=Kind.values)),
        ]
        indexes = [
            models.Index(fields=["parent", "name_folded"], name="organization_by_parent"),
            models.Index(fields=["side"], name="organization_by_side"),
        ]

    def __str__(self) -> str:
        return self.name

    @cached_property
    def zone(self) -> zoneinfo.ZoneInfo:
        """The zone its days and times are in."""
        return zoneinfo.ZoneInfo(self.time_zone)

    def today(self, at: datetime) -> date:
        """The calendar day here at that moment."""
        return at.astimezone(self.zone).date()

    @property
    def side_id(self) -> uuid.UUID:
        """The district of a school, else itself: the organization that owns the records."""
        return self.parent_id or self.id

    @property
    def is_agency(self) -> bool:
        return self.kind == Kind.AGENCY


class ClosedDay(models.Model):
    """Days on which school does not meet, from the first to the last, both included."""

    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="closed_days")
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    name = LineField(_("name"), max_length=80)
    created_at = models.DateTimeField()

    objects = ClosedDayQuerySet.as_manager()

    class Meta:
        ordering = ["first_day", "pk"]
        constraints = [
            models.CheckConstraint(name="closed_day_in_order", condition=models.Q(last_day__gte=models.F("first_day"))),
        ]

    def __str__(self) -> str:
        return self.name
