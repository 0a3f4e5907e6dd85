"""Twelve principals who are to be told today of a lesson: python -m tests.config.held_stage."""

from datetime import UTC, datetime, timedelta

import django

django.setup()

from accounts.roles import Role  # noqa: E402  models need the setup above
from tests.cast import person  # noqa: E402
from tests.factories.accounts import DistrictFactory, SchoolFactory  # noqa: E402
from tests.factories.training import CourseAssignmentFactory, RequirementFactory  # noqa: E402

PEOPLE = 12


def main() -> None:
    """It is about noon where they are, whenever the test runs: nobody is reminded before seven."""
    now = datetime.now(UTC)
    ahead = 12 - now.hour
    zone = f"Etc/GMT{-ahead:+d}"  # the sign of these names is the other way round
    district = DistrictFactory(name="Noon Schools", time_zone=zone)
    school = SchoolFactory(name="Noon High", parent=district, time_zone=zone)
    required = RequirementFactory(course__organization=district)
    today = (now + timedelta(hours=ahead)).date()
    for number in range(PEOPLE):
        principal = person(f"Ana Noon{number}", Role.PRINCIPAL, school)
        CourseAssignmentFactory(
            requirement=required,
            user=principal,
            assigned_on=today - timedelta(days=60),
            due_on=today + timedelta(days=7),
        )


if __name__ == "__main__":
    main()
