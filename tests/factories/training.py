"""Courses, requirements, assignments and completions, as the actions leave them."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import factory
from factory.django import DjangoModelFactory

from accounts.roles import Role
from tests.factories.accounts import FIRST_DAY, LONG_AGO, DistrictFactory, UserFactory
from training.models import Completion, Course, CourseAssignment, Evidence, EvidenceKind, Requirement, RequirementRole
from training.topics import Topic


class CourseFactory(DjangoModelFactory):
    """A course of a district; give the side as `organization`."""

    class Meta:
        model = Course

    organization = factory.SubFactory(DistrictFactory)
    topic = Topic.MENTOR
    title = factory.Sequence(lambda n: f"Course {n}")
    hours = Decimal(2)
    created_by = factory.SubFactory(UserFactory)
    created_at = LONG_AGO
    form_key = factory.LazyFunction(uuid4)


class RequirementFactory(DjangoModelFactory):
    """Asked of principals within 30 days, for twelve months; give `roles` for others."""

    class Meta:
        model = Requirement
        skip_postgeneration_save = True

    course = factory.SubFactory(CourseFactory)
    organization = factory.SelfAttribute("course.organization")
    days_to_complete = 30
    valid_months = 12
    starts_on = FIRST_DAY
    created_by = factory.SelfAttribute("course.created_by")
    created_at = LONG_AGO
    form_key = factory.LazyFunction(uuid4)

    @factory.post_generation
    def roles(self, create, given, **_kwargs):
        """The rows of the roles asked."""
        for role in given or (Role.PRINCIPAL,):
            RequirementRole.objects.create(requirement=self, role=role)


class CourseAssignmentFactory(DjangoModelFactory):
    """Assigned a month ago in the middle of term, due in some days."""

    class Meta:
        model = CourseAssignment

    requirement = factory.SubFactory(RequirementFactory)
    assigned_on = date(2026, 9, 20)
    due_on = date(2026, 10, 20)
    created_at = LONG_AGO


class EvidenceFactory(DjangoModelFactory):
    """Somebody's word."""

    class Meta:
        model = Evidence

    organization = factory.SubFactory(DistrictFactory)
    kind = EvidenceKind.ATTESTATION
    title = "Sign-in at the door"
    attested_by = "Ada Trainer"
    added_by = factory.SubFactory(UserFactory)
    added_at = LONG_AGO
    form_key = factory.LazyFunction(uuid4)


class CompletionFactory(DjangoModelFactory):
    """Taken on a day, attested."""

    class Meta:
        model = Completion

    course = factory.SubFactory(CourseFactory)
    completed_on = date(2026, 9, 1)
    hours = Decimal(2)
    evidence = factory.SubFactory(EvidenceFactory, organization=factory.SelfAttribute("..course.organization"))
    recorded_by = factory.SubFactory(UserFactory)
    recorded_at = LONG_AGO
