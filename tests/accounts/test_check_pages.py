"""Two tabs: a person, a role, a reset or an address is acted on as it was read, or it is asked again."""

import pytest
from django.urls import reverse

from accounts.actions import addresses, invitations, recovery
from accounts.models import AddressChange, FactorReset, Invitation, Membership, Organization, User
from accounts.roles import Role
from tests.accounts import door
from tests.accounts.people import inside, known_address, path_of
from tests.cast import NOW, person
from tests.checking import asked_again, confirm_page, version_shown
from tests.factories.accounts import ClosedDayFactory, MembershipFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

NEW = "maren.married@example.org"


def twice(client, path, given, change, label):
    """Tab 1 opens the page, tab 2 changes the matter, tab 1 answers; the version with which it may answer again."""
    read = version_shown(client, path)
    change()
    return asked_again(client.post(path, {**read, **given}), label)


def renamed(who):
    return lambda: User.objects.filter(pk=who.pk).update(name="Renamed Meanwhile")


def test_an_address_is_asked_for_whom_was_read(cast):
    maren = known_address(cast.principal)
    client, path = inside(cast.district_administrator), f"/people/{maren.pk}/address/"
    given = {"email": NEW, "reason": "Our addresses end otherwise now."}

    def change():
        User.objects.filter(pk=maren.pk).update(email="already.changed@example.org")

    again = twice(client, path, given, change, "their address")
    assert not AddressChange.objects.exists()
    assert client.post(path, {**again, **given}).status_code == 302
    assert AddressChange.objects.get().old_email == "already.changed@example.org"


def test_an_address_is_taken_in_the_place_of_the_one_that_was_read(cast, monkeypatch):
    maren = known_address(cast.principal)
    monkeypatch.setattr("accounts.tokens.new_nonce", lambda: "n" * 32)
    change = addresses.ask(by=maren, at=NOW, person=maren, email=NEW)
    from_mail = addresses.tokens.token_for(change.pk, "n" * 32)
    client, path = inside(maren), f"/account/address/{from_mail}/"

    def elsewhere():
        User.objects.filter(pk=maren.pk).update(email="already.changed@example.org")

    again = twice(client, path, {}, elsewhere, "your address now")
    change.refresh_from_db()
    assert change.confirmed_at is None
    assert client.post(path, again).status_code == 302
    assert User.objects.get(pk=maren.pk).email == NEW


def test_a_reset_is_asked_for_whom_was_read(cast):
    door.enrol_app(cast.staff)
    client, path = inside(cast.district_administrator), f"/factor-resets/ask/{cast.staff.pk}/"
    given = {"identity_note": "Met her at the front office."}
    again = twice(client, path, given, renamed(cast.staff), "their name")
    assert not FactorReset.objects.exists()
    assert client.post(path, {**again, **given}).status_code == 302
    assert FactorReset.objects.get().user == cast.staff


@pytest.mark.parametrize("step", ["agree", "stop"])
def test_a_reset_is_agreed_to_or_stopped_as_it_was_read(cast, step):
    door.enrol_app(cast.staff)
    second = person("Edda Second", Role.DISTRICT_ADMINISTRATOR, cast.district)
    reset = recovery.ask(by=cast.district_administrator, person=cast.staff, identity_note="At the office.", at=NOW)
    client, path = inside(second), f"/factor-resets/{reset.pk}/{step}/"

    def change():
        FactorReset.objects.filter(pk=reset.pk).update(identity_note="By phone.")
        renamed(cast.staff)()

    again = twice(client, path, {}, change, "whose it is, how they know that it is them")
    reset.refresh_from_db()
    assert (reset.agreed_at, reset.stopped_at) == (None, None)
    assert client.post(path, again).status_code == 302
    reset.refresh_from_db()
    assert {"agree": reset.agreed_by, "stop": reset.stopped_by}[step] == second


@pytest.mark.parametrize("step", ["close", "sign-out"])
def test_a_person_is_closed_or_signed_out_with_the_roles_that_were_read(cast, step):
    inside(cast.staff)
    client, path = inside(cast.district_administrator), f"/people/{cast.staff.pk}/{step}/"

    def change():
        MembershipFactory(user=cast.staff, organization=cast.second_school, role=Role.PRINCIPAL)

    again = twice(client, path, {}, change, "their roles")
    assert f"Principal, {cast.second_school.name}" in client.get(path).content.decode(), "what stands now is read"
    assert cast.staff.usersession_set.exists()
    assert client.post(path, again).status_code == 302
    assert not cast.staff.usersession_set.exists()
    assert User.objects.get(pk=cast.staff.pk).is_active == (step == "sign-out")


def test_an_account_is_opened_again_as_it_was_read(cast):
    client, path = inside(cast.district_administrator), f"/people/{cast.staff.pk}/open/"
    confirm_page(client, f"/people/{cast.staff.pk}/close/")
    again = twice(client, path, {}, renamed(cast.staff), "their name")
    assert not User.objects.get(pk=cast.staff.pk).is_active
    assert client.post(path, again).status_code == 302
    assert User.objects.get(pk=cast.staff.pk).is_active


@pytest.mark.parametrize(
    ("step", "given"), [("end", {"when": "now"}), ("change", {"role": "staff", "title": "Counselor"})]
)
def test_a_role_is_ended_or_changed_as_it_was_read(cast, step, given):
    held = Membership.objects.get(user=cast.staff)
    client, path = inside(cast.district_administrator), f"/roles/{held.pk}/{step}/"
    again = twice(client, path, given, lambda: Membership.objects.filter(pk=held.pk).update(title="Dean"), "the title")
    held.refresh_from_db()
    assert (held.title, held.ends_on) == ("Dean", None)
    assert client.post(path, {**again, **given}).status_code == 302
    held.refresh_from_db()
    assert (held.title, held.ends_on) == (("Counselor", None) if step == "change" else ("Dean", NOW.date()))


def invited(cast, email="new@example.org"):
    run = cast.district_administrator
    return invitations.invite(
        by=run, at=NOW, organization=cast.school, role=Role.STAFF, email=email, name="Nia New", title=""
    )


def test_an_invitation_is_withdrawn_as_it_was_read(cast):
    invitation = invited(cast)
    client, path = inside(cast.district_administrator), f"/invitations/{invitation.pk}/withdraw/"

    def change():
        Organization.objects.filter(pk=cast.school.pk).update(name="Aldmoor Senior High")

    again = twice(client, path, {}, change, "where it is held")
    assert Invitation.objects.get(pk=invitation.pk).withdrawn_at is None
    assert client.post(path, again).status_code == 302
    assert Invitation.objects.get(pk=invitation.pk).withdrawn_at == NOW


def test_a_role_is_accepted_as_it_was_offered(cast):
    known_address(cast.staff)
    invitation = invitations.invite(
        by=cast.district_administrator,
        at=NOW,
        organization=cast.second_school,
        role=Role.STAFF,
        email=cast.staff.email,
        name="",
        title="",
    )
    client, path = inside(cast.staff), path_of(invitation)

    def change():
        Organization.objects.filter(pk=cast.second_school.pk).update(name="Another School")

    again = twice(client, path, {}, change, "where it is held")
    assert not Membership.objects.filter(user=cast.staff, organization=cast.second_school).exists()
    assert client.post(path, again).status_code == 302
    assert Membership.objects.filter(user=cast.staff, organization=cast.second_school).exists()


def test_a_portal_administrator_leaves_as_they_were_read(cast):
    other = person("Vera Second", Role.PORTAL_ADMINISTRATOR, None)
    held = Membership.objects.get(user=other)
    client, path = inside(cast.portal_administrator), f"/organizations/portal-administrators/{held.pk}/end/"
    again = twice(client, path, {}, renamed(other), "their name")
    held.refresh_from_db()
    assert held.ends_on is None
    assert client.post(path, again).status_code == 302
    held.refresh_from_db()
    assert held.ends_on is not None


def test_as_many_are_invited_as_were_read(cast):
    for name in ("Ida One", "Ivo Two"):
        User.objects.filter(pk=person(name, Role.STAFF, cast.school).pk).update(joined_at=None)
    client, path = inside(cast.district_administrator), f"/people/invite/?at={cast.school.pk}"
    given = {"at": str(cast.school.pk)}

    def change():
        User.objects.filter(pk=person("Ines Three", Role.STAFF, cast.school).pk).update(joined_at=None)

    again = twice(client, path, given, change, "how many people are invited")
    assert not Invitation.objects.exists()
    assert client.post(path, {**again, **given}).status_code == 302
    assert Invitation.objects.count() == 3


def test_days_are_school_days_again_as_they_were_read(cast):
    closed = ClosedDayFactory(organization=cast.district, name="Harvest days")
    client, path = inside(cast.district_administrator), f"/closed-days/{closed.pk}/remove/"
    again = twice(
        client, path, {}, lambda: type(closed).objects.filter(pk=closed.pk).update(name="Snow days"), "their name"
    )
    assert type(closed).objects.exists()
    assert client.post(path, again).status_code == 302
    assert not type(closed).objects.exists()


@pytest.mark.parametrize(
    ("page", "given"),
    [
        ("change", {"role": Role.STAFF, "title": "Dean"}),
        ("end", {"when": "now"}),
        ("end", {"when": "later", "last_day": "2026-11-30"}),
    ],
)
def test_a_role_changed_at_the_same_moment_is_neither_written_over_nor_ended(cast, monkeypatch, page, given):
    held = cast.staff.memberships.select_related("organization__parent", "user").get()
    client, path = inside(cast.district_administrator), reverse(f"membership-{page}", args=[held.pk])
    read = version_shown(client, path)
    Membership.objects.filter(pk=held.pk).update(title="Counselor")
    # The page read its row just before; the action finds the change with the place held.
    monkeypatch.setattr("accounts.views.people.managed_membership", lambda _user, _pk: held)
    answer = client.post(path, {**read, **given})
    assert answer.status_code == 422
    assert "this was changed a moment ago" in answer.content.decode()
    now = Membership.objects.get(pk=held.pk)
    assert (now.role, now.title, now.ends_on) == (Role.STAFF, "Counselor", None)
