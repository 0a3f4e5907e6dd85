"""Exports, and giving somebody a role, ask the person to sign in again first."""

import datetime
import re
from urllib.parse import parse_qs, urlsplit

import pytest
import time_machine
from allauth.socialaccount.models import SocialAccount
from django.contrib.sessions.models import Session
from django.test import Client

from accounts.adapters import enter
from accounts.models import Invitation, Membership
from accounts.roles import Role
from ledger.models import Event
from tests.accounts import door
from tests.accounts.people import inside, known_address
from tests.accounts.test_sign_on import come_by, issuer, provider  # noqa: F401  a fixture
from tests.checking import confirm_page

pytestmark = pytest.mark.usefixtures("frozen")

LATER = datetime.timedelta(minutes=5, seconds=1)
INVITE = {"name": "Ana Lee", "email": "ana.lee@example.org", "title": "", "last_day": ""}
EXPORTS = [
    "/people/export.csv?role=principal",
    "/training/board/export.csv",
    "/training/board/export.xlsx",
    "/training/board/people/export.csv",
    "/training/board/people/export.xlsx",
]


@pytest.fixture
def desk(cast):
    """The district's administrator, signed in with an authenticator app, at a desk they have left."""
    user = known_address(cast.district_administrator)
    desk = inside(user)
    desk.secret = door.enrol_app(user)
    return desk


def shows(client, address, clock):
    """Go where the answer leads and give the app's code; the answer to it."""
    clock.shift(datetime.timedelta(seconds=31))
    return client.post(address, {"code": door.code_of(client.secret), "next": next_of(address)})


def next_of(address):
    return parse_qs(urlsplit(address).query)["next"][0]


@pytest.mark.parametrize("address", EXPORTS)
def test_an_export_asks_who_it_is_and_then_is_there(desk, frozen, address):
    assert desk.get(address).status_code == 200
    exported = Event.objects.filter(action__contains="exported").count()
    frozen.shift(LATER)
    answer = desk.get(address)
    assert answer["Location"].startswith("/sign-in/again/code/?next=")
    assert Event.objects.filter(action__contains="exported").count() == exported
    back = shows(desk, answer["Location"], frozen)
    assert back["Location"] == address
    assert "attachment" in desk.get(back["Location"])["Content-Disposition"]
    frozen.shift(datetime.timedelta(minutes=4))
    assert desk.get(address).status_code == 200


def test_an_invitation_to_a_role_with_power_waits_until_its_sender_showed_who_they_are(cast, desk, frozen):
    frozen.shift(LATER)
    form = f"/invitations/new/?at={cast.district.pk}"
    answer = desk.post(form, {**INVITE, "role": Role.DISTRICT_ADMINISTRATOR})
    assert not Invitation.objects.exists()
    back = shows(desk, answer["Location"], frozen)
    done = desk.get(back["Location"])
    assert done["Location"] == "/people/?standing=invited"
    made = Invitation.objects.get()
    assert (made.email, made.role) == ("ana.lee@example.org", Role.DISTRICT_ADMINISTRATOR)
    assert desk.get(back["Location"]).status_code == 200, "taken once"
    assert Invitation.objects.count() == 1


def test_inviting_staff_asks_nothing_again(cast, desk, frozen):
    frozen.shift(LATER)
    answer = desk.post(f"/invitations/new/?at={cast.school.pk}", {**INVITE, "role": Role.STAFF})
    assert answer["Location"] == "/people/?standing=invited"


def test_what_was_wrong_in_the_form_is_said_after_the_way_back(cast, desk, frozen):
    frozen.shift(LATER)
    answer = desk.post(f"/invitations/new/?at={cast.district.pk}", {**INVITE, "role": Role.SIGNATORY, "email": "no"})
    page = desk.get(shows(desk, answer["Location"], frozen)["Location"])
    assert page.status_code == 422
    assert 'value="Ana Lee"' in page.content.decode()


def test_a_role_with_power_is_given_by_a_change_only_by_who_showed_it(cast, desk, frozen):
    frozen.shift(LATER)
    held = Membership.objects.get(user=cast.staff)
    desk.post(f"/roles/{held.pk}/change/", {"role": Role.PRINCIPAL, "title": ""})
    assert not Membership.objects.filter(user=cast.staff, role=Role.PRINCIPAL).exists()
    confirm_page(desk, f"/roles/{held.pk}/change/", {"role": Role.STAFF, "title": "Counselor"})
    held.refresh_from_db()
    assert held.title == "Counselor"


@pytest.mark.parametrize(
    ("who", "path", "data"),
    [
        ("portal_administrator", "/organizations/portal-administrators/invite/", INVITE),
        ("principal", "/people/designate/", {"name": "A B", "email": "a@example.org", "first_day": "", "last_day": ""}),
        ("district_administrator", "/sign-on/add/{district}/", {"name": "X"}),
    ],
)
def test_other_ways_to_give_power_ask_as_well(cast, frozen, who, path, data):
    user = getattr(cast, who)
    client = inside(user)
    door.enrol_app(user)
    frozen.shift(LATER)
    answer = client.post(path.format(district=cast.district.pk), data)
    assert answer["Location"].startswith("/sign-in/again/code/?next=")


def test_who_thinks_better_of_it_sends_nothing(cast, desk, frozen):
    frozen.shift(LATER)
    form = f"/invitations/new/?at={cast.district.pk}"
    desk.post(form, {**INVITE, "role": Role.DISTRICT_ADMINISTRATOR})
    assert desk.get(form).status_code == 200
    shows(desk, f"/sign-in/again/code/?next={form}", frozen)
    assert desk.get(form).status_code == 200
    assert not Invitation.objects.exists()


def test_a_form_that_waits_is_sealed_and_waits_for_ten_minutes(cast, desk, frozen):
    frozen.shift(LATER)
    form = f"/invitations/new/?at={cast.district.pk}"
    answer = desk.post(form, {**INVITE, "role": Role.DISTRICT_ADMINISTRATOR})
    kept = Session.objects.get(pk=desk.cookies["session"].value).get_decoded()
    assert "ana.lee" not in str(kept)
    frozen.shift(datetime.timedelta(minutes=10))
    assert desk.get(shows(desk, answer["Location"], frozen)["Location"]).status_code == 200
    assert not Invitation.objects.exists()


def test_a_wrong_code_opens_nothing(cast, desk, frozen):
    frozen.shift(LATER)
    address = desk.get(EXPORTS[0])["Location"]
    assert desk.post(address, {"code": "000000", "next": EXPORTS[0]}).status_code == 200
    assert desk.get(EXPORTS[0]).status_code == 302


def test_who_may_not_is_not_asked_who_they_are(cast, frozen):
    client = inside(cast.staff)
    frozen.shift(LATER)
    assert client.get(EXPORTS[0]).status_code == 404


def test_a_password_alone_is_not_enough_for_who_has_a_second_factor(cast, desk, frozen):
    cast.district_administrator.set_password(door.PASSWORD)
    cast.district_administrator.save()
    desk = inside(cast.district_administrator)
    frozen.shift(LATER)
    desk.post("/sign-in/again/", {"password": door.PASSWORD, "next": "/"})
    assert desk.get(EXPORTS[0]).status_code == 302


def test_a_persona_of_the_demo_has_nothing_to_show(cast, frozen, rf):
    client = Client()
    request = rf.get("/")
    request.session = client.session
    enter(request, cast.district_administrator, second_factor="demo")
    request.session.save()
    client.cookies["session"] = request.session.session_key
    frozen.shift(LATER)
    assert client.get(EXPORTS[0]).status_code == 200


@pytest.mark.django_db
def test_who_signs_in_through_their_organization_shows_it_there(issuer):  # noqa: F811
    with time_machine.travel(datetime.datetime.now(tz=datetime.UTC)) as clock:
        row = provider(issuer, door.district(), asserts=True)
        user = door.person(Role.DISTRICT_ADMINISTRATOR)
        user.set_password(None)
        user.save()
        SocialAccount.objects.create(user=user, provider=row.provider_id, uid="sub-1")
        client = Client()
        claims = {"sub": "sub-1", "amr": ["pwd", "hwk"]}
        come_by(client, row, claims, issuer)
        assert client.get("/people/export.csv").status_code == 200
        clock.shift(LATER)
        answer = client.get("/people/export.csv?role=staff")
        page = client.get(answer["Location"]).content.decode()
        action = re.search(r'<form method="post" action="(/sign-in/with/[^"]+)"', page)[1].replace("&amp;", "&")
        assert "prompt" in action
        before = client.cookies["session"].value
        query = action.partition("?")[2]
        back = come_by(client, row, claims, issuer, query=query)
        assert back["Location"] == "/people/export.csv?role=staff"
        assert client.cookies["session"].value != before
        assert client.get(back["Location"]).status_code == 200


def test_the_page_says_why_it_asks(cast, desk, frozen):
    frozen.shift(LATER)
    page = desk.get(desk.get(EXPORTS[0])["Location"]).content.decode()
    assert "Then you go on where you were" in page
