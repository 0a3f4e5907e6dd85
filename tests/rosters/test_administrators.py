"""Who of a roster is principal: people say so, school by school, and no roster takes it back."""

import pytest

from accounts.models import Invitation, Membership, User
from accounts.roles import Role
from ledger.models import Event, Notice
from rosters.models import RosterPlace
from tests.accounts.people import inside
from tests.cast import NOW
from tests.checking import confirm_page
from tests.rosters.bundles import STAFF, bundle, came, take, user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


MARKED = [*STAFF, user("a1", "s1,s2", role="administrator", name="Ada Head")]


def test_whom_the_roster_marks_administrator_waits_for_a_word_at_each_school(cast):
    take(cast, bundle(staff=MARKED))
    client = inside(cast.district_administrator)
    page = client.get("/rosters/administrators/").content.decode()
    assert page.count("Ada Head") == 2
    assert not Membership.objects.filter(user=came("a1"), role=Role.PRINCIPAL).exists()
    take(cast, bundle(staff=MARKED))
    assert not Membership.objects.filter(user=came("a1"), role=Role.PRINCIPAL).exists(), "nor by repeating it"


def test_a_confirmed_principal_without_a_login_is_invited(cast):
    take(cast, bundle(staff=MARKED))
    place = RosterPlace.objects.get(person__roster_id="a1", organization=cast.school)
    client = inside(cast.district_administrator)
    confirm_page(client, f"/rosters/administrators/{place.pk}/", {"answer": "principal"})
    asked = Invitation.objects.get(email="a1@aldmoor.example")
    assert (asked.role, asked.organization, asked.invited_by) == (
        Role.PRINCIPAL,
        cast.school,
        cast.district_administrator,
    )
    client.get("/rosters/administrators/")  # the sentence that it is done
    assert client.get("/rosters/administrators/").content.decode().count("Ada Head") == 1


def test_a_confirmed_principal_who_has_joined_has_the_role_at_once_and_no_roster_ends_it(cast):
    take(cast, bundle(staff=MARKED))
    User.objects.filter(pk=came("a1").pk).update(joined_at=NOW)
    place = RosterPlace.objects.get(person__roster_id="a1", organization=cast.school)
    confirm_page(inside(cast.district_administrator), f"/rosters/administrators/{place.pk}/", {"answer": "principal"})
    event = Event.objects.get(action="accounts.membership.confirmed")
    assert event.actor_id == str(cast.district_administrator.pk)
    assert Notice.objects.filter(kind="accounts.role_given", to=str(came("a1").pk)).exists()
    take(cast)
    held = came("a1").memberships.filter(ends_on=None)
    assert [(one.role, one.source) for one in held] == [(Role.PRINCIPAL, "confirmed")]


def test_who_stays_a_staff_member_is_not_asked_about_again(cast):
    take(cast, bundle(staff=MARKED))
    client = inside(cast.district_administrator)
    for place in RosterPlace.objects.filter(person__roster_id="a1"):
        confirm_page(client, f"/rosters/administrators/{place.pk}/", {"answer": "staff"})
    take(cast, bundle(staff=MARKED))
    client.get("/rosters/administrators/")  # the sentence that it is done
    assert "Ada Head" not in client.get("/rosters/administrators/").content.decode()
    assert inside(cast.principal).get("/rosters/administrators/").status_code == 404
