"""One county with its people, and a stranger of each side; partnerships, postings and MOUs made by the actions."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from uuid import uuid4

from django.test import Client
from django.utils import timezone
from django.utils.text import slugify

from accounts.actions.sessions import mark_second_factor
from accounts.models import Membership, Organization, User
from accounts.roles import Kind, Role
from common.scans import Paper
from common.versions import version_of
from ledger.models import Event, Notice
from partnerships.actions import mou_drafts, partnerships, postings, versions
from partnerships.actions.versions import VersionText
from partnerships.draft_status import draft_shown, facts_shown, status_of, terms_shown
from partnerships.models import (
    Clause,
    DraftClause,
    DraftOrigin,
    DraftScan,
    DraftTerm,
    MouDraft,
    Partnership,
    PartnershipSchool,
    Posting,
    Scan,
    Term,
    Version,
)
from partnerships.reference import MODEL_CLAUSES, MODEL_GROUNDS
from partnerships.terms import DEFAULT_TERMS

AT = datetime(2026, 9, 14, 15, 0, tzinfo=UTC)
TODAY = date(2026, 9, 14)
DAY = timedelta(days=1)


# The model text as two sides sign it: something stands in every blank.
SIGNED_CLAUSES = tuple(replace(one, text=re.sub(r"\[([^\]]*)\]", r"\1", one.text)) for one in MODEL_CLAUSES)


def organization(kind, name, parent=None, zone="America/New_York", phone=""):
    return Organization.objects.create(
        kind=kind, name=name, slug=slugify(name), parent=parent, time_zone=zone, phone=phone, created_at=AT
    )


def person(name, role, at, starts_on=date(2020, 1, 1), ends_on=None):
    """An account with one role."""
    user = User.objects.create(email=f"{slugify(name)}@example.org", name=name, created_at=AT, joined_at=AT)
    give(user, role, at, starts_on, ends_on)
    return user


def give(user, role, at, starts_on=date(2020, 1, 1), ends_on=None):
    """Another role."""
    return Membership.objects.create(
        user=user, role=role, organization=at, starts_on=starts_on, ends_on=ends_on, created_at=AT
    )


def county(zone="America/New_York"):
    """Two sides that know nothing of each other yet, and two strangers."""
    c = SimpleNamespace()
    c.district = organization(Kind.DISTRICT, "Marrow County Schools", zone=zone, phone="555-0100")
    c.high = organization(Kind.SCHOOL, "Marrow High", c.district, zone)
    c.middle = organization(Kind.SCHOOL, "Fallow Middle", c.district, zone)
    c.agency = organization(Kind.AGENCY, "Marrow County Sheriff", zone=zone, phone="555-0200")
    c.other_district = organization(Kind.DISTRICT, "Elsewhere Schools")
    c.other_school = organization(Kind.SCHOOL, "Elsewhere High", c.other_district)
    c.other_agency = organization(Kind.AGENCY, "Elsewhere Police")
    c.dana = person("Dana Whitfield", Role.DISTRICT_ADMINISTRATOR, c.district)
    c.abel = person("Abel Okafor", Role.AGENCY_ADMINISTRATOR, c.agency)
    c.principal = person("Priya Natarajan", Role.PRINCIPAL, c.high)
    c.staff = person("Sam Teller", Role.STAFF, c.high)
    c.custodian = person("Cleo Marsh", Role.RECORDS_CUSTODIAN, c.district)
    c.officer = person("Ruiz Delgado", Role.SRO, c.agency)
    c.second_officer = person("Olga Lind", Role.SRO, c.agency)
    c.supervisor = person("Sven Lindqvist", Role.SRO_SUPERVISOR, c.agency)
    c.superintendent = person("Una Brandt", Role.SIGNATORY, c.district)
    c.chief = person("Chet Moss", Role.SIGNATORY, c.agency)
    c.stranger_school_side = person("Xenia Far", Role.DISTRICT_ADMINISTRATOR, c.other_district)
    c.stranger_agency_side = person("Yusuf Far", Role.AGENCY_ADMINISTRATOR, c.other_agency)
    return c


def partners(c, at=AT):
    """Accepted by both, covering the high school."""
    partnership = partnerships.propose(
        by=c.dana, at=at, side=c.district, other=c.agency, schools=[c.high], form_key=uuid4()
    )
    return partnerships.accept(by=c.abel, at=at, partnership=partnership)


def posted(c, partnership, at=AT, **given):
    """The officer at the high school from today."""
    school = given.pop("school", c.high)
    chosen = {"officer": c.officer, "starts_on": c.high.today(at), "phone": "555-0142", **given}
    details = postings.PostingDetails(**chosen)
    return postings.post(by=c.abel, at=at, partnership=partnership, school=school, details=details, form_key=uuid4())


def text(effective_on=date(2026, 7, 1), expires_on=date(2027, 7, 1), **given):
    """The model text with days."""
    chosen = {
        "title": "MOU 2026",
        "signed_on": date(2026, 6, 20),
        "signed_by_school": "Una Brandt, superintendent",
        "signed_by_agency": "Chet Moss, sheriff",
        "effective_on": effective_on,
        "expires_on": expires_on,
        "clauses": SIGNED_CLAUSES,
        "grounds": MODEL_GROUNDS,
        **given,
    }
    return VersionText(**chosen)


def entered(c, partnership, at=AT, paper=None, **given):
    by_whom = {"by": c.dana, "at": at, "side": c.district, "form_key": uuid4()}
    return versions.enter(partnership=partnership, text=text(**given), paper=paper, **by_whom)


def in_force(c, partnership, at=AT, **given):
    return versions.confirm(by=c.abel, at=at, version=entered(c, partnership, at, **given))


def drafted(c, partnership, origin=DraftOrigin.MODEL, by=None, at=AT, **given):
    """A draft that one side has begun."""
    by = by or c.dana
    side = c.agency if by == c.abel else c.district
    whose = {"by": by, "at": at, "partnership": partnership, "side": side, "form_key": uuid4()}
    return mou_drafts.begin(origin=origin, **{**whose, **given})


PASTED = """1. When to call
Ask whether a crime was involved before each call.
2. Discipline
School rules are the school's to settle.
"""
PAPER = Paper(b"%PDF- signed", "Signed.pdf", "application/pdf")
FACTS = {
    "title": "MOU 2026",
    "signed_on": date(2026, 6, 20),
    "signed_by_school": "Una Brandt",
    "signed_by_agency": "Chet Moss",
    "effective_on": date(2026, 7, 1),
    "last_day": date(2027, 6, 30),
}


def completed(c, partnership, by=None, **facts):
    """A draft of two clauses in which nothing is missing."""
    by = by or c.dana
    draft = drafted(c, partnership, DraftOrigin.PASTED, by, text=PASTED)
    draft.clauses.update(place="within")
    act = {"by": by, "at": AT, "draft": draft}
    mou_drafts.save_facts(**act, facts={**FACTS, **facts}, seen=version_of(facts_shown(draft)))
    seen = version_of(terms_shown(status_of(draft).terms))
    grounds = {"school_days_to_answer": str(draft.clauses.get(number="1").pk)}
    mou_drafts.save_terms(**act, terms=DEFAULT_TERMS, grounds=grounds, seen=seen)
    mou_drafts.save_scan(**act, paper=PAPER)
    return MouDraft.objects.get(pk=draft.pk)


def send(draft, by, at=AT):
    """The draft as it stands, to the other side."""
    now = MouDraft.objects.get(pk=draft.pk)
    return mou_drafts.send(by=by, at=at, draft=now, seen=version_of(draft_shown(status_of(now))))


def everything():
    """All rows an action could have written, to see that nothing changed."""
    models = (Partnership, PartnershipSchool, Posting, Version, Clause, Term, Scan)
    models += (MouDraft, DraftClause, DraftTerm, DraftScan, Event, Notice)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def browser(user):
    """A signed-in client whose second factor was given."""
    client = Client()
    client.force_login(user, backend="accounts.backends.PortalBackend")
    session = client.session
    mark_second_factor(session, how="passkey", at=timezone.now())
    session.save()
    return client
