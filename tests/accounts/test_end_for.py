"""An administrator signs a person of their own side out everywhere."""

import pytest
from allauth.usersessions.models import UserSession

from accounts.access import AccessDenied
from accounts.actions import memberships, sessions
from accounts.errors import OwnSessions
from ledger.models import Event, Notice
from tests.accounts.people import everything, inside, send
from tests.cast import NOW
from tests.checking import confirm_page

pytestmark = pytest.mark.usefixtures("frozen")


def address(person):
    return f"/people/{person.pk}/sign-out/"


def is_in(client):
    return client.get("/account/").status_code == 200


def test_an_administrator_ends_every_session_of_a_person_of_their_side(cast, mailoutbox):
    phone, desk, colleague = inside(cast.principal), inside(cast.principal), inside(cast.staff)
    run = inside(cast.district_administrator)
    page = run.get(f"/people/{cast.principal.pk}/").content.decode()
    assert address(cast.principal) in page
    assert "Maren Okafor out everywhere?" in run.get(address(cast.principal)).content.decode()
    assert is_in(phone)
    answer = confirm_page(run, address(cast.principal), follow=True)
    assert "2 sessions have ended" in answer.content.decode()
    assert (is_in(phone), is_in(desk), is_in(colleague)) == (False, False, True)
    event = Event.objects.get(action="accounts.session.ended_by_administrator")
    assert (event.actor_id, event.object_id) == (str(cast.district_administrator.pk), str(cast.principal.pk))
    assert (event.organization_id, event.details) == (str(cast.district.pk), {"sessions": 2})
    assert Notice.objects.get(kind="accounts.sign_in_changed").to == str(cast.principal.pk)
    send(NOW)
    assert mailoutbox[0].subject == "You were signed out everywhere"
    assert "If this was you" not in mailoutbox[0].body


@pytest.mark.parametrize(
    "by", ["agency_administrator", "stranger_district_administrator", "records_custodian", "staff"]
)
def test_nobody_else_ends_it_and_nothing_changes(cast, by):
    phone, before = inside(cast.principal), everything()
    with pytest.raises(AccessDenied):
        sessions.end_for(by=getattr(cast, by), at=NOW, person=cast.principal)
    other = inside(getattr(cast, by))
    assert other.get(address(cast.principal)).status_code == 404
    assert other.post(address(cast.principal)).status_code == 404
    assert everything() == before
    assert is_in(phone)


def test_one_ends_ones_own_on_ones_own_page(cast):
    run = inside(cast.district_administrator)
    before = everything()
    with pytest.raises(OwnSessions):
        sessions.end_for(by=cast.district_administrator, at=NOW, person=cast.district_administrator)
    assert run.post(address(cast.district_administrator))["Location"] == "/account/sessions/"
    assert everything() == before
    assert UserSession.objects.filter(user=cast.district_administrator).exists()


def test_who_has_left_the_side_is_out_of_its_reach(cast):
    memberships.end(by=cast.district_administrator, at=NOW, membership=cast.principal.memberships.get())
    with pytest.raises(AccessDenied):
        sessions.end_for(by=cast.district_administrator, at=NOW, person=cast.principal)
    assert inside(cast.district_administrator).get(address(cast.principal)).status_code == 404
