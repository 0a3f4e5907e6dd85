"""Who sees whose training: one's own, a principal their school, an administrator or supervisor their side."""

import pytest

from accounts.roles import Role
from tests.cast import NOW, person
from tests.factories.accounts import MembershipFactory
from tests.factories.training import CompletionFactory, RequirementFactory
from training.actions.assignments import assign
from training.models import Completion, Course, CourseAssignment, Evidence, Requirement

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(cast):
    """Each side asks something of everybody; everybody has completed it."""
    cast.second_staff = person("Sid Brook", Role.STAFF, cast.second_school)
    people = [Role.PRINCIPAL, Role.STAFF, Role.DISTRICT_ADMINISTRATOR]
    officers = [Role.SRO, Role.SRO_SUPERVISOR]
    for side, roles in (
        (cast.district, people),
        (cast.other_district, people),
        (cast.agency, officers),
        (cast.other_agency, officers),
    ):
        RequirementFactory(course__organization=side, roles=roles)
    assign(at=NOW)
    for row in CourseAssignment.objects.select_related("requirement"):
        CompletionFactory(course=row.requirement.course, user=row.user)
    return cast


def seen(model, user):
    return set(model.objects.visible_to(user, NOW).values_list("user__name", flat=True))


def names(cast, *people):
    return {getattr(cast, one).name for one in people}


READERS = [
    ("staff", ["staff"]),
    ("principal", ["principal", "staff"]),
    ("district_administrator", ["principal", "staff", "second_staff", "district_administrator"]),
    ("sro", ["sro"]),
    ("supervisor", ["sro", "supervisor", "second_supervisor"]),
    ("agency_administrator", ["sro", "supervisor", "second_supervisor"]),
    ("records_custodian", []),
    ("portal_administrator", []),
    ("stranger_principal", ["stranger_principal"]),
    ("stranger_district_administrator", ["stranger_principal", "stranger_district_administrator"]),
    ("stranger_sro", ["stranger_sro"]),
    ("stranger_supervisor", ["stranger_sro", "stranger_supervisor"]),
]


@pytest.mark.parametrize(("reader", "people"), READERS, ids=[reader for reader, _people in READERS])
def test_each_reader_sees_these_people_and_nobody_else(asked, reader, people):
    user = getattr(asked, reader)
    assert seen(CourseAssignment, user) == names(asked, *people)
    assert seen(Completion, user) == names(asked, *people)
    shown = set(Evidence.objects.visible_to(user, NOW).values_list("completions__user__name", flat=True))
    assert shown == names(asked, *people)


@pytest.mark.parametrize("model", [Course, Requirement])
def test_a_sides_program_is_for_everybody_of_that_side_alone(asked, model):
    for reader, side in (
        ("staff", asked.district),
        ("records_custodian", asked.district),
        ("sro", asked.agency),
        ("stranger_principal", asked.other_district),
    ):
        user = getattr(asked, reader)
        assert set(model.objects.visible_to(user, NOW).values_list("organization", flat=True)) == {side.pk}


def test_what_the_agency_asks_of_somebody_is_not_the_principals_to_read(asked):
    MembershipFactory(user=asked.staff, organization=asked.agency, role=Role.SRO)
    assign(at=NOW)
    sides = CourseAssignment.objects.visible_to(asked.principal, NOW).filter(user=asked.staff)
    assert {row.requirement.organization_id for row in sides} == {asked.district.pk}
    assert CourseAssignment.objects.visible_to(asked.staff, NOW).count() == 2


def test_a_role_that_has_ended_opens_nothing(asked):
    asked.principal.memberships.update(ends_on=asked.school.today(NOW))
    assert seen(CourseAssignment, asked.principal) == names(asked, "principal")
