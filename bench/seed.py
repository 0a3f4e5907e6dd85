"""Many rows, written in bulk: a district and its agency, ten schools, years of referrals.

Rows are written past the actions on purpose: two hundred thousand turns of the ledger's chain would measure the
chain, not the pages. Every row has the shape an action gives it.
"""

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from random import Random

from django.db import transaction

from accounts.models import Membership, Organization, User
from accounts.roles import Kind, Role
from common.dates import school_year_of
from incidents.choices import (
    About,
    Answer,
    Basis,
    Crime,
    Danger,
    Determination,
    Direction,
    OutcomeKind,
    StartedBy,
    TextKind,
    Tried,
    WhatFor,
)
from incidents.models import (
    Disclosure,
    DisclosureText,
    Outcome,
    Referral,
    ReferralText,
    Response,
    Review,
)
from incidents.states import ReferralState
from partnerships.models import Agreement, Clause, Partnership, PartnershipSchool, Posting, Version
from partnerships.states import VersionState

CHUNK = 2_000
SCHOOLS = 10
OPEN_ONE_IN = 401  # no multiple of the schools, so that each has some
# Sent in the last hour and open, at all schools: the first page of every list holds some, however many rows there are.
NEWEST = 40
SENTENCE = "Two students argued by the lockers after lunch; staff stood between them and walked both to the office. "


@dataclass
class World:
    """Whom the pages are asked as, and where."""

    district: Organization
    agency: Organization
    schools: list[Organization]
    partnership: Partnership
    clause: Clause
    people: dict[str, User]
    rows: int = 0


def build(at: datetime) -> World:
    """The organizations and people, with an MOU in force."""
    make = Organization.objects.create
    district = make(kind=Kind.DISTRICT, name="Bench District", slug="bench-district", created_at=at)
    agency = make(kind=Kind.AGENCY, name="Bench Police", slug="bench-police", created_at=at)
    schools = [
        make(kind=Kind.SCHOOL, parent=district, name=f"Bench School {n}", slug=f"bench-school-{n}", created_at=at)
        for n in range(1, SCHOOLS + 1)
    ]
    begun = at.date() - timedelta(days=400)
    posts = {
        Role.PRINCIPAL: schools[0],
        Role.DISTRICT_ADMINISTRATOR: district,
        Role.SRO: agency,
        Role.SRO_SUPERVISOR: agency,
    }
    people: dict[str, User] = {}
    for role, place in posts.items():
        person = User.objects.create(email=f"{role}@bench.example", name=f"Bench {role}", created_at=at, joined_at=at)
        Membership.objects.create(user=person, organization=place, role=role, starts_on=begun, created_at=at)
        people[role] = person
    admin = people[Role.DISTRICT_ADMINISTRATOR]
    partnership = Partnership.objects.create(
        district=district,
        agency=agency,
        proposed_by=admin,
        proposed_for=district,
        proposed_at=at,
        accepted_by=people[Role.SRO_SUPERVISOR],
        accepted_at=at,
        form_key=uuid.uuid4(),
    )
    for school in schools:
        PartnershipSchool.objects.create(partnership=partnership, school=school, starts_on=begun)
    Posting.objects.create(
        partnership=partnership,
        school=schools[0],
        officer=people[Role.SRO],
        starts_on=begun,
        created_at=at,
        form_key=uuid.uuid4(),
    )
    version = Version.objects.create(
        agreement=Agreement.objects.create(partnership=partnership, created_at=at),
        number=1,
        state=VersionState.CONFIRMED,
        title="Bench MOU",
        signed_on=begun,
        signed_by_school="S",
        signed_by_agency="A",
        effective_on=begun,
        expires_on=at.date() + timedelta(days=200),
        entered_by=admin,
        entered_for=district,
        entered_at=at,
        confirmed_by=people[Role.SRO_SUPERVISOR],
        confirmed_at=at,
        form_key=uuid.uuid4(),
    )
    clause = Clause.objects.create(
        version=version,
        number="4.2",
        position=1,
        subject="discipline",
        heading="Discipline stays with the school",
        text="The officer takes no part in school discipline.",
        plain="Rules are the school's, laws are the officer's.",
    )
    return World(district, agency, schools, partnership, clause, people)


def fill(world: World, rows: int, at: datetime) -> None:
    """Bring the world to that many submitted referrals: the newest open and a few old ones, the rest decided."""
    random = Random(world.rows)  # noqa: S311  made-up rows, the same each time
    while world.rows < rows:
        count = min(CHUNK, rows - world.rows)
        with transaction.atomic():
            _chunk(world, count, at, random)
        world.rows += count


def _chunk(world: World, count: int, at: datetime, random: Random) -> None:
    principal, officer = world.people[Role.PRINCIPAL], world.people[Role.SRO]
    supervisor = world.people[Role.SRO_SUPERVISOR]
    referrals, texts, disclosures, projections = [], [], [], []
    responses, outcomes, reviews = [], [], []
    for offset in range(count):
        serial = world.rows + offset + 1
        day = at.date() - timedelta(days=random.randrange(1, 3650))
        moment = datetime.combine(day, time(14, random.randrange(60)), tzinfo=UTC)
        is_open = serial <= NEWEST or serial % OPEN_ONE_IN == 0
        if serial <= NEWEST:
            moment = at - timedelta(minutes=serial)
            day = moment.date()
        crime = random.choice(Crime.values)
        referral = Referral(
            form_key=uuid.uuid4(),
            district_id=world.district.pk,
            school_id=world.schools[serial % SCHOOLS].pk,
            partnership_id=world.partnership.pk,
            state=ReferralState.SUBMITTED if is_open else ReferralState.DECIDED,
            school_year=school_year_of(day),
            sequence=serial,
            agency_year=school_year_of(day),
            agency_sequence=serial,
            danger=Danger.NONE,
            crime=crime,
            started_by=random.choice(StartedBy.values),
            what_for=random.choice(WhatFor.values),
            tried=Tried.TALK,
            behavior=random.choice(["fight", "vaping", "phone", "theft", "threat"]),
            place=random.choice(["hallway", "cafeteria", "classroom"]),
            occurred_at=moment - timedelta(hours=1),
            written_by_id=principal.pk,
            created_at=moment,
            changed_at=moment,
            submitted_by_id=principal.pk,
            submitted_at=moment,
            clock_started_on=day,
            answer_due_on=day + timedelta(days=1),
            review_due_on=day + timedelta(days=4),
            closed_at=None if is_open else moment + timedelta(days=2),
        )
        referrals.append(referral)
        texts.append(ReferralText(referral_id=referral.pk, kind=TextKind.SHARED, text=SENTENCE * 3))
        texts.append(ReferralText(referral_id=referral.pk, kind=TextKind.CRIME_REASON, text=SENTENCE))
        disclosure = Disclosure(
            referral_id=referral.pk,
            partnership_id=world.partnership.pk,
            direction=Direction.TO_AGENCY,
            source_id=world.district.pk,
            recipient_id=world.agency.pk,
            about=About.REFERRAL,
            subject_id=referral.pk,
            basis=Basis.OBSERVATION,
            clause_id=world.clause.pk,
            fields=["shared", "crime_reason"],
            by_id=principal.pk,
            at=moment,
        )
        disclosures.append(disclosure)
        projections.append(DisclosureText(disclosure_id=disclosure.pk, projection=_projection(referral, world)))
        if is_open:
            continue
        responses.append(
            Response(
                referral_id=referral.pk,
                agency_id=world.agency.pk,
                answer=Answer.ACCEPT,
                elements_present=crime,
                form_key=uuid.uuid4(),
                by_id=officer.pk,
                at=moment + timedelta(hours=2),
            )
        )
        outcomes.append(
            Outcome(
                referral_id=referral.pk,
                agency_id=world.agency.pk,
                kind=OutcomeKind.ADVICE,
                form_key=uuid.uuid4(),
                by_id=officer.pk,
                at=moment + timedelta(days=1),
            )
        )
        reviews.append(
            Review(
                referral_id=referral.pk,
                agency_id=world.agency.pk,
                determination=Determination.POLICE_MATTER,
                crime_involved=crime,
                agrees_on_crime=True,
                clause_id=world.clause.pk,
                reason=SENTENCE,
                form_key=uuid.uuid4(),
                by_id=supervisor.pk,
                at=moment + timedelta(days=2),
            )
        )
    for response, review in zip(responses, reviews, strict=True):
        for told, projection in _told(response, review, world):
            disclosures.append(told)
            projections.append(DisclosureText(disclosure_id=told.pk, projection=projection))
    Referral.objects.bulk_create(referrals)
    ReferralText.objects.bulk_create(texts)
    Disclosure.objects.bulk_create(disclosures)
    DisclosureText.objects.bulk_create(projections)
    Response.objects.bulk_create(responses)
    Outcome.objects.bulk_create(outcomes)
    Review.objects.bulk_create(reviews)


def _projection(referral: Referral, world: World) -> dict[str, object]:
    """As incidents.actions.disclosures writes it."""
    sender = {"name": world.people[Role.PRINCIPAL].name, "title": ""}
    school = world.schools[referral.sequence % SCHOOLS] if referral.sequence else world.schools[0]
    return {
        "number": referral.agency_number,
        "school": school.name,
        "district": world.district.name,
        "time_zone": school.time_zone,
        "danger": referral.danger,
        "crime": referral.crime,
        "started_by": referral.started_by,
        "what_for": referral.what_for,
        "tried": referral.tried,
        "behavior": referral.behavior,
        "place": referral.place,
        "occurred_at": referral.occurred_at.isoformat() if referral.occurred_at else "",
        "submitted_at": referral.submitted_at.isoformat() if referral.submitted_at else "",
        "writer": sender,
        "sender": sender,
        "texts": {TextKind.SHARED: SENTENCE * 3, TextKind.CRIME_REASON: SENTENCE},
        "participants": [],
    }


def _told(response: Response, review: Review, world: World) -> list[tuple[Disclosure, dict[str, object]]]:
    """What the agency tells the school of its answer and its determination, as the actions write it."""
    pairs: list[tuple[About, Response | Review, dict[str, object]]] = [
        (
            About.RESPONSE,
            response,
            {
                "answer": response.answer,
                "reason": "",
                "elements_present": response.elements_present,
                "nibrs_code": "",
                "clause": None,
                "by": {"name": world.people[Role.SRO].name, "title": ""},
                "at": response.at.isoformat(),
            },
        ),
        (
            About.REVIEW,
            review,
            {
                "determination": review.determination,
                "crime_involved": review.crime_involved,
                "agrees_on_crime": review.agrees_on_crime,
                "clause": None,
                "reason": review.reason,
                "feedback": "",
                "by": {"name": world.people[Role.SRO_SUPERVISOR].name, "title": ""},
                "at": review.at.isoformat(),
            },
        ),
    ]
    return [
        (
            Disclosure(
                referral_id=row.referral_id,
                partnership_id=world.partnership.pk,
                direction=Direction.TO_SCHOOL,
                source_id=world.agency.pk,
                recipient_id=world.district.pk,
                about=about,
                subject_id=row.pk,
                basis=Basis.AGENCY_RECORD,
                clause_id=world.clause.pk,
                fields=sorted(told),
                by_id=row.by_id,
                at=row.at,
            ),
            told,
        )
        for about, row, told in pairs
    ]
