"""A roster on its way in, and what is remembered of the last one.

The tables bear the name of the app that had them first.
"""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models.organizations import Organization
from common.lines import LineField
from rosters.oneroster.problems import words_of
from rosters.querysets import OfRosterQuerySet, RosterImportQuerySet, RosterPlaceQuerySet
from rosters.states import BUSY, OPEN, RosterState


class Verdict(models.TextChoices):
    """What an import does with a school or a person."""

    CREATED = "created", _("New")
    UPDATED = "updated", _("Changed")
    ENDED = "ended", _("Ends")
    UNCHANGED = "unchanged", _("As it is")
    REJECTED = "rejected", _("Cannot be used")
    STAYS = "stays", _("Gone from the roster, and stays here")


class RosterImport(models.Model):
    """One bundle for one district: who sent it, what it would do, what it did. Numbers only.

    `fingerprint` stands for every single change of the preview, so that applying can tell that none has become another.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    district = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="roster_imports")
    state = models.CharField(max_length=10, choices=RosterState, default=RosterState.RECEIVED)
    # Tried on the console: beside the one that waits on the page, seen by nobody, gone when its numbers are said.
    trial = models.BooleanField(default=False)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    orgs_mode = models.CharField(max_length=6)
    users_mode = models.CharField(max_length=6)
    oneroster_version = models.CharField(max_length=3, default="1.1")
    left_out = models.JSONField(default=list)  # files that the manifest speaks of and the archive does not hold
    district_roster_id = LineField(max_length=255, blank=True)
    district_name = LineField(max_length=150, blank=True)
    counts = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64, blank=True)
    returned = models.BooleanField(default=False)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    allowed_endings = models.PositiveIntegerField(default=0)
    set_aside = models.PositiveIntegerField(default=0)  # lines that somebody said may be left out
    # How far whoever runs due work is with what it does now; no total while the lines are still coming in.
    work_total = models.PositiveIntegerField(null=True)
    work_done = models.PositiveIntegerField(default=0)
    # When the first of it was applied: from then on it is carried to its end, and not compared as a whole again.
    applying_since = models.DateTimeField(null=True)
    # Renewed by every step, so that a claim that grows old was left by a process that died.
    claimed_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    # Set on what the console previews: the problems, read before everything is rolled back.
    kept_problems: "list[RosterProblem] | None" = None

    objects = RosterImportQuerySet.as_manager()

    class Meta:
        db_table = "accounts_rosterimport"
        constraints = [
            models.CheckConstraint(name="roster_state_known", condition=models.Q(state__in=RosterState.values)),
            models.UniqueConstraint(
                name="roster_open_once", fields=["district"], condition=models.Q(state__in=sorted(OPEN), trial=False)
            ),
        ]
        indexes = [models.Index(fields=["district", "-created_at", "-id"], name="roster_by_district")]

    def __str__(self) -> str:
        return f"{self.district_id} · {self.created_at:%Y-%m-%d}"

    @property
    def is_under_way(self) -> bool:
        """Whether it is being read, compared or applied, or will be in a moment."""
        return self.state in BUSY

    @property
    def rejected(self) -> int:
        """How many lines cannot be used; nothing is applied until somebody says that they may be left out."""
        return sum(self.counts.get(kind, {}).get("rejected", 0) for kind in ("schools", "staff"))

    @property
    def ending(self) -> dict[str, int]:
        """How many people and roles end, and of how many a roster made."""
        found: dict[str, int] = self.counts.get("ending", {})
        return found

    @property
    def was_begun(self) -> bool:
        """Whether some of it is applied, whatever became of the rest."""
        return self.applying_since is not None

    @property
    def asks_first(self) -> bool:
        """Whether more than one in five of the staff a roster made would end."""
        ending = self.ending
        return any(ending.get(what, 0) * 5 > ending.get(f"of_{what}", 0) for what in ("people", "roles"))

    @property
    def changes_nothing(self) -> bool:
        """Whether everything is here already as the roster says it."""
        quiet = ("created", "updated", "ended", "rejected")
        return not any(self.counts.get(kind, {}).get(name, 0) for kind in ("schools", "staff") for name in quiet)


class RosterPiece(models.Model):
    """Rows of schools and staff as they were read from the bundle, until they are waiting rows."""

    roster_import = models.ForeignKey(RosterImport, on_delete=models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()  # the first holds the organizations, and is needed to the end
    content = models.TextField()  # JSON

    objects = OfRosterQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(name="roster_piece_once", fields=["roster_import", "number"])]

    def __str__(self) -> str:
        return f"{self.roster_import_id} {self.number}"


class WaitingSchool(models.Model):
    """A school of a bundle, or one that is missing from it, until the import is applied or discarded."""

    roster_import = models.ForeignKey(RosterImport, on_delete=models.CASCADE, related_name="schools")
    line = models.PositiveIntegerField(default=0)
    roster_id = LineField(max_length=255)
    name = LineField(max_length=150)
    identifier = LineField(max_length=255, blank=True)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    note = models.CharField(max_length=20, blank=True)
    leaving = models.BooleanField(default=False)
    organization = models.ForeignKey(Organization, null=True, on_delete=models.CASCADE, related_name="+")

    objects = OfRosterQuerySet.as_manager()

    class Meta:
        db_table = "accounts_waitingschool"
        indexes = [models.Index(fields=["roster_import", "verdict", "id"], name="waiting_school_by_verdict")]

    def __str__(self) -> str:
        return self.name

    @property
    def note_words(self) -> str:
        """What else is to be known of it."""
        return str(NOTES.get(self.note, ""))


class WaitingStaff(models.Model):
    """A staff member of a bundle, or one who is missing from it, until the import is applied or discarded.

    `places` are the roster's ids of schools and district; `moves` says what changes: {"starts": [ids of the roster],
    "ends": [ids of organizations], "name": before, "email": before, "identifier": before}.
    """

    roster_import = models.ForeignKey(RosterImport, on_delete=models.CASCADE, related_name="staff")
    line = models.PositiveIntegerField(default=0)
    roster_id = LineField(max_length=255)
    name = LineField(max_length=150, blank=True)
    email = models.CharField(max_length=254, blank=True)
    identifier = LineField(max_length=255, blank=True)
    administrator = models.BooleanField(default=False)
    leaving = models.BooleanField(default=False)
    disabled = models.BooleanField(default=False)
    done = models.BooleanField(default=False)
    places = models.JSONField(default=list)
    verdict = models.CharField(max_length=10, choices=Verdict, blank=True)
    note = models.CharField(max_length=20, blank=True)
    moves = models.JSONField(default=dict)
    person = models.ForeignKey("rosters.RosterPerson", null=True, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")

    objects = OfRosterQuerySet.as_manager()

    class Meta:
        db_table = "accounts_waitingstaff"
        indexes = [
            models.Index(fields=["roster_import", "verdict", "id"], name="waiting_staff_by_verdict"),
            models.Index(fields=["roster_import", "email"], name="waiting_staff_by_email"),
            models.Index(fields=["roster_import", "roster_id"], name="waiting_staff_by_id"),
        ]

    def __str__(self) -> str:
        return self.name or self.roster_id

    @property
    def note_words(self) -> str:
        """What else is to be known of them."""
        return str(NOTES.get(self.note, ""))


class RosterProblem(models.Model):
    """What is wrong with one line of a bundle; it names the line and never a person."""

    roster_import = models.ForeignKey(RosterImport, on_delete=models.CASCADE, related_name="problems")
    file = models.CharField(max_length=20)
    line = models.PositiveIntegerField()
    roster_id = LineField(max_length=255, blank=True)
    code = models.CharField(max_length=20)
    detail = LineField(max_length=255, blank=True)

    objects = OfRosterQuerySet.as_manager()

    class Meta:
        db_table = "accounts_rosterproblem"
        indexes = [models.Index(fields=["roster_import", "file", "line", "id"], name="roster_problem_by_line")]

    def __str__(self) -> str:
        return f"{self.file} {self.line}"

    @property
    def words(self) -> str:
        """The sentence for it, with what to do."""
        return words_of(self.code, self.detail)


class RosterPerson(models.Model):
    """Who a district's roster means by one of its ids: kept when they leave, so that they come back as themselves."""

    district = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="roster_people")
    roster_id = LineField(max_length=255)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="roster_people")
    # Whether the account came with this roster; only then may the roster correct its name and address, until they join.
    made_account = models.BooleanField(default=False)
    administrator = models.BooleanField(default=False)
    # The district's own number of the person, by which other lists of it (training, for one) mean them.
    identifier = LineField(max_length=255, blank=True)
    created_at = models.DateTimeField()

    objects = OfRosterQuerySet.as_manager()

    class Meta:
        db_table = "accounts_rosterperson"
        constraints = [
            models.UniqueConstraint(name="roster_person_by_id", fields=["district", "roster_id"]),
            models.UniqueConstraint(name="roster_person_by_user", fields=["district", "user"]),
        ]

    def __str__(self) -> str:
        return self.roster_id


class RosterPlace(models.Model):
    """The last roster showed the person here. A role is given when this row is made, not while it stands.

    So a role that an administrator ended by hand stays ended until a roster no longer showed the person here and a
    later one does again.
    """

    person = models.ForeignKey(RosterPerson, on_delete=models.CASCADE, related_name="places")
    organization = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="roster_places")
    created_at = models.DateTimeField()
    # When somebody decided whether a person marked administrator is the principal here.
    settled_at = models.DateTimeField(null=True)

    objects = RosterPlaceQuerySet.as_manager()

    class Meta:
        db_table = "accounts_rosterplace"
        constraints = [models.UniqueConstraint(name="roster_place_once", fields=["person", "organization"])]

    def __str__(self) -> str:
        return f"{self.person_id} · {self.organization_id}"


class SchoolLetGo(models.Model):
    """A school that the roster named once and names no more: its records stay, and a person may close it."""

    district = models.ForeignKey(Organization, on_delete=models.PROTECT, related_name="schools_let_go")
    school = models.OneToOneField(Organization, on_delete=models.PROTECT, related_name="let_go")
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    objects = OfRosterQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="school_let_go_closed_by_someone",
                condition=models.Q(closed_at=None, closed_by=None) | models.Q(closed_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return str(self.school_id)


NOTES: dict[str, Any] = {
    "same_school": _("Taken to be the school of this name that is here already"),
    "same_number": _("Taken to be the school with this NCES number that is here already"),
    "renamed": _("Gets the roster’s new name"),
    "name_kept": _("Keeps its name: another school here has the roster’s new one"),
    "vanished": _("Not in the roster any more"),
    "leaving": _("Marked tobedeleted"),
    "disabled": _("Marked as not enabled (enabledUser is false)"),
    "unsure": _("Not in the roster, or on a line that cannot be read; nothing ends"),
    "still_principal": _("Not in the roster any more, and still the principal here"),
    "account": _("Has an account already, which stays as it is"),
    "returns": _("Was in an earlier roster and is back"),
    "new_id": _("Has a new sourcedId"),
    "own_account": _("Has joined; name and address stay as they set them"),
    "address_kept": _("Keeps the address: another account has the new one"),
    "by_hand": _("Their role was ended by hand and stays ended"),
    "other_side": _("Belongs to another side: gets a role here by invitation only"),
    "not_ours": _("No role of theirs was made by a roster, so none ends"),
}
