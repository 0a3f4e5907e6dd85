"""An account closed: everything ends at once, and nothing of it can be told from outside."""

import pytest
from django.core import mail
from django.test import Client

from accounts.access import AccessDenied
from accounts.actions import memberships, people
from accounts.actions.invitations import invite
from accounts.errors import AccountClosed, AccountOpen, HeldElsewhere, OwnAccount
from accounts.models import User
from accounts.roles import Role
from ledger.models import Event
from tests.accounts import door
from tests.accounts.people import everything, inside, path_of, send
from tests.accounts.test_enumeration import shown
from tests.cast import NOW, person
from tests.checking import confirm_page
from tests.factories.accounts import MembershipFactory

pytestmark = pytest.mark.usefixtures("frozen")


def close(cast, who, by=None):
    return people.close(by=by or cast.district_administrator, at=NOW, person=who)


def refused(error, act, **given):
    before = everything()
    with pytest.raises(error):
        act(at=NOW, **given)
    assert everything() == before


def test_closing_ends_sessions_and_every_roles_access_at_once_and_the_person_is_told(cast):
    phone = inside(cast.principal)
    run = inside(cast.district_administrator)
    assert f"/people/{cast.principal.pk}/close/" in run.get(f"/people/{cast.principal.pk}/").content.decode()
    assert "Close the account of Maren Okafor?" in run.get(f"/people/{cast.principal.pk}/close/").content.decode()
    assert phone.get("/referrals/").status_code == 200
    answer = confirm_page(run, f"/people/{cast.principal.pk}/close/", follow=True)
    assert "signed out everywhere" in answer.content.decode()
    assert phone.get("/referrals/").status_code == 302
    closed = User.objects.get(pk=cast.principal.pk)
    assert (closed.is_active, closed.active_memberships()) == (False, ())
    event = Event.objects.get(action="accounts.account.closed")
    assert (event.organization_id, event.object_id) == (str(cast.district.pk), str(closed.pk))
    assert event.details == {"person": str(closed.pk), "sessions": 1}
    send(NOW)
    assert [message.to for message in mail.outbox] == [[closed.email]]
    assert mail.outbox[0].subject == "Your account was closed"


def test_no_other_mail_goes_to_a_closed_account(cast):
    memberships.set_end(
        by=cast.district_administrator,
        at=NOW,
        membership=cast.staff.memberships.get(),
        ends_on=NOW.date().replace(day=30),
    )
    close(cast, cast.staff)
    send(NOW)
    assert [message.subject for message in mail.outbox] == ["Your account was closed"]


def test_opening_it_again_brings_back_the_roles_that_have_not_ended(cast):
    close(cast, cast.designee)
    run = inside(cast.district_administrator)
    page = run.get(f"/people/{cast.designee.pk}/").content.decode()
    assert f"/people/{cast.designee.pk}/open/" in page
    assert f"/people/{cast.designee.pk}/sign-out/" not in page
    assert "account closed" in run.get("/people/").content.decode()
    answer = confirm_page(run, f"/people/{cast.designee.pk}/open/", follow=True)
    assert "Open again." in answer.content.decode()
    opened = User.objects.get(pk=cast.designee.pk)
    assert [held.role for held in opened.active_memberships()] == [Role.DESIGNEE]
    send(NOW)
    assert [message.subject for message in mail.outbox] == ["Your account is open again"]
    assert Event.objects.filter(action="accounts.account.opened").count() == 1


def test_an_account_is_closed_once_and_opened_once(cast):
    given = {"by": cast.district_administrator, "person": cast.staff}
    refused(AccountOpen, people.reopen, **given)
    close(cast, cast.staff)
    refused(AccountClosed, people.close, **given)


@pytest.mark.parametrize(
    "by",
    [
        "principal",
        "records_custodian",
        "agency_administrator",
        "portal_administrator",
        "stranger_district_administrator",
    ],
)
def test_nobody_else_closes_it_and_finds_no_page(cast, by):
    who = getattr(cast, by)
    refused(AccessDenied, people.close, by=who, person=cast.staff)
    for verb in ("close", "open"):
        assert inside(who).post(f"/people/{cast.staff.pk}/{verb}/").status_code == 404
    assert User.objects.get(pk=cast.staff.pk).is_active


def test_nobody_closes_their_own_account_so_somebody_always_stays(cast):
    refused(OwnAccount, people.close, by=cast.district_administrator, person=cast.district_administrator)
    refused(OwnAccount, people.close, by=cast.portal_administrator, person=cast.portal_administrator)
    page = inside(cast.district_administrator).get(f"/people/{cast.district_administrator.pk}/").content.decode()
    assert "Close this account" not in page


def test_of_two_who_close_each_other_the_second_finds_their_own_account_closed(cast):
    other = person("Petra Second", Role.DISTRICT_ADMINISTRATOR, cast.district)
    close(cast, other)
    refused(AccessDenied, people.close, by=User.objects.get(pk=other.pk), person=cast.district_administrator)
    stale = other  # as a request read it a moment before
    stale.is_active = True
    refused(AccessDenied, people.close, by=stale, person=cast.district_administrator)


def test_who_has_a_role_on_another_side_loses_the_role_and_not_the_account(cast):
    MembershipFactory(user=cast.staff, organization=cast.agency, role=Role.SRO)
    refused(HeldElsewhere, people.close, by=cast.district_administrator, person=cast.staff)
    refused(HeldElsewhere, people.close, by=cast.agency_administrator, person=cast.staff)
    page = inside(cast.district_administrator).get(f"/people/{cast.staff.pk}/").content.decode()
    assert "Close this account" not in page
    answer = confirm_page(inside(cast.district_administrator), f"/people/{cast.staff.pk}/close/", follow=True)
    assert "has a role elsewhere" in answer.content.decode()


def test_who_has_no_role_left_is_closed_by_the_side_they_left(cast):
    memberships.end(by=cast.district_administrator, at=NOW, membership=cast.staff.memberships.get())
    refused(AccessDenied, people.close, by=cast.agency_administrator, person=cast.staff)
    close(cast, cast.staff)
    assert not User.objects.get(pk=cast.staff.pk).is_active


def test_portal_administrators_close_and_open_each_other(cast):
    other = person("Olive Portal", Role.PORTAL_ADMINISTRATOR, None)
    refused(AccessDenied, people.close, by=cast.district_administrator, person=other)
    run = inside(cast.portal_administrator)
    assert f"/people/{other.pk}/close/" in run.get("/organizations/").content.decode()
    assert confirm_page(run, f"/people/{other.pk}/close/")["Location"] == "/organizations/"
    assert not User.objects.get(pk=other.pk).is_active
    assert f"/people/{other.pk}/open/" in run.get("/organizations/").content.decode()
    confirm_page(run, f"/people/{other.pk}/open/")
    assert User.objects.get(pk=other.pk).is_active


def test_the_right_password_of_a_closed_account_is_answered_as_a_wrong_one(cast):
    user = door.person(email="known@example.org")
    User.objects.filter(pk=user.pk).update(is_active=False)
    pages = [
        shown(Client(REMOTE_ADDR=f"192.0.2.{number}").post("/sign-in/", {"login": user.email, "password": password}))
        for number, password in enumerate((door.PASSWORD, "not the password"))
    ]
    assert pages[0] == pages[1]
    assert pages[0][0] == 200
    refusals = Event.objects.filter(action="accounts.session.refused").order_by("seq")
    assert [event.details["why"] for event in refusals] == ["closed_account", "closed_account"]
    for _try in range(5):
        Client().post("/sign-in/", {"login": user.email, "password": door.PASSWORD})
    page = Client().post("/sign-in/", {"login": user.email, "password": door.PASSWORD}).content.decode()
    assert "Too many" in page, "the right password counts as a failure like any other"


def test_an_open_account_still_comes_in_by_its_password(cast):
    user = door.person(email="known@example.org")
    assert door.login(Client(), user).status_code == 302


def test_an_invitation_of_a_closed_account_no_longer_works(cast):
    sent = invite(
        by=cast.agency_administrator, at=NOW, organization=cast.agency, role=Role.SRO, email="new@example.org"
    )
    assert Client().get(path_of(sent)).status_code == 200
    second = person("Greta Second", Role.AGENCY_ADMINISTRATOR, cast.agency)
    close(cast, cast.agency_administrator, by=second)
    assert Client().get(path_of(sent)).status_code == 404
