"""What is taught in the demo county, to whom, and how everybody stands with it: on time, late, to be renewed, done."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from decimal import Decimal
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from accounts.roles import Role
from common import pdf
from common.scans import Paper, examine
from demo.county import County
from demo.people import DISTRICT, POLICE, SHERIFF
from training.actions import completions, courses, requirements
from training.actions.assignments import assign
from training.actions.completions import NewCompletions
from training.actions.courses import CourseDetails, CourseTime
from training.actions.evidence import NewEvidence
from training.actions.reminders import remind
from training.actions.requirements import RequirementDetails
from training.models import Completion, Course, EvidenceKind
from training.topics import Topic

AT_SCHOOL = (Role.PRINCIPAL, Role.DESIGNEE, Role.STAFF)
IN_CHARGE = (Role.PRINCIPAL, Role.DESIGNEE)
OFFICERS = (Role.SRO, Role.SRO_SUPERVISOR)


@dataclass(frozen=True)
class Taught:
    """A course and its requirement: asked since so many days, to be completed within so many."""

    key: str
    side: str
    by: str
    topic: str
    title: str
    summary: str
    hours: str
    roles: tuple[str, ...]
    asked_ago: int
    days: int
    months: int | None
    reason: str


COURSES = (
    Taught(
        "mou",
        DISTRICT,
        "ruth_castellan",
        Topic.MOU,
        "The MOU in one hour",
        "Who calls the officer, for what, and what stays with the school. With six cases to decide.",
        "1",
        AT_SCHOOL,
        300,
        60,
        12,
        "Everybody who may call the officer must know when to.",
    ),
    Taught(
        "law",
        DISTRICT,
        "ruth_castellan",
        Topic.LAW_ENFORCEMENT,
        "School rule or crime?",
        "What the law calls a crime at school, and what it does not.",
        "1.5",
        IN_CHARGE,
        70,
        60,
        24,
        "The first question at the gate is whether a crime was involved.",
    ),
    Taught(
        "mentor",
        DISTRICT,
        "ben_ashworth",
        Topic.MENTOR,
        "The officer as a mentor",
        "When a talk helps, who asks for it, and where it ends.",
        "2",
        IN_CHARGE,
        37,
        44,
        None,
        "",
    ),
    Taught(
        "educator",
        DISTRICT,
        "ben_ashworth",
        Topic.EDUCATOR,
        "Inviting the officer to class",
        "Planning a lesson together: purpose, lead teacher, questions afterwards.",
        "1",
        AT_SCHOOL,
        2,
        60,
        None,
        "Lessons are the part of the triad that students see most of.",
    ),
    Taught(
        "basic",
        POLICE,
        "joan_petersen",
        Topic.LAW_ENFORCEMENT,
        "Basic school resource officer course",
        "Forty hours before the first day at a school.",
        "40",
        OFFICERS,
        380,
        90,
        None,
        "The MOU asks for it before a posting.",
    ),
    Taught(
        "young",
        POLICE,
        "joan_petersen",
        Topic.MENTOR,
        "Adolescent development",
        "How young people decide, and what calms.",
        "8",
        OFFICERS,
        340,
        60,
        12,
        "",
    ),
    Taught(
        "deputies",
        SHERIFF,
        "theo_marsh",
        Topic.LAW_ENFORCEMENT,
        "Basic school resource officer course",
        "Forty hours before the first day at a school.",
        "40",
        OFFICERS,
        100,
        60,
        None,
        "The MOU asks for it before a posting.",
    ),
)

# Course, days ago, who took it. What is not here is still to do, due soon, or late.
TAKEN = (
    (
        "mou",
        250,
        (
            "amara_okafor",
            "luis_moreno",
            "helen_strand",
            "omar_haddad",
            "nina_keller",
            "paul_dufour",
            "tess_lindgren",
            "ivan_marek",
        ),
    ),
    ("mou", 335, ("joel_barnes",)),
    ("law", 40, ("amara_okafor", "helen_strand", "omar_haddad", "paul_dufour")),
    ("mentor", 12, ("amara_okafor", "nina_keller")),
    ("basic", 360, ("daniel_ruiz", "karin_lindqvist", "mary_cho")),
    ("young", 330, ("daniel_ruiz",)),
    ("young", 45, ("karin_lindqvist",)),
    ("deputies", 60, ("marcus_bell",)),
)


def tell_training(county: County, now: datetime) -> None:
    """Tell it in the order in which it happened; the sweeps run on the days on which something began."""
    taught: dict[str, Course] = {}
    for one in sorted(COURSES, key=lambda one: -one.asked_ago):
        taught[one.key] = _ask(county, one, now)
        assign(at=_back(county, now, one.asked_ago, 8))
    for one in COURSES:
        _dates(county, one, taught[one.key], now)
    certificate = _certificate()
    for key, ago, keys in TAKEN:
        one = next(line for line in COURSES if line.key == key)
        _take(county, one, taught[key], [county.people[who] for who in keys], _back(county, now, ago, 15), certificate)
    _mistake(county, taught["mentor"], _back(county, now, 9, 15))
    # Whoever was told in the year told is not told again now; the newest things lie in the inboxes.
    for ago in (5, 1):
        remind(at=_back(county, now, ago, 6))
    remind(at=now)


def _back(county: County, now: datetime, days: int, hour: int) -> datetime:
    """That hour of a day so long ago, at the district; never after the present."""
    zone = county.places[DISTRICT].zone
    day = now.astimezone(zone).date() - timedelta(days=days)
    return min(datetime.combine(day, time(hour), tzinfo=zone), now)


def _ask(county: County, one: Taught, now: datetime) -> Course:
    side, by, at = county.places[one.side], county.people[one.by], _back(county, now, one.asked_ago, 7)
    course = courses.add(
        by=by,
        at=at,
        organization=side,
        details=CourseDetails(
            topic=one.topic,
            title=one.title,
            summary=one.summary,
            provider=one.side,
            hours=Decimal(one.hours),
        ),
        form_key=uuid4(),
    )
    requirements.add(
        by=by,
        at=at,
        course=course,
        details=RequirementDetails(one.roles, one.days, one.months, one.reason),
        starts_on=side.today(at),
        form_key=uuid4(),
    )
    return course


def _dates(county: County, one: Taught, course: Course, now: datetime) -> None:
    """It was given two weeks ago and is given again in two weeks, after school."""
    side = county.places[one.side]
    for days in (-14, 15):
        day = side.today(now) + timedelta(days=days)
        day += timedelta(days=max(0, day.weekday() - 4) and 7 - day.weekday())
        begins = datetime.combine(day, time(15, 45), tzinfo=side.zone)
        courses.add_date(
            by=county.people[one.by],
            at=_back(county, now, min(one.asked_ago, 20), 9),
            course=course,
            time=CourseTime(
                starts_at=begins,
                ends_at=begins + timedelta(hours=min(float(one.hours), 3)),
                place="District office, room 2" if one.side == DISTRICT else "Training room",
            ),
            form_key=uuid4(),
        )


def _certificate() -> Paper:
    """A certificate as a trainer would print it, made by the portal's own PDF maker and checked as a scan."""
    content = pdf.render(
        "documents/base.html", {}, language="en", title="Certificate: Basic school resource officer course, 40 hours"
    )
    return examine(SimpleUploadedFile("certificate.pdf", content, "application/pdf"))


def _take(county: County, one: Taught, course: Course, people: list[User], at: datetime, paper: Paper) -> None:
    """Record it for these people: the long courses by certificate, the others by who gave them."""
    by = county.people[one.by]
    if course.hours >= 40:
        evidence = NewEvidence(kind=EvidenceKind.CERTIFICATE, title="Certificate of the academy", paper=paper)
    else:
        evidence = NewEvidence(kind=EvidenceKind.ATTESTATION, title="Was there to the end", attested_by=by.name)
    completions.record(
        by=by,
        at=at,
        new=NewCompletions(course, people, course.organization.today(at), course.hours, evidence),
        form_key=uuid4(),
    )


def _mistake(county: County, course: Course, at: datetime) -> None:
    """One was recorded for the wrong person, and withdrawn the next morning."""
    by = county.people["ben_ashworth"]
    evidence = NewEvidence(kind=EvidenceKind.ATTESTATION, title="Was there to the end", attested_by=by.name)
    recorded: list[Completion] = completions.record(
        by=by,
        at=at,
        new=NewCompletions(
            course, [county.people["ivan_marek"]], course.organization.today(at), course.hours, evidence
        ),
        form_key=uuid4(),
    )
    completions.withdraw(
        by=by,
        at=at + timedelta(hours=17),
        completion=recorded[0],
        reason="Entered for the wrong principal; Ivan Marek was away that day.",
    )
