"""The page a link opens: one 404 for every link that does not work, an account for the one that does."""

import pytest
from django.contrib.auth import SESSION_KEY
from django.test import Client

from accounts.actions import invitations, memberships
from accounts.models import Membership, SignOnProvider, User
from accounts.roles import Role
from common.crypto import seal
from ledger.models import Event
from tests.accounts.people import NASTY, PASSWORD, everything, inside, known_address, path_of
from tests.cast import NOW, person
from tests.checking import confirm_page
from tests.factories.accounts import DistrictFactory

pytestmark = pytest.mark.usefixtures("frozen")


def invited(cast, **given):
    wanted = {"organization": cast.school, "role": Role.PRINCIPAL, "email": "new@example.org", "name": "Nia New"}
    return invitations.invite(by=cast.district_administrator, at=NOW, **{**wanted, **given})


def answers(**given):
    return {"name": "Nia New", "password": PASSWORD, "password_again": PASSWORD, **given}


def test_opening_the_link_changes_nothing_and_may_be_done_again(cast):
    path = path_of(invited(cast))
    before = everything()
    for _each in range(2):
        answer = Client().get(path)
        assert answer.status_code == 200
        assert b"You are invited to be Principal at Aldmoor High." in answer.content
    assert Client().head(path).status_code == 200
    assert everything() == before
    assert "no-store" in answer["Cache-Control"]


def test_every_link_that_does_not_work_gets_the_same_page(cast, frozen):
    used, withdrawn, old = invited(cast), invited(cast, email="b@example.org"), invited(cast, email="c@example.org")
    paths = [path_of(used), path_of(withdrawn), path_of(old)]
    Client().post(paths[0], answers())
    invitations.withdraw(by=cast.district_administrator, at=NOW, invitation=withdrawn)
    invitations.resend(by=cast.district_administrator, at=NOW, invitation=old)
    expired = path_of(invited(cast, email="d@example.org"))
    frozen.shift(14 * 24 * 3600)
    paths += [expired, f"/invitation/{'A' * 43}/", "/invitation/x/", "/invitation/%F0%9F%92%A9/"]
    before = everything()
    pages = set()
    for path in paths:
        for answer in (Client().get(path), Client().post(path, answers())):
            assert answer.status_code == 404
            pages.add(answer.content.decode().replace(answer.wsgi_request.META.get("CSRF_COOKIE", "-"), ""))
    assert len({len(page) for page in pages}) == 1
    assert everything() == before


def test_accepting_makes_the_account_and_goes_on_to_the_second_factor(cast):
    path = path_of(invited(cast))
    client = Client()
    assert client.post(path, answers(phone="555-0100"))["Location"] == "/"
    user = User.objects.get(email="new@example.org")
    assert client.session[SESSION_KEY] == str(user.pk)
    assert user.phone == "555-0100"
    assert client.get("/")["Location"] == "/account/second-factor/set-up/"
    assert Client().get(path).status_code == 404


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"password_again": PASSWORD + "x"}, "password_again"),
        ({"password": "short", "password_again": "short"}, "password"),
        ({"password": "Aldmoor Schools Aldmoor", "password_again": "Aldmoor Schools Aldmoor"}, "password"),
        ({"name": ""}, "name"),
        ({"name": "\u200b\u200d"}, "name"),
        ({"name": "x" * 151}, "name"),
        ({"name": "a\x00b"}, "name"),
    ],
)
def test_what_does_not_fit_is_said_beside_the_field_and_nothing_is_made(cast, given, field):
    path = path_of(invited(cast))
    before = everything()
    answer = Client().post(path, answers(**{"phone": "555-0199", **given}))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert b'value="555-0199"' in answer.content
    assert everything() == before


def test_the_ledger_keeps_where_who_accepts_comes_from(cast):
    where = path_of(invited(cast))
    answer = Client().post(where, answers())
    event = Event.objects.get(action="accounts.invitation.accepted")
    assert (event.ip, event.request_id) == ("127.0.0.1", answer["X-Request-ID"])


def test_the_address_of_the_invitation_cannot_be_changed_in_the_form(cast):
    path = path_of(invited(cast))
    Client().post(path, answers(email="other@example.org"))
    assert User.objects.filter(email="new@example.org").exists()
    assert not User.objects.filter(email="other@example.org").exists()


def test_who_has_an_account_signs_in_and_accepts_there(cast):
    path = path_of(invited(cast, email=known_address(cast.staff).email))
    before = everything()
    page = Client().post(path, answers()).content.decode()
    assert f"/sign-in/?next={path}" in page.replace("%2F", "/")
    assert everything() == before
    client = inside(cast.staff)
    assert b"Accept the role" in client.get(path).content
    assert not Membership.objects.filter(user=cast.staff, role=Role.PRINCIPAL).exists()
    assert confirm_page(client, path)["Location"] == "/"
    assert Membership.objects.filter(user=cast.staff, role=Role.PRINCIPAL).exists()


def test_a_signed_in_stranger_with_the_link_gets_nothing(cast):
    path = path_of(invited(cast))
    client = inside(known_address(cast.stranger_sro))
    before = everything()
    for answer in (client.get(path), client.post(path, answers())):
        assert answer.status_code == 403
        assert b"for another address" in answer.content
    assert everything() == before


def test_the_form_of_a_link_needs_its_token_against_forgery(cast):
    path = path_of(invited(cast))
    before = everything()
    answer = Client(enforce_csrf_checks=True).post(path, answers())
    assert answer.status_code == 403
    assert b"This page is out of date" in answer.content
    assert everything() == before


def test_the_sides_own_sign_in_is_offered_and_no_other(cast):
    for organization, name in ((cast.district, "Aldmoor ID"), (cast.other_district, "Farside ID")):
        SignOnProvider.objects.create(
            organization=organization,
            name=name,
            provider_id=name.lower().replace(" ", "-"),
            server_url="https://id.example.org",
            client_id="x",
            secret=seal("y", purpose="sign-on secret"),
            created_at=NOW,
        )
    path = path_of(invited(cast))
    page = Client().get(path).content.decode()
    assert "Continue with Aldmoor ID" in page
    assert "Farside" not in page
    assert Client().post(path, {"provider": "farside-id"}).status_code == 404


@pytest.mark.parametrize("text", [text for text in NASTY if 0 < len(text.strip()) <= 150][::40])
def test_nasty_names_are_kept_and_shown_escaped(cast, text):
    path = path_of(invited(cast))
    answer = Client().post(path, answers(name=text))
    if answer.status_code == 302:
        assert User.objects.get(email="new@example.org").name == text.strip()
    else:
        assert answer.status_code == 422


def test_who_has_left_cannot_come_back_by_a_link_of_their_own_making(cast):
    second = person("Vera Second", Role.DISTRICT_ADMINISTRATOR, cast.district)
    kept = invited(cast, email="petra.at.home@example.org", role=Role.PRINCIPAL)
    path = path_of(kept)
    memberships.end(by=second, at=NOW, membership=cast.district_administrator.memberships.get())
    assert Client().get(path).status_code == 404
    assert Client().post(path, answers()).status_code == 404
    assert not User.objects.filter(email="petra.at.home@example.org").exists()
    listed = inside(second).get("/people/?standing=invited").content.decode()
    assert "The link no longer works" in listed
    # Whoever sends it again stands for it from now on.
    invitations.resend(by=second, at=NOW, invitation=kept)
    assert Client().get(path_of(kept)).status_code == 200
    assert "The link works until" in inside(second).get("/people/?standing=invited").content.decode()


def test_a_spare_link_of_the_portal_administrator_opens_no_district_that_has_its_own(cast):
    district = DistrictFactory(name="Newfield Schools", slug="newfield")
    first, spare = (
        invitations.invite(
            by=cast.portal_administrator,
            at=NOW,
            organization=district,
            role=Role.DISTRICT_ADMINISTRATOR,
            email=email,
        )
        for email in ("theirs@example.org", "ozzie.at.home@example.org")
    )
    assert Client().post(path_of(first), answers()).status_code == 302
    assert Client().post(path_of(spare), answers()).status_code == 404
    assert [held.user.email for held in Membership.objects.filter(organization=district)] == ["theirs@example.org"]
