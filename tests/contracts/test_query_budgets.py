"""What each page may ask of the database: `query_counts.json` says it, and more rows never cost more statements.

The figures count every statement of a request, session and person included, savepoints left out. To write them anew
after a change that is worth its price, and then to read the difference:

    QUERY_COUNTS=write .venv/bin/pytest tests/contracts/test_query_budgets.py -n 0
"""

import json
import os
from datetime import date, timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import take_outs
from accounts.actions.sessions import BEGAN, SEEN
from accounts.roles import Role
from partnerships.models import Posting
from rosters.models import RosterImport, RosterPerson, RosterPlace
from rosters.states import RosterState
from tests.accounts.people import inside
from tests.cast import NOW, person
from tests.contracts.calls import hand
from tests.contracts.papers import whole_draft
from tests.contracts.programs import certificate, give, program, take
from tests.factories import consults as questions
from tests.factories.accounts import ClosedDayFactory, DistrictFactory, OrganizationFactory, SchoolFactory
from tests.factories.incidents import decided, draft, submitted
from tests.factories.partnerships import PartnershipFactory, PartnershipSchoolFactory, PostingFactory
from training.actions.assignments import assign

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_measure(monkeypatch):
    """Every list is taken away within one hour here."""
    monkeypatch.setattr(take_outs, "LINES_AN_HOUR", 10**9)
    monkeypatch.setattr(take_outs, "OPENINGS_AN_HOUR", 10**9)


FILE = Path(__file__).with_name("query_counts.json")
WRITING = os.environ.get("QUERY_COUNTS") == "write"
FEW, MANY = 3, 30
# What the house allows a page of each kind, at most.
CEILINGS = {"export": 17, "list": 13, "record": 17, "form": 20, "desk": 25, "door": 4}
CEILINGS["inspection"] = 40  # asks the database about itself: triggers, migrations

# Page, kind, and who opens it.
PAGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "home": (
        "desk",
        (
            "principal",
            "staff",
            "district_administrator",
            "records_custodian",
            "sro",
            "supervisor",
            "agency_administrator",
            "district_signatory",
            "portal_administrator",
        ),
    ),
    "referral-list": ("list", ("principal", "district_administrator", "sro", "supervisor")),
    "referral-export": ("export", ("principal", "supervisor")),
    "kept-in-school-export": ("export", ("principal", "district_administrator")),
    "handed-on-export": ("export", ("principal", "district_administrator")),
    "disclosure-export": ("export", ("principal", "district_administrator")),
    "review-export": ("export", ("supervisor",)),
    "referral-queue": ("list", ("supervisor",)),
    "review-list": ("list", ("supervisor",)),
    "consult-list": ("list", ("principal", "district_administrator", "supervisor")),
    "consult-detail": ("record", ("principal", "supervisor")),
    "consult-answer": ("form", ("supervisor",)),
    "precedent-list": ("list", ("principal", "sro", "supervisor")),
    "precedent-detail": ("record", ("principal", "supervisor")),
    "handed-on": ("list", ("principal", "district_administrator")),
    "must-report-list": ("list", ("district_administrator",)),
    "kept-in-school": ("list", ("principal", "district_administrator")),
    "person-list": ("list", ("principal", "district_administrator", "agency_administrator")),
    "person-export": ("export", ("district_administrator",)),
    "roster-list": ("list", ("district_administrator",)),
    "roster-administrators": ("list", ("district_administrator",)),
    "person-invite-all": ("form", ("district_administrator",)),
    "school-list": ("list", ("district_administrator",)),
    "organization-list": ("list", ("portal_administrator",)),
    "closed-day-list": ("list", ("district_administrator",)),
    "activity": ("list", ("principal", "district_administrator", "supervisor")),
    "undelivered": ("list", ("district_administrator", "agency_administrator", "portal_administrator")),
    "inbox": ("list", ("principal", "sro", "supervisor")),
    "partnership-list": ("list", ("district_administrator", "agency_administrator")),
    "posting-list": ("list", ("principal", "district_administrator", "agency_administrator")),
    "mou-list": ("list", ("principal", "supervisor")),
    "training-mine": ("record", ("staff", "principal", "sro")),
    "training-person": ("record", ("principal", "district_administrator")),
    "training-board": ("list", ("principal", "district_administrator", "supervisor")),
    "training-board-csv": ("export", ("district_administrator",)),
    "training-board-xlsx": ("export", ("district_administrator",)),
    "training-people": ("list", ("principal", "district_administrator", "supervisor")),
    "training-people-csv": ("export", ("district_administrator",)),
    "training-people-xlsx": ("export", ("district_administrator",)),
    "course-list": ("list", ("staff", "district_administrator")),
    "course-detail": ("record", ("staff", "district_administrator")),
    "completion-new": ("form", ("district_administrator",)),
    "completion-detail": ("record", ("staff", "district_administrator")),
    "sign-on-list": ("list", ("district_administrator",)),
    "factor-reset-list": ("list", ("district_administrator",)),
    "session-list": ("list", ("principal",)),
    "schedule": ("list", ("district_administrator", "agency_administrator", "portal_administrator")),
    "settings": ("inspection", ("portal_administrator",)),
    "referral-start": ("form", ("principal",)),
    "invitation-new": ("form", ("district_administrator",)),
    "posting-create": ("form", ("agency_administrator",)),
    "partnership-propose": ("form", ("district_administrator",)),
    "my-account": ("form", ("principal",)),
    "referral-detail": ("record", ("principal", "district_administrator", "sro", "supervisor")),
    "referral-review": ("form", ("supervisor",)),
    "referral-accept": ("form", ("sro",)),
    "referral-details": ("form", ("principal",)),
    "referral-check": ("form", ("principal",)),
    "referral-ask-first": ("form", ("principal",)),
    "consult-ask": ("form", ("principal",)),
    "person-detail": ("record", ("district_administrator",)),
    "partnership-detail": ("record", ("district_administrator", "agency_administrator")),
    "mou-detail": ("record", ("principal", "agency_signatory")),
    "mou-enter": ("form", ("agency_administrator",)),
    "mou-draft-contents": ("record", ("district_administrator",)),
    "mou-draft-facts": ("form", ("district_administrator",)),
    "mou-draft-terms": ("form", ("district_administrator",)),
    "mou-draft-scan": ("form", ("district_administrator",)),
    "mou-draft-add": ("form", ("district_administrator",)),
    "mou-draft-check": ("form", ("district_administrator",)),
    "mou-draft-discard": ("form", ("district_administrator",)),
    "mou-draft-clause": ("form", ("district_administrator",)),
    "mou-draft": ("form", ("district_administrator",)),
    "review-record": ("form", ("agency_signatory",)),
    "organization-detail": ("record", ("portal_administrator",)),
    "help": ("record", ("principal",)),
    "account_login": ("door", ("anonymous",)),
    "account_reset_password": ("door", ("anonymous",)),
}
# What only one of the databases says: its savepoints, and on PostgreSQL the lock of the ledger's chain.
SAVEPOINTS = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT", "SELECT pg_advisory_xact_lock")


class County:
    """The cast with a number of everything, and someone at each desk."""

    def __init__(self, cast):
        self.cast, self.made = cast, 0
        self.sent = submitted(cast.principal, cast.school, NOW)
        self.draft = draft(cast.principal, cast.school, NOW)
        self.unsure = questions.unsure(cast.principal, cast.school, NOW)
        self.consult = questions.asked(cast.principal, cast.school, NOW)
        self.precedent = questions.kept(cast.designee, cast.school, cast.supervisor, NOW)
        self.clients = {"anonymous": Client()}
        run = cast.district_administrator
        self.course, _asked = program(
            run, cast.district, (Role.STAFF, Role.PRINCIPAL, Role.DISTRICT_ADMINISTRATOR), str
        )
        program(cast.agency_administrator, cast.agency, (Role.SRO,), str)
        self.mou_draft = whole_draft(run, cast.partnership, cast.district)
        self.completion = take(run, self.course, cast.staff, certificate("Paper", "paper"))

    def grow(self, count):
        """More of everything, until there are that many."""
        c = self.cast
        while self.made < count:
            turn, self.made = self.made, self.made + 1
            decided(c.principal, c.school, c.sro, c.supervisor, NOW - timedelta(days=1, minutes=turn))
            submitted(c.designee, c.school, NOW - timedelta(hours=2, minutes=turn))
            hand(c.principal, c.school, "firearm")
            questions.asked(c.designee, c.school, NOW - timedelta(minutes=turn))
            questions.kept(c.designee, c.school, c.supervisor, NOW - timedelta(minutes=turn))
            person(f"Teacher {turn}", Role.STAFF, c.school)
            officer = person(f"Officer {turn}", Role.SRO, c.agency)
            school = SchoolFactory(name=f"School {turn:02}", parent=c.district)
            PartnershipSchoolFactory(partnership=c.partnership, school=school)
            PostingFactory(partnership=c.partnership, school=school, officer=officer)
            PartnershipFactory(district=c.district, agency=OrganizationFactory())
            PartnershipFactory(district=DistrictFactory(), agency=c.agency)
            person(f"Head {turn}", Role.PRINCIPAL, school)
            course, _asked = program(c.district_administrator, c.district, (Role.STAFF,), f"{turn} {{}}".format)
            give(c.district_administrator, course, "Library")
            take(c.district_administrator, course, c.staff, certificate("Paper", f"paper-{turn}"))
            known = RosterPerson.objects.create(
                district=c.district, roster_id=f"a{turn}", user=officer, administrator=True, created_at=NOW
            )
            RosterPlace.objects.create(person=known, organization=school, created_at=NOW)
            RosterImport.objects.create(district=c.district, state=RosterState.APPLIED, created_at=NOW)
            self.mou_draft.clauses.create(number=f"m{turn}", heading="More", text="Words.", position=100 + turn)
            ClosedDayFactory(organization=c.district, first_day=date(2026, 9, 1) + timedelta(days=turn))
        assign(at=NOW)

    def client(self, role):
        """A browser of the person, whose session has been used a moment ago."""
        if role not in self.clients:
            client = inside(getattr(self.cast, role), NOW)
            session = client.session
            session[BEGAN] = session[SEEN] = NOW.timestamp()
            session.save()
            self.clients[role] = client
        return self.clients[role]

    def path(self, name):
        """The page's address."""
        objects = {
            "referral-details": self.draft,
            "referral-check": self.draft,
            "referral-ask-first": self.unsure,
            "consult-ask": self.unsure,
            "consult-detail": self.consult,
            "consult-answer": self.consult,
            "precedent-detail": self.precedent,
            "person-detail": self.cast.staff,
            "training-person": self.cast.staff,
            "course-detail": self.course,
            "completion-detail": self.completion,
            "organization-detail": self.cast.district,
            "mou-draft-clause": self.mou_draft.clauses.all()[0],
        }
        if name.startswith("referral-") and name not in objects and PAGES[name][0] in ("record", "form"):
            objects[name] = self.sent
        if name in ("partnership-detail", "mou-detail", "mou-enter", "mou-draft", "review-record"):
            objects[name] = self.cast.partnership
        if name.startswith("mou-draft-") and name != "mou-draft-clause":
            objects[name] = self.mou_draft
        if name == "referral-start":
            objects = {}
        path = reverse(name, args=[objects[name].pk]) if name in objects else reverse(name)
        return f"{path}?at={self.cast.school.pk}" if name == "invitation-new" else path

    def cost(self, name, role, *, first):
        """How many statements the page takes, once everything that is read once has been read: at the first time."""
        client, path = self.client(role), self.path(name)
        if first:
            read(client.get(path), name, role)
        with CaptureQueriesContext(
            connection,
        ) as captured:
            read(client.get(path), name, role)
        return len([one for one in captured if not one["sql"].startswith(SAVEPOINTS)])


def read(response, name, role):
    """Read the answer to its end; it must be the page."""
    assert response.status_code == 200, f"{name} as {role}: {response.status_code}"
    if response.streaming:
        list(response.streaming_content)


@pytest.fixture
def county(cast):
    """The cast on a Wednesday morning."""
    with time_machine.travel(NOW, tick=False):
        yield County(cast)


def test_a_page_costs_what_it_may_and_no_more_with_more_rows(county):
    county.grow(FEW)
    few = {
        name: {role: county.cost(name, role, first=True) for role in roles} for name, (_kind, roles) in PAGES.items()
    }
    county.grow(MANY)
    assert Posting.objects.count() > MANY
    many = {
        name: {role: county.cost(name, role, first=False) for role in roles} for name, (_kind, roles) in PAGES.items()
    }
    grown = {
        f"{name} as {role}": (few[name][role], count)
        for name, roles in many.items()
        for role, count in roles.items()
        if count > few[name][role]
    }
    if WRITING:
        FILE.write_text(json.dumps(many, indent=2) + "\n")
    allowed = json.loads(FILE.read_text())
    dear = {
        f"{name} as {role}": (count, allowed[name][role])
        for name, roles in many.items()
        for role, count in roles.items()
        if count > allowed[name][role]
    }
    assert grown == {}, "more rows, more statements"
    assert dear == {}, "more statements than query_counts.json allows"


def test_no_figure_is_above_what_the_house_allows():
    allowed = json.loads(FILE.read_text())
    assert allowed.keys() == PAGES.keys()
    above = {
        f"{name} as {role}": count
        for name, roles in allowed.items()
        for role, count in roles.items()
        if count > CEILINGS[PAGES[name][0]]
    }
    assert above == {}
