"""One county with its people, and a stranger of each side; partnerships, postings and MOUs made by the actions."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

from django.test import Client
from django.utils import timezone
from django.utils.text import slugify

from accounts.actions.sessions import mark_second_factor
from accounts.models import Membership, Organization, User
from accounts.roles import Kind, Role
from ledger.models import Event, Notice
from partnerships.actions import partnerships, postings, versions
from partnerships.actions.versions import VersionText
from partnerships.models import Clause, Partnership, PartnershipSchool, Posting, Scan, Term, Version
from partnerships.reference import MODEL_CLAUSES, MODEL_GROUNDS

AT = datetime(2026, 9, 14, 15, 0, tzinfo=UTC)
TODAY = date(2026, 9, 14)
DAY = timedelta(days=1)


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
    partnership = partnerships.propose(by=c.dana, at=at, side=c.district, other=c.agency, schools=[c.high])
    return partnerships.accept(by=c.abel, at=at, partnership=partnership)


def posted(c, partnership, at=AT, **given):
    """The officer at the high school from today."""
    school = given.pop("school", c.high)
    chosen = {"officer": c.officer, "starts_on": c.high.today(at), "phone": "555-0142", **given}
    details = postings.PostingDetails(**chosen)
    return postings.post(by=c.abel, at=at, partnership=partnership, school=school, details=details)


def text(effective_on=date(2026, 7, 1), expires_on=date(2027, 7, 1), **given):
    """The model text with days."""
    chosen = {
        "title": "MOU 2026",
        "signed_on": date(2026, 6, 20),
        "signed_by_school": "Una Brandt, superintendent",
        "signed_by_agency": "Chet Moss, sheriff",
        "effective_on": effective_on,
        "expires_on": expires_on,
        "clauses": MODEL_CLAUSES,
        "grounds": MODEL_GROUNDS,
        **given,
    }
    return VersionText(**chosen)


def entered(c, partnership, at=AT, paper=None, **given):
    return versions.enter(by=c.dana, at=at, partnership=partnership, side=c.district, text=text(**given), paper=paper)


def in_force(c, partnership, at=AT, **given):
    return versions.confirm(by=c.abel, at=at, version=entered(c, partnership, at, **given))


def everything():
    """All rows an action could have written, to see that nothing changed."""
    models = (Partnership, PartnershipSchool, Posting, Version, Clause, Term, Scan, Event, Notice)
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in models}


def browser(user):
    """A signed-in client whose second factor was given."""
    client = Client()
    client.force_login(user, backend="accounts.backends.PortalBackend")
    session = client.session
    mark_second_factor(session, how="totp", at=timezone.now())
    session.save()
    return client
