"""What the tests of training's pages share: the cast, a program on each side, and a file that `common.scans` takes."""

import io
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from PIL import Image

from accounts.roles import Role
from tests.accounts.people import inside
from tests.cast import NOW, person
from tests.contracts.programs import program, take
from tests.training.views.words import attested
from training.actions.assignments import assign
from training.models import Course, CourseAssignment, Requirement


@dataclass
class School:
    """The cast, one course of the district and one of the agency, and who is asked to take them."""

    cast: Any
    course: Course
    asked: Requirement
    agency_course: Course

    def late(self, *people: Any, days: int = 3) -> None:
        """These people are overdue by so many days."""
        due = NOW.date() - timedelta(days=days)
        CourseAssignment.objects.filter(user__in=people).update(
            due_on=due, assigned_on=due - timedelta(days=30), covered_until=None
        )

    def took(self, who: Any, day: date = date(2026, 10, 1), course: Course | None = None) -> Any:
        """The person has taken it."""
        run = self.cast.district_administrator
        if course == self.agency_course:
            run = self.cast.agency_administrator
        return take(run, course or self.course, who, attested(), day)

    def client(self, role: str) -> Any:
        return inside(getattr(self.cast, role), NOW)

    def page(self, role: str, path: str) -> str:
        """What the person reads there."""
        answer = self.client(role).get(path)
        assert answer.status_code == 200, (role, path, answer.status_code)
        return answer.content.decode()


@pytest.fixture
def school(cast, tmp_path):
    """On a Wednesday morning, everything asked of everybody and nothing taken yet."""
    storages = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": tmp_path}},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    with time_machine.travel(NOW, tick=False), override_settings(STORAGES=storages):
        course, asked = program(
            cast.district_administrator, cast.district, (Role.PRINCIPAL, Role.STAFF), lambda name: f"MOU {name}"
        )
        agency_course, _asked = program(
            cast.agency_administrator, cast.agency, (Role.SRO,), lambda name: f"Agency {name}"
        )
        person("Bea Brook", Role.STAFF, cast.second_school)
        assign(at=NOW)
        yield School(cast, course, asked, agency_course)


@pytest.fixture
def sheet():
    """A function that makes a picture of an attendance sheet: `sheet("list.png")`."""

    def make(name="sheet.png", kind="PNG"):
        drawn = io.BytesIO()
        Image.new("RGB", (40, 60), "white").save(drawn, kind)
        return SimpleUploadedFile(name, drawn.getvalue(), content_type="image/png")

    return make
