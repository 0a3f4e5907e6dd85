"""An empty installation: one link, printed on the console, for the first portal administrator."""

from datetime import timedelta

import pytest
from django.test import Client

from accounts.actions.setup import first_link
from accounts.models import Invitation, Membership, User
from accounts.roles import Role
from ledger.models import Event
from tests.accounts.people import PASSWORD
from tests.cast import NOW

pytestmark = [pytest.mark.usefixtures("frozen"), pytest.mark.django_db]

ANSWERS = {"name": "Pat Portal", "email": "pat@example.org", "password": PASSWORD, "password_again": PASSWORD}


def test_the_link_makes_the_first_portal_administrator_once():
    path = first_link(at=NOW)
    page = Client().get(path)
    assert b"Set up the first portal administrator." in page.content
    assert Client().post(path, {**ANSWERS, "email": ""}).status_code == 422
    assert not User.objects.exists()
    assert Client().post(path, ANSWERS).status_code == 302
    membership = Membership.objects.get()
    assert (membership.role, membership.organization, membership.source) == ("portal_administrator", None, "setup")
    assert membership.user.email == "pat@example.org"
    assert Client().get(path).status_code == 404
    assert Client().post(path, {**ANSWERS, "email": "second@example.org"}).status_code == 404
    assert first_link(at=NOW) is None
    assert User.objects.count() == 1


def test_the_link_is_given_again_while_it_works_and_lies_nowhere():
    path = first_link(at=NOW)
    assert first_link(at=NOW + timedelta(hours=23)) == path
    token = path.split("/")[2]
    assert Invitation.objects.count() == Event.objects.count() == 1
    assert token not in str(list(Invitation.objects.values())) + str(list(Event.objects.values()))


def test_the_link_is_gone_after_a_day_and_another_one_kills_it(frozen):
    old = first_link(at=NOW)
    frozen.shift(24 * 3600)
    assert Client().get(old).status_code == 404
    new = first_link(at=NOW + timedelta(hours=24))
    assert new != old
    assert Client().get(new).status_code == 200
    assert Client().get(old).status_code == 404


def test_there_is_no_link_where_there_is_a_portal_administrator(cast):
    assert cast.portal_administrator.memberships.get().role == Role.PORTAL_ADMINISTRATOR
    assert first_link(at=NOW) is None
    assert not Invitation.objects.exists()


def test_a_signed_in_person_takes_no_first_link(cast):
    cast.portal_administrator.memberships.update(ends_on=NOW.date())
    path = first_link(at=NOW)
    client = Client()
    client.force_login(cast.staff, backend="accounts.backends.PortalBackend")
    assert client.post(path, ANSWERS).status_code == 403
    assert not Membership.objects.filter(role=Role.PORTAL_ADMINISTRATOR, ends_on=None).exists()
