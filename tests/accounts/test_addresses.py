"""Another address to sign in with: the same account, confirmed by its person, both addresses told."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError
from django.test import Client

from accounts.access import AccessDenied
from accounts.actions import addresses
from accounts.errors import AddressLinkGone, AddressTaken, HeldElsewhere, OwnAddress, SameAddress
from accounts.models import AddressChange, User
from accounts.roles import Role
from ledger.models import Event
from tests.accounts import door
from tests.accounts.people import everything, inside, known_address, send
from tests.cast import NOW
from tests.checking import confirm_page
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.training import CompletionFactory

pytestmark = pytest.mark.usefixtures("frozen")

NEW = "maren.married@example.org"
WHY = "Our addresses end otherwise now."


@pytest.fixture
def maren(cast):
    user = known_address(cast.principal)
    user.set_password(door.PASSWORD)
    user.save()
    return user


def asked(user, email=NEW, by=None, reason=""):
    return addresses.ask(by=by or user, at=NOW, person=user, email=email, reason=reason)


def link(mailoutbox):
    """The path in the mail to the new address."""
    mail = next(mail for mail in mailoutbox if mail.subject == "Confirm your new address")
    return re.search(r"https?://[^/]+(/account/address/\S+)", mail.body)[1]


def test_a_person_changes_their_address_and_both_are_told(cast, maren, mailoutbox):
    desk, phone = inside(maren), inside(maren)
    answer = desk.post("/account/address/", {"email": " Maren.Married@Example.org "}, follow=True)
    assert "A link is on its way" in answer.content.decode()
    send(NOW)
    old = maren.email
    assert sorted((mail.to[0], mail.subject) for mail in mailoutbox) == [
        (NEW, "Confirm your new address"),
        (old, "Another address for your account was asked for"),
    ]
    path = link(mailoutbox)
    assert NEW in desk.get(path).content.decode()
    assert User.objects.get(pk=maren.pk).email == old
    assert confirm_page(desk, path, follow=True).status_code == 200
    changed = User.objects.get(pk=maren.pk)
    assert changed.email == NEW
    assert list(EmailAddress.objects.filter(user=changed).values_list("email", "verified")) == [(NEW, True)]
    assert (desk.get("/account/").status_code, phone.get("/account/").status_code) == (200, 302)
    mailoutbox.clear()
    send(NOW)
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted([NEW, old])
    assert {mail.subject for mail in mailoutbox} == {"The address of your account was changed"}
    assert door.login(Client(), changed).status_code == 302
    assert desk.get(path).status_code == 404


def test_the_training_record_and_the_roles_stay_one(cast, maren, mailoutbox):
    completion = CompletionFactory(user=maren)
    held = list(maren.memberships.values_list("pk", flat=True))
    asked(maren)
    send(NOW)
    confirm_page(inside(maren), link(mailoutbox))
    changed = User.objects.get(email=NEW)
    assert changed.pk == maren.pk == completion.user_id
    assert list(changed.memberships.values_list("pk", flat=True)) == held


def test_an_administrator_asks_with_a_reason_and_the_person_confirms(cast, maren, mailoutbox):
    run = inside(cast.district_administrator)
    assert f"/people/{maren.pk}/address/" in run.get(f"/people/{maren.pk}/").content.decode()
    assert confirm_page(run, f"/people/{maren.pk}/address/", {"email": NEW, "reason": ""}).status_code == 422
    confirm_page(run, f"/people/{maren.pk}/address/", {"email": NEW, "reason": WHY})
    send(NOW)
    assert WHY not in "".join(mail.body for mail in mailoutbox)
    path = link(mailoutbox)
    for other in (run, inside(cast.staff)):
        assert other.get(path).status_code == 404
        assert other.post(path).status_code == 404
    assert Client().get(path)["Location"].startswith("/sign-in/")
    desk = inside(maren)
    assert WHY in desk.get("/account/").content.decode()
    assert WHY in desk.get(path).content.decode()
    confirm_page(desk, path)
    assert User.objects.get(pk=maren.pk).email == NEW
    said = Event.objects.filter(action__startswith="accounts.address").order_by("seq")
    assert [event.action for event in said] == ["accounts.address.asked", "accounts.address.changed"]
    assert NEW not in str([event.data for event in said])


@pytest.mark.parametrize("by", ["agency_administrator", "principal", "records_custodian", "portal_administrator"])
def test_nobody_else_asks_for_it(cast, by):
    who, before = getattr(cast, by), everything()
    with pytest.raises(AccessDenied):
        asked(cast.staff, by=who, reason=WHY)
    assert inside(who).post(f"/people/{cast.staff.pk}/address/", {"email": NEW, "reason": WHY}).status_code == 404
    assert everything() == before
    assert not AddressChange.objects.exists()


def test_no_side_changes_the_address_of_who_stands_on_another_too(cast):
    MembershipFactory(user=cast.sro, organization=cast.school, role=Role.STAFF)
    for by in (cast.district_administrator, cast.agency_administrator):
        with pytest.raises(HeldElsewhere):
            asked(cast.sro, by=by, reason=WHY)
    page = inside(cast.agency_administrator).get(f"/people/{cast.sro.pk}/").content.decode()
    assert "only they can change the address" in page
    assert f"/people/{cast.sro.pk}/address/" not in page


def test_an_address_of_another_account_gets_no_link_and_nobody_learns_of_it(cast, maren, mailoutbox):
    taken = UserFactory(email=NEW)
    answer = inside(maren).post("/account/address/", {"email": NEW}, follow=True)
    assert "A link is on its way" in answer.content.decode()
    send(NOW)
    assert [mail.to for mail in mailoutbox] == [[maren.email]]
    assert taken.email == NEW


def test_an_address_somebody_came_to_have_meanwhile_is_not_taken(cast, maren, mailoutbox):
    asked(maren)
    send(NOW)
    UserFactory(email=NEW.upper())
    answer = confirm_page(inside(maren), link(mailoutbox), follow=True)
    assert "belongs to another account now" in answer.content.decode()
    assert User.objects.get(pk=maren.pk).email != NEW


def test_who_joins_with_it_at_the_same_moment_keeps_it(cast, maren, mailoutbox, monkeypatch):
    asked(maren)
    send(NOW)
    token = link(mailoutbox).split("/")[3]

    def beaten(**_facts):
        raise IntegrityError

    monkeypatch.setattr(addresses.notices, "address_changed", beaten)
    with pytest.raises(AddressTaken):
        addresses.confirm(by=maren, at=NOW, token=token)
    assert User.objects.get(pk=maren.pk).email == maren.email != NEW
    assert AddressChange.objects.open(NOW).exists()


def test_a_link_works_for_three_days_and_a_later_one_replaces_it(cast, maren, frozen):
    first = asked(maren)
    second = asked(maren, "maren.other@example.org")
    first.refresh_from_db()
    assert first.replaced_at == NOW
    token = addresses.tokens.token_for(second.pk, second.nonce)
    late = NOW + addresses.LIFE
    with pytest.raises(AddressLinkGone):
        addresses.confirm(by=maren, at=late, token=token)
    addresses.confirm(by=maren, at=NOW, token=token)
    with pytest.raises(AddressLinkGone):
        addresses.confirm(by=maren, at=NOW, token=token)


def test_it_is_another_address_and_ones_own_needs_no_reason(cast, maren):
    with pytest.raises(SameAddress):
        asked(maren, maren.email.upper())
    with pytest.raises(OwnAddress):
        asked(maren, reason=WHY)
    page = inside(maren).post("/account/address/", {"email": maren.email})
    assert page.status_code == 422


@pytest.mark.parametrize("path", ["/account/address/", "/people/{staff}/address/"])
def test_it_is_asked_first_who_it_is(cast, frozen, path):
    user = cast.district_administrator
    client = inside(user)
    door.enrol_app(user)
    frozen.shift(301)
    answer = client.get(path.format(staff=cast.staff.pk))
    assert answer["Location"].startswith("/sign-in/again/code/?next=")


def test_the_address_before_opens_nothing_any_more(cast, maren, mailoutbox):
    old = maren.email
    asked(maren)
    send(NOW)
    confirm_page(inside(maren), link(mailoutbox))
    mailoutbox.clear()
    Client().post("/password/reset/", {"email": old})
    send(NOW)
    assert "/password/reset/" not in mailoutbox[0].body
    client = Client()
    client.post("/sign-in/", {"login": old, "password": door.PASSWORD})
    assert client.get("/account/").status_code == 302
