"""Single sign-on against a provider that runs: issuer and subject, never the address."""

import re
from urllib.parse import urlsplit

import pytest
import requests
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import invitations, sign_on
from accounts.models import Membership, SignOnProvider, User
from accounts.roles import Role
from ledger.models import Event, Notice
from tests.accounts import door
from tests.accounts.oidc import Issuer

pytestmark = pytest.mark.django_db

MFA = {"amr": ["pwd", "mfa"]}


@pytest.fixture
def issuer():
    running = Issuer()
    yield running
    running.stop()


@pytest.fixture
def other_issuer():
    running = Issuer()
    yield running
    running.stop()


def provider(issuer, organization, provider_id="district", asserts=False):
    """A provider row, set up by an administrator of the organization."""
    role = Role.AGENCY_ADMINISTRATOR if organization.is_agency else Role.DISTRICT_ADMINISTRATOR
    return sign_on.add(
        by=door.person(role, organization),
        at=timezone.now(),
        organization=organization,
        name="Our accounts",
        provider_id=provider_id,
        server_url=issuer.url,
        client_id="fenceline",
        secret="a client secret",
        asserts_second_factor=asserts,
    )


def come_by(client, row, claims, issuer, process="login", query=""):
    """Press the button, go through the provider, come back; the portal's last answer."""
    issuer.claims = claims
    address = reverse("openid_connect_login", kwargs={"provider_id": row.provider_id})
    page = client.post(f"{address}?{query or f'process={process}'}")
    assert page.status_code == 200, page
    target = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page.content.decode())[1].replace("&amp;", "&")
    back = requests.get(target, allow_redirects=False, timeout=10).headers["Location"]
    parts = urlsplit(back)
    assert parts.path == reverse("openid_connect_callback", kwargs={"provider_id": row.provider_id})
    return client.get(f"{parts.path}?{parts.query}")


def bind(user, row, subject):
    return SocialAccount.objects.create(user=user, provider=row.provider_id, uid=subject)


def test_who_is_bound_to_the_subject_comes_in(issuer):
    row = provider(issuer, door.district())
    user = door.person()
    bind(user, row, "sub-1")
    client = Client()
    answer = come_by(client, row, {"sub": "sub-1", "email": "another@example.org"}, issuer)
    assert answer["Location"] == reverse("home")
    assert client.get("/account/").wsgi_request.user == user
    assert Event.objects.filter(action="accounts.session.began").last().details["how"] == ["socialaccount"]


def test_an_unknown_subject_without_an_invitation_is_told_whom_to_ask(issuer):
    row = provider(issuer, door.district())
    before = User.objects.count()
    answer = come_by(Client(), row, {"sub": "sub-9", "email": "new@example.org", "email_verified": True}, issuer)
    assert answer.status_code == 403
    assert "Ask your administrator for an invitation" in answer.content.decode()
    assert (User.objects.count(), SocialAccount.objects.count()) == (before, 0)
    assert Event.objects.get(action="accounts.session.refused").details["why"] == "unknown"


def test_a_verified_address_of_an_account_opens_nothing(issuer):
    row = provider(issuer, door.district())
    user = door.person(Role.STAFF, email="noor@example.org")
    client = Client()
    answer = come_by(client, row, {"sub": "x", "email": user.email, "email_verified": True}, issuer)
    assert answer.status_code == 403
    assert client.get("/account/").status_code == 302
    assert not SocialAccount.objects.exists()


def test_the_same_address_from_two_issuers_is_two_people(issuer, other_issuer):
    first, second = provider(issuer, door.district()), provider(other_issuer, door.agency(), "agency")
    teacher, officer = door.person(Role.STAFF), door.person(Role.SRO)
    bind(teacher, first, "sub-1")
    bind(officer, second, "sub-1")
    claims = {"sub": "sub-1", "email": "same@example.org", "email_verified": True}
    one, two = Client(), Client()
    come_by(one, first, claims, issuer)
    come_by(two, second, claims, other_issuer)
    assert one.session["_auth_user_id"] == str(teacher.pk)
    assert two.session["_auth_user_id"] == str(officer.pk)


def test_an_answer_of_another_issuer_is_refused(issuer):
    row = provider(issuer, door.district())
    user = door.person()
    bind(user, row, "sub-1")
    issuer.says_issuer = "https://accounts.elsewhere.example"
    client = Client()
    assert come_by(client, row, {"sub": "sub-1"}, issuer).status_code == 403
    assert client.get("/account/").status_code == 302


def invited(organization, role, email="new@example.org"):
    administrator = Membership.objects.filter(organization=organization, role__endswith="administrator").first()
    return invitations.invite(
        by=administrator.user, at=timezone.now(), organization=organization, role=role, email=email, name="Wren Novak"
    )


def with_invitation(client, invitation):
    client.get(reverse("account_request_login_code"))
    session = client.session
    sign_on.begin_with_invitation(session, invitation)
    session.save()
    client.cookies["session"] = session.session_key


def test_an_invitation_and_the_provider_make_the_account(issuer):
    row = provider(issuer, door.district())
    client = Client()
    with_invitation(client, invited(door.district(), Role.STAFF))
    answer = come_by(client, row, {"sub": "sub-3", "email": "whatever@example.org", "name": "Somebody"}, issuer)
    assert answer["Location"] == reverse("home")
    user = User.objects.get(email="new@example.org")
    assert (user.name, user.has_usable_password()) == ("Wren Novak", False)
    assert SocialAccount.objects.get(user=user).uid == "sub-3"
    assert Membership.objects.get(user=user).role == Role.STAFF
    assert EmailAddress.objects.get(user=user).verified
    assert client.get("/account/").wsgi_request.user == user
    again = Client()
    come_by(again, row, {"sub": "sub-3"}, issuer)
    assert again.session["_auth_user_id"] == str(user.pk)


def test_an_invitation_works_once_and_only_with_a_provider_of_its_own_side(issuer, other_issuer):
    ours, theirs = provider(issuer, door.district()), provider(other_issuer, door.agency(), "agency")
    invitation = invited(door.district(), Role.STAFF)
    client = Client()
    with_invitation(client, invitation)
    assert come_by(client, theirs, {"sub": "sub-1"}, other_issuer).status_code == 403
    with_invitation(client, invitation)
    assert come_by(client, ours, {"sub": "sub-1"}, issuer).status_code == 302
    other = Client()
    with_invitation(other, invitation)
    assert come_by(other, ours, {"sub": "sub-2"}, issuer).status_code == 403
    assert User.objects.filter(email="new@example.org").count() == SocialAccount.objects.count() == 1


def test_an_invitation_to_an_address_with_an_account_binds_nothing(issuer):
    row = provider(issuer, door.district())
    invitation = invited(door.district(), Role.RECORDS_CUSTODIAN, email="noor@example.org")
    door.person(Role.STAFF, email="noor@example.org")
    client = Client()
    with_invitation(client, invitation)
    answer = come_by(client, row, {"sub": "sub-1"}, issuer)
    assert "connect your organization" in answer.content.decode()
    assert not SocialAccount.objects.exists()


def test_a_provider_of_one_side_does_not_enter_an_account_that_reaches_the_other(issuer):
    row = provider(issuer, door.district())
    user = door.person(Role.STAFF)
    bind(user, row, "sub-1")
    door.give(user, Role.SRO, door.agency())
    client = Client()
    assert come_by(client, row, {"sub": "sub-1"}, issuer).status_code == 403
    assert client.get("/account/").status_code == 302


@pytest.mark.parametrize(
    ("asserts", "claims", "opens"),
    [
        (True, MFA, True),
        (True, {"amr": ["pwd", "otp"]}, True),
        (True, {"amr": ["pwd"]}, False),
        (True, {"amr": ["otp"]}, False),
        (True, {"amr": "mfa"}, False),
        (True, {}, False),
        (False, MFA, False),
    ],
)
def test_its_second_factor_counts_where_the_row_says_so_and_the_answer_does(issuer, asserts, claims, opens):
    row = provider(issuer, door.district(), asserts=asserts)
    user = door.person(Role.PRINCIPAL, at=door.district())
    bind(user, row, "sub-1")
    client = Client()
    come_by(client, row, {"sub": "sub-1", **claims}, issuer)
    answer = client.get("/account/")
    assert answer.status_code == (200 if opens else 302)
    if not opens:
        assert answer["Location"] == reverse("second-factor-setup")


def test_without_the_claim_the_person_s_own_factor_is_asked(issuer):
    row = provider(issuer, door.district(), asserts=True)
    user = door.person(Role.PRINCIPAL, at=door.district())
    door.enrol_app(user)
    bind(user, row, "sub-1")
    assert come_by(Client(), row, {"sub": "sub-1"}, issuer)["Location"] == reverse("mfa_authenticate")
    assert come_by(Client(), row, {"sub": "sub-1", **MFA}, issuer)["Location"] == reverse("home")


def test_a_person_binds_and_unbinds_their_provider_on_their_own_page(issuer):
    row = provider(issuer, door.district())
    user = door.person(Role.STAFF)
    client = door.signed_in(user)
    client.post(reverse("account_reauthenticate"), {"password": door.PASSWORD})
    answer = come_by(client, row, {"sub": "sub-7", "email": "private@elsewhere.example"}, issuer, process="connect")
    assert answer["Location"] == reverse("my-account")
    account = SocialAccount.objects.get(user=user)
    assert account.uid == "sub-7"
    assert "private" not in str(account.extra_data), "nothing is kept that identity does not need"
    assert Notice.objects.filter(kind="accounts.sign_in_changed", to=str(user.pk)).exists()
    assert client.post(reverse("sign-on-disconnect", args=[account.pk])).status_code == 302
    assert not SocialAccount.objects.exists()


def test_nobody_binds_a_provider_of_another_side(issuer):
    row = provider(issuer, door.agency(), "agency")
    client = door.signed_in(door.person(Role.STAFF))
    client.post(reverse("account_reauthenticate"), {"password": door.PASSWORD})
    assert come_by(client, row, {"sub": "sub-7"}, issuer, process="connect").status_code == 403
    assert not SocialAccount.objects.exists()


def test_a_provider_switched_off_is_absent(issuer):
    row = provider(issuer, door.district())
    SignOnProvider.objects.update(enabled=False)
    assert Client().post(reverse("openid_connect_login", kwargs={"provider_id": row.provider_id})).status_code == 404


def test_binding_asks_first_that_it_is_you(issuer):
    row = provider(issuer, door.district())
    client = door.signed_in(door.person(Role.STAFF))
    address = reverse("openid_connect_login", kwargs={"provider_id": row.provider_id})
    answer = client.post(f"{address}?process=connect")
    assert answer["Location"].startswith(reverse("account_reauthenticate"))


def test_a_subject_bound_to_somebody_else_is_not_taken_from_them(issuer):
    row = provider(issuer, door.district())
    owner = door.person(Role.STAFF)
    bind(owner, row, "sub-1")
    client = door.signed_in(door.person(Role.STAFF))
    client.post(reverse("account_reauthenticate"), {"password": door.PASSWORD})
    assert come_by(client, row, {"sub": "sub-1"}, issuer, process="connect").status_code == 403
    assert SocialAccount.objects.get().user == owner


@pytest.mark.parametrize("claims", [{}, {"sub": ""}, {"sub": None}, {"sub": "x" * 500}, {"sub": ["a"]}])
def test_an_answer_without_a_subject_is_refused_in_words(issuer, claims):
    row = provider(issuer, door.district())
    answer = come_by(Client(), row, claims, issuer)
    assert answer.status_code == 403
    assert not SocialAccount.objects.exists()


def test_a_made_up_answer_signs_nobody_in(issuer):
    row = provider(issuer, door.district())
    address = reverse("openid_connect_callback", kwargs={"provider_id": row.provider_id})
    for query in ("", "?code=x&state=y", "?error=access_denied", "?code=x"):
        answer = Client().get(address + query)
        assert answer.status_code == 403, query
        assert "did not answer as it should" in answer.content.decode()


def test_opening_the_address_of_the_button_begins_nothing(issuer):
    row = provider(issuer, door.district())
    page = Client().get(reverse("openid_connect_login", kwargs={"provider_id": row.provider_id}))
    assert page.status_code == 200
    assert "http-equiv" not in page.content.decode()
