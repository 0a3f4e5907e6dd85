"""Accounts that are here already, the ones that come with a roster, and how these are joined."""

import pytest
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth import SESSION_KEY
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.actions import invitations, memberships, sessions, sign_on, staff_invitations
from accounts.errors import AlreadyMember, NobodyToInvite
from accounts.models import Invitation, Membership, SignOnProvider, User
from accounts.roles import Role
from common.crypto import seal
from ledger.models import Event
from tests.accounts.people import PASSWORD, inside, path_of, search, send
from tests.cast import NOW
from tests.checking import confirm_page
from tests.factories.accounts import UserFactory
from tests.rosters.bundles import STAFF, bundle, came, counts, roster_roles, take, user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

ANSWERS = {"name": "Thea One", "password": PASSWORD, "password_again": PASSWORD, "phone": "555-0100"}


def facts_of(person):
    return User.objects.filter(pk=person.pk).values().get()


def test_an_account_with_the_address_is_linked_and_never_taken_over(cast):
    before = facts_of(cast.principal)
    take(cast, bundle(staff=[*STAFF, user("t50", "s2", name="Mallory Else", email=cast.principal.email.upper())]))
    take(cast, bundle(staff=[*STAFF, user("t50", "s2", name="Mallory Again", email="mallory@aldmoor.example")]))
    assert facts_of(cast.principal) == before
    assert not User.objects.filter(email="mallory@aldmoor.example").exists()
    assert (cast.principal.email, "Heron Elementary") in roster_roles()
    assert cast.principal.memberships.filter(role=Role.PRINCIPAL, ends_on=None).exists()


def test_who_has_a_role_on_another_side_gets_none_here_without_their_word(cast):
    for other in (cast.sro, cast.stranger_principal, cast.portal_administrator):
        before = facts_of(other), other.memberships.count()
        take(cast, bundle(staff=[*STAFF, user("x1", name="Not Them", email=other.email)]))
        assert (facts_of(other), other.memberships.count()) == before
        take(cast, bundle())


def test_name_and_address_of_who_has_not_joined_follow_the_roster(cast):
    take(cast)
    one = came("t1").pk
    renamed = [user("t1", name="Thea Married", email="thea.married@aldmoor.example"), *STAFF[1:]]
    assert take(cast, bundle(staff=renamed)).counts["staff"] == counts(updated=1, unchanged=9)
    person = User.objects.get(pk=one)
    assert (person.name, person.email) == ("Thea Married", "thea.married@aldmoor.example")


def test_name_and_address_of_who_has_joined_stay_theirs(cast):
    take(cast)
    User.objects.filter(pk=came("t1").pk).update(joined_at=NOW, name="Thea Herself")
    renamed = [user("t1", name="Thea Married", email="thea.married@aldmoor.example"), *STAFF[1:]]
    assert take(cast, bundle(staff=renamed)).counts["staff"] == counts(unchanged=10)
    assert came("t1").name == "Thea Herself"


def test_an_address_that_another_account_has_is_not_taken_over(cast):
    take(cast)
    UserFactory(email="taken@aldmoor.example")
    take(cast, bundle(staff=[user("t1", name="Thea New", email="taken@aldmoor.example"), *STAFF[1:]]))
    assert came("t1").name == "Thea New"
    assert User.objects.filter(email="taken@aldmoor.example").count() == 1


def test_who_was_not_invited_cannot_sign_in_reset_a_password_or_get_a_code(cast, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    take(cast)
    email = came("t1").email
    client = Client()
    client.post("/sign-in/", {"login": email, "password": PASSWORD})
    assert SESSION_KEY not in client.session
    for page in ("/password/reset/", "/sign-in/code/"):
        assert Client().post(page, {"email": email}).status_code == 302
        Client().post(page, {"email": "nobody@aldmoor.example"})
    send(timezone.now())
    texts = [message.body.replace(email, "").replace("nobody@aldmoor.example", "") for message in mail.outbox]
    assert len(texts) == 4
    assert len(set(texts)) == 1, "they read what a stranger reads"
    assert came("t1").joined_at is None


def test_who_was_not_invited_does_not_count_as_without_a_second_factor(cast):
    take(cast)
    Membership.objects.filter(user=came("t1")).update(role=Role.PRINCIPAL)
    client = inside(cast.district_administrator)
    page = client.get("/people/?standing=without_factor").content.decode()
    assert "t1@aldmoor.example" not in page


def test_accepting_attaches_to_the_waiting_account(cast):
    take(cast)
    waiting = came("t1")
    invitation = staff_invitations.invite_one(by=cast.district_administrator, at=NOW, person=waiting)
    client = Client()
    assert b"Make my account" in client.get(path_of(invitation)).content
    assert client.post(path_of(invitation), ANSWERS)["Location"] == "/"
    joined = came("t1")
    assert joined.pk == waiting.pk
    assert (joined.name, joined.phone, joined.joined_at) == ("Thea One", "555-0100", NOW)
    assert joined.check_password(PASSWORD)
    assert joined.memberships.get().source == "roster", "still a roster's, to be ended by one"
    assert client.session[SESSION_KEY] == str(joined.pk)


def test_accepting_by_single_sign_on_attaches_to_the_waiting_account(cast):
    take(cast)
    waiting = came("t1")
    provider = SignOnProvider.objects.create(
        organization=cast.district,
        name="Aldmoor ID",
        provider_id="aldmoor-id",
        server_url="https://id.example.org",
        client_id="x",
        secret=seal("y", purpose="sign-on secret"),
        created_at=NOW,
    )
    invitation = staff_invitations.invite_one(by=cast.district_administrator, at=NOW, person=waiting)
    session = Client().session
    sign_on.begin_with_invitation(session, invitation)
    account = SocialAccount(provider="aldmoor-id", uid="subject-1", extra_data={})
    found = sign_on.complete_invitation(
        session=session, provider=provider, account=account, by=sessions.Stranger(origin=None), at=NOW
    )
    assert found.pk == waiting.pk
    assert came("t1").joined_at == NOW
    assert SocialAccount.objects.get().user_id == waiting.pk


def test_everyone_is_invited_once_however_often_it_is_asked(cast, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    take(cast)
    by = cast.district_administrator
    assert staff_invitations.invite_all(by=by, at=NOW, place=cast.school) == 5
    assert staff_invitations.invite_all(by=by, at=NOW, place=cast.district) == 5
    with pytest.raises(NobodyToInvite):
        staff_invitations.invite_all(by=by, at=NOW, place=cast.district)
    assert Invitation.objects.count() == 10
    assert Event.objects.filter(action="accounts.invitation.sent_to_staff").count() == 2
    assert send(NOW).sent == 10
    assert sorted(message.to[0] for message in mail.outbox) == sorted(f"t{n}@aldmoor.example" for n in range(1, 11))
    for invitation in Invitation.objects.all():
        assert any(path_of(invitation) in message.body for message in mail.outbox)


def test_the_general_form_invites_who_waits_too_and_not_who_has_joined(cast):
    take(cast)
    given = {"by": cast.district_administrator, "at": NOW, "organization": cast.school, "role": Role.STAFF}
    invitations.invite(email="t1@aldmoor.example", **given)
    with pytest.raises(AlreadyMember):
        invitations.invite(email=cast.staff.email, **given)


def test_ending_the_role_of_who_waits_stops_the_link_that_would_bring_it_back(cast):
    take(cast)
    invitation = staff_invitations.invite_one(by=cast.district_administrator, at=NOW, person=came("t1"))
    memberships.end(by=cast.district_administrator, at=NOW, membership=came("t1").memberships.get())
    assert Client().get(path_of(invitation)).status_code == 404


def test_the_people_page_says_truthfully_who_can_sign_in(cast):
    take(cast)
    client = inside(cast.district_administrator)
    page = client.get("/people/").content.decode()
    assert "10 people came with a roster and are not invited yet" in page
    assert client.get("/people/?standing=not_invited").content.decode().count("Not invited yet</td>") == 10
    confirm_page(client, f"/people/invite/?at={cast.school.pk}", {"at": str(cast.school.pk)})
    page = client.get(search(client, "/people/", "Family-t")).content.decode()
    assert page.count(">Invited</td>") == 5
    assert page.count(">Not invited yet</td>") == 5
    client.post(f"/people/{came('t2').pk}/invite/")
    assert client.get("/people/?standing=not_invited").content.decode().count("Not invited yet</td>") == 4
    confirm = client.get("/people/invite/").content.decode()
    assert "Invite 4 people" in confirm


def test_strangers_and_principals_invite_nobody(cast):
    take(cast)
    for who in (cast.principal, cast.stranger_district_administrator, cast.sro):
        inside(who).post("/people/invite/", {})
        inside(who).post(f"/people/{came('t1').pk}/invite/")
    assert not Invitation.objects.filter(email__endswith="@aldmoor.example").exists()
