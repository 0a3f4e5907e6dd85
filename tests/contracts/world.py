"""One world for the contracts: every kind of row on the cast's two sides, in the other county, and past grace.

Rows come from the actions wherever there is one; every free text holds a token of `tests.contracts.tokens`.
"""

import io
from datetime import date
from types import SimpleNamespace
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from accounts.actions import addresses, calendar, invitations, kept_forms, recovery, sign_on
from accounts.actions.sessions import BEGAN, SEEN, Stranger
from accounts.actions.take_outs import say_why
from accounts.models import KeptForm, Membership, Origin, User
from accounts.roles import Role
from ledger.actions.notices import queue
from rosters.actions import imports, working
from rosters.models import RosterPerson, RosterPiece, RosterPlace, SchoolLetGo
from tests.accounts.door import passkey
from tests.accounts.people import inside
from tests.cast import NOW, make_cast, person
from tests.contracts.calls import DAY, make_far, make_lapsed, make_referrals
from tests.contracts.papers import make_papers
from tests.contracts.presences import make_presence
from tests.contracts.programs import make_training
from tests.contracts.questions import make_questions
from tests.contracts.record_asks import make_requests
from tests.contracts.tokens import DISTRICT_PEOPLE, token
from tests.rosters.bundles import bundle, org, user

# Everyone of the cast, by what they are: the columns of access_matrix.csv after anonymous.
ROLES = (
    "principal",
    "designee",
    "staff",
    "district_administrator",
    "records_custodian",
    "sro",
    "supervisor",
    "agency_administrator",
    "district_signatory",
    "agency_signatory",
    "portal_administrator",
    "stranger_principal",
    "stranger_district_administrator",
    "stranger_sro",
    "stranger_supervisor",
)
ANONYMOUS = "anonymous"
ROSTER_WORDS = ("rosterdistrict", "rosterschool", "rosternumber", "rosterstaff", "rostermail", "rosterplace")
COLUMNS = (ANONYMOUS, *ROLES)


def make_world() -> SimpleNamespace:
    """The whole world, at `NOW`. The clock must stand there."""
    w = SimpleNamespace(cast=make_cast())
    make_people(w)
    make_papers(w)
    make_training(w)
    make_referrals(w)
    make_far(w)
    make_lapsed(w)
    make_requests(w)
    make_questions(w)
    make_presence(w)
    w.keys = {role: session_of(user_of(w, role)) for role in ROLES}
    return w


def user_of(w: SimpleNamespace, role: str) -> User:
    """The person of a column."""
    found: User = getattr(w.cast, role)
    return found


def session_of(user: User) -> str:
    """The key of a session of this person in which the second factor was given."""
    session = inside(user, NOW).session
    # In use a moment ago, so that a request need not note it again.
    session[BEGAN] = session[SEEN] = NOW.timestamp()
    session.save()
    return str(session.session_key)


def make_people(w: SimpleNamespace) -> None:
    """Phones, titles, closed days, invitations, resets, sign-on; and what each person has of their own."""
    c = w.cast
    c.district.name, c.district.phone = f"Aldmoor {token('districtname')}", token("districtphone")
    c.district.save()
    for place, name in ((c.school, "schoolphone"), (c.agency, "agencyphone")):
        place.phone = token(name)
        place.save()
    User.objects.filter(pk=c.staff.pk).update(phone=token("staffphone"))
    Membership.objects.filter(user=c.staff).update(title=token("stafftitle"))
    for role in ROLES:
        own_things(user_of(w, role), provider="aldmoor" if role in DISTRICT_PEOPLE else "elsewhere")
    run, agency_run, far_run = c.district_administrator, c.agency_administrator, c.stranger_district_administrator
    w.closed = calendar.close(
        by=run,
        at=NOW,
        organization=c.district,
        first_day=date(2026, 11, 25),
        last_day=date(2026, 11, 27),
        name=token("closedday"),
    )
    w.far_closed = calendar.close(
        by=far_run,
        at=NOW,
        organization=c.other_district,
        first_day=date(2026, 11, 25),
        last_day=date(2026, 11, 27),
        name="Harvest days",
    )
    w.invitation = invitations.invite(
        by=run,
        at=NOW,
        organization=c.second_school,
        role=Role.PRINCIPAL,
        email=f"{token('invitedmail')}@example.org",
        name=token("invitedname"),
        title=token("invitedtitle"),
    )
    w.agency_invitation = invitations.invite(
        by=agency_run,
        at=NOW,
        organization=c.agency,
        role=Role.SRO,
        email="new@example.org",
        name=token("agencyinvited"),
    )
    w.designation = invitations.invite(
        by=c.principal,
        at=NOW,
        organization=c.school,
        role=Role.DESIGNEE,
        email="soon@example.org",
        name="Ottilie Soon",
        ends_on=date(2026, 12, 1),
    )
    w.far_invitation = invitations.invite(
        by=far_run, at=NOW, organization=c.other_school, role=Role.STAFF, email="far@example.org", name="Rune Far"
    )
    second = person("Edda Second", Role.DISTRICT_ADMINISTRATOR, c.district)
    w.far_staff = person("Folke Far", Role.STAFF, c.other_school)
    own_things(w.far_staff, "elsewhere")
    w.reset = recovery.ask(by=second, person=c.staff, identity_note=token("identitynote"), at=NOW)
    w.agency_reset = recovery.ask(by=agency_run, person=c.sro, identity_note="At the desk.", at=NOW)
    w.kept_form = keep_form(c.principal, f"{token('keptwords')} was typed too late")
    w.far_kept_form = keep_form(w.far_staff, "Typed too late, elsewhere.")
    w.take_out = say_why(by=c.sro, at=NOW, reason=token("takeoutreason"), concerned=[c.district.pk, c.agency.pk])
    w.far_take_out = say_why(
        by=w.far_staff, at=NOW, reason="The yearly report of the county.", concerned=[c.other_district.pk]
    )
    w.far_reset = recovery.ask(by=far_run, person=w.far_staff, identity_note="Met in person.", at=NOW)
    addresses.ask(
        by=run, person=c.staff, email=f"{token('newaddress')}@example.org", reason=token("addressreason"), at=NOW
    )
    make_rosters(w)
    w.sign_on = sign_on.add(
        by=run,
        at=NOW,
        organization=c.district,
        name=token("signonname"),
        provider_id="aldmoor",
        server_url="http://127.0.0.1:9",
        client_id=token("signonclient"),
        secret=token("signonsecret"),
        asserts_second_factor=False,
    )
    w.far_sign_on = sign_on.add(
        by=far_run,
        at=NOW,
        organization=c.other_district,
        name="Farside sign-on",
        provider_id="farside",
        server_url="http://127.0.0.1:9",
        client_id="far-client",
        secret="far-secret",
        asserts_second_factor=False,
    )


def make_rosters(w: SimpleNamespace) -> None:
    """A preview that waits in each county, and a staff member of each whom a roster marks administrator."""
    c = w.cast
    for name, run, district, school, someone in (
        ("roster", c.district_administrator, c.district, c.school, c.staff),
        ("far_roster", c.stranger_district_administrator, c.other_district, c.other_school, w.far_staff),
    ):
        words = {one: token(one) if name == "roster" else f"far-{one}" for one in ROSTER_WORDS}
        district_row = org("d1", words["rosterdistrict"], "district", "")
        schools = [district_row, org("s1", words["rosterschool"], identifier=words["rosternumber"])]
        staff = [
            user("t1", name=words["rosterstaff"], email=f"{words['rostermail']}@example.org"),
            user("t2", words["rosterplace"]),
        ]
        content = bundle(schools=schools, staff=staff)
        received = imports.receive(by=run, at=NOW, district=district, file=io.BytesIO(content))
        working.prepare_due(at=NOW)
        RosterPiece.objects.create(roster_import=received, number=9, content="[]")
        received.refresh_from_db()
        setattr(w, name, received)
        known = RosterPerson.objects.create(
            district=district, roster_id="a1", user=someone, administrator=True, created_at=NOW
        )
        gone = c.second_school if name == "roster" else school
        setattr(w, f"{name}_gone", SchoolLetGo.objects.create(district=district, school=gone, created_at=NOW))
        setattr(w, f"{name}_place", RosterPlace.objects.create(person=known, organization=school, created_at=NOW))


def keep_form(writer: User, words: str) -> KeptForm:
    """A form that was sent after its writer's session was over."""
    stranger = Stranger(origin=Origin(ip="192.0.2.4"))
    body = urlencode({"school_only": words})
    kept = kept_forms.keep(by=stranger, at=NOW, writer=writer, path="/account/", body=body, with_file=False)
    assert kept is not None
    return kept


def own_things(user: User, provider: str) -> None:
    """A passkey, a bound sign-on, another session, a notice."""
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data=passkey())
    queue(
        kind="accounts.sign_in_changed",
        to=user.pk,
        at=NOW - DAY,
        about=("accounts.user", str(user.pk)),
        key=f"own:{user.pk}",
        facts={"change": "passkey_added", "path": "/account/"},
    )
    SocialAccount.objects.create(user=user, provider=provider, uid=str(user.pk))
    UserSession.objects.create(user=user, session_key=user.pk.hex, ip="127.0.0.1", user_agent="Firefox/1")
