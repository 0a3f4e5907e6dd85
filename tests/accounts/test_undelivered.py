"""Mail that reached nobody: who sees whose, and sends it again."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core import mail

from accounts.access import AccessDenied
from accounts.actions import invitations
from accounts.actions.undelivered import send_undelivered
from accounts.models import Invitation
from accounts.roles import Role
from config.due import send_due
from ledger.models import Delivery, Event, Notice, Trouble
from tests.accounts.people import inside
from tests.cast import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


def given_up(to, *, ago=timedelta(hours=1), trouble=Trouble.ADDRESS, kind="accounts.role_given"):
    at = NOW - ago
    message = Delivery.objects.create(
        to=str(to),
        message_id=f"<{uuid4()}@x>",
        created_at=at,
        try_after=at,
        failed_at=at,
        trouble=trouble,
        last_error="SMTPRecipientsRefused 550",
        attempts=3,
        doubts=2,
    )
    facts = {"role": "staff", "path": "/"}
    Notice.objects.create(kind=kind, to=str(to), at=at, due=at, key=str(uuid4()), delivery=message, facts=facts)
    return message


def invited(cast):
    """One who was invited to the school; the notice of it is out of the way."""
    invitation = invitations.invite(
        by=cast.district_administrator,
        at=NOW - timedelta(hours=2),
        organization=cast.school,
        role=Role.STAFF,
        email="nia@example.org",
        name="Nia Invited",
    )
    Notice.objects.all().delete()
    return invitation


def page(user):
    return inside(user).get("/undelivered/").content.decode()


def test_a_district_sees_that_its_own_principal_was_not_reached_and_nobody_elses(cast):
    given_up(cast.principal.pk)
    given_up(cast.sro.pk)
    shown = page(cast.district_administrator)
    assert cast.principal.name in shown
    assert "There is no mailbox at the address" in shown
    assert cast.sro.name not in shown
    assert shown.count("link-button") == 1
    assert (
        f"Mail to {cast.principal.name} could not be delivered"
        in inside(cast.district_administrator).get("/").content.decode()
    )
    assert cast.sro.name in page(cast.agency_administrator)
    for stranger in (cast.principal, cast.sro, cast.records_custodian, cast.supervisor):
        assert inside(stranger).get("/undelivered/").status_code == 404
        assert inside(stranger).post("/undelivered/").status_code == 404


def test_an_invited_person_is_named_to_who_invites_there(cast):
    invitation = invited(cast)
    given_up(f"invitation:{invitation.pk}")
    given_up(f"closed:{cast.staff.pk}")
    shown = page(cast.district_administrator)
    assert "Nia Invited" in shown
    assert cast.staff.name in shown
    assert "Nia Invited" not in page(cast.agency_administrator)


def test_a_portal_administrator_sees_all_of_it_and_no_name(cast):
    given_up(cast.principal.pk)
    given_up(cast.sro.pk, trouble=Trouble.UNANSWERED)
    shown = page(cast.portal_administrator)
    assert shown.count("Somebody with an account here") == 2
    assert cast.principal.name not in shown
    assert cast.sro.name not in shown
    assert "/undelivered/" in inside(cast.portal_administrator).get("/").content.decode()


def test_one_is_sent_again_and_arrives(cast):
    wanted, other = given_up(cast.principal.pk), given_up(cast.staff.pk)
    answer = inside(cast.district_administrator).post("/undelivered/", {"one": str(wanted.pk)}, follow=True)
    assert "1 message goes out again now." in answer.content.decode()
    assert send_due(NOW + timedelta(seconds=1)).sent == 1
    assert [message.to for message in mail.outbox] == [[cast.principal.email]]
    assert mail.outbox[0].extra_headers["Message-ID"] == wanted.message_id
    other.refresh_from_db()
    assert other.failed_at is not None
    event = Event.objects.get(action="ledger.notice.sent_again")
    assert (event.actor_id, event.details["count"]) == (str(cast.district_administrator.pk), 1)


def test_all_are_sent_again_and_no_other_sides(cast):
    ours = [given_up(cast.principal.pk), given_up(cast.staff.pk)]
    theirs = given_up(cast.sro.pk)
    assert send_undelivered(by=cast.district_administrator, at=NOW) == 2
    for message in ours:
        message.refresh_from_db()
        assert (message.failed_at, message.attempts, message.doubts, message.trouble) == (None, 0, 0, "")
    theirs.refresh_from_db()
    assert theirs.failed_at is not None
    assert send_undelivered(by=cast.district_administrator, at=NOW) == 0
    assert send_undelivered(by=cast.portal_administrator, at=NOW) == 1


def test_another_sides_message_named_by_hand_is_not_sent(cast):
    theirs = given_up(cast.sro.pk)
    inside(cast.district_administrator).post("/undelivered/", {"one": str(theirs.pk)})
    inside(cast.district_administrator).post("/undelivered/", {"one": "not a key"})
    theirs.refresh_from_db()
    assert theirs.failed_at is not None
    with pytest.raises(AccessDenied):
        send_undelivered(by=cast.principal, at=NOW)
    assert not Event.objects.filter(action="ledger.notice.sent_again").exists()


def test_what_no_longer_holds_is_not_mailed_again(cast):
    invitation = invited(cast)
    message = given_up(f"invitation:{invitation.pk}", kind="accounts.invitation")
    Notice.objects.filter(delivery=message).update(about_id=str(invitation.pk), facts={"link_round": "x"})
    Invitation.objects.filter(pk=invitation.pk).update(withdrawn_at=NOW)
    assert send_undelivered(by=cast.district_administrator, at=NOW) == 1
    assert send_due(NOW).dropped == 1
    assert mail.outbox == []


def test_the_list_goes_on_by_pages_and_queries_do_not_grow(cast, django_assert_max_num_queries):
    for number in range(40):
        given_up(cast.principal.pk, ago=timedelta(minutes=number))
    client = inside(cast.district_administrator)
    with django_assert_max_num_queries(20):
        answer = client.get("/undelivered/")
    assert "Send all 40 again" in answer.content.decode()
    older = client.get("/undelivered/" + answer.context["older_url"])
    assert len(answer.context["rows"]) + len(older.context["rows"]) == 40
