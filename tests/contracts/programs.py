"""Training for the world of the contracts: on each side, and elsewhere, a program and somebody who took its course."""

from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from accounts.models import Organization, User
from accounts.roles import Role
from common.scans import Paper
from tests.cast import NOW, person
from tests.contracts.tokens import token
from training.actions import assignments, completions, courses, requirements
from training.actions.completions import NewCompletions
from training.actions.courses import CourseDetails, CourseTime
from training.actions.evidence import NewEvidence
from training.actions.requirements import RequirementDetails
from training.models import Completion, Course, EvidenceKind, Requirement
from training.topics import Topic

SOON = NOW + timedelta(days=7)


def make_training(w: SimpleNamespace) -> None:
    """Courses, requirements and completions of the district, of the agency, and of the other county."""
    c = w.cast
    everyone = (Role.PRINCIPAL, Role.DESIGNEE, Role.STAFF, Role.DISTRICT_ADMINISTRATOR, Role.SIGNATORY)
    run = c.district_administrator
    w.course, w.requirement = program(run, c.district, everyone, token)
    w.course_date = give(run, w.course, token("courseplace"))
    officers = (Role.SRO, Role.SRO_SUPERVISOR)
    w.agency_course, w.agency_requirement = program(
        c.agency_administrator, c.agency, officers, lambda name: token(f"agency{name}")
    )
    w.agency_course_date = give(c.agency_administrator, w.agency_course, token("agencycourseplace"))
    far_run = c.stranger_district_administrator
    w.far_course, w.far_requirement = program(far_run, c.other_district, everyone, lambda name: f"Far {name}")
    w.far_course_date = give(far_run, w.far_course, "Far hall")
    assignments.assign(at=NOW)

    w.completion = take(run, w.course, c.staff, certificate(token("evidencename"), token("evidencefile")))
    w.agency_completion = take(
        c.agency_administrator, w.agency_course, c.sro, certificate(token("agencyevidence"), token("agencyfile"))
    )
    w.far_completion = take(far_run, w.far_course, w.far_staff, certificate("Far paper", "far"))
    w.evidence, w.agency_evidence = w.completion.evidence, w.agency_completion.evidence
    w.far_evidence = w.far_completion.evidence
    # One that was recorded by mistake, on somebody's word.
    word = NewEvidence(kind=EvidenceKind.ATTESTATION, title=token("wordname"), attested_by=token("attester"))
    mistaken = take(run, w.course, c.staff, word, day=date(2026, 9, 1))
    completions.withdraw(by=run, at=NOW, completion=mistaken, reason=token("withdrawnwhy"))
    person("Nora Untrained", Role.STAFF, c.school)


def program(by: User, side: Organization, roles: Any, words: Any) -> tuple[Course, Requirement]:
    """A course, and who must take it."""
    course = courses.add(
        by=by,
        at=NOW,
        organization=side,
        details=CourseDetails(
            topic=Topic.MOU,
            title=words("coursetitle"),
            summary=words("coursesummary"),
            provider=words("courseprovider"),
            hours=Decimal("1.5"),
        ),
        form_key=uuid4(),
    )
    asked = requirements.add(
        by=by,
        at=NOW,
        course=course,
        details=RequirementDetails(roles, days_to_complete=30, valid_months=12, reason=words("askedreason")),
        starts_on=side.today(NOW),
        form_key=uuid4(),
    )
    return course, asked


def give(by: User, course: Course, place: str) -> Any:
    """A time to come."""
    time = CourseTime(SOON, SOON + timedelta(hours=2), place)
    return courses.add_date(by=by, at=NOW, course=course, time=time, form_key=uuid4())


def certificate(title: str, name: str) -> NewEvidence:
    """A scan that `common.scans` accepted, with the picture as it was sent."""
    content, original = (f"%PDF- {words}".encode() for words in (name, f"{name} as sent"))
    paper = Paper(content=content, name=f"{name}.pdf", media_type="application/pdf", original=original)
    return NewEvidence(kind=EvidenceKind.CERTIFICATE, title=title, paper=paper)


def take(by: User, course: Course, who: User, evidence: NewEvidence, day: date = date(2026, 10, 1)) -> Completion:
    """One person has taken it."""
    new = NewCompletions(course, [who], day, Decimal(1), evidence)
    (done,) = completions.record(by=by, at=NOW, new=new, form_key=uuid4())
    return done
