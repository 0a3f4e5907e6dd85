"""The activity page: what one's own side did, never the other's; and reading it is recorded."""

import re
from datetime import date
from urllib.parse import unquote

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.actions import refusals
from accounts.activity import events_seen
from accounts.models import User
from accounts.roles import Role
from common.paging import cursor
from ledger.actions.events import record
from ledger.models import Event
from ledger.names import event_labels, label_of
from tests.accounts.people import NASTY, actions, inside, search
from tests.cast import NOW, person
from tests.factories.accounts import MembershipFactory

pytestmark = pytest.mark.usefixtures("frozen")


def did(user, organization, action="accounts.password.set", **data):
    with transaction.atomic():
        return record(action=action, at=NOW, by=user, on=("x", "1"), organization=organization.side_id, data=data)


def test_each_side_reads_what_its_own_people_did(cast):
    did(cast.principal, cast.school)
    did(cast.supervisor, cast.agency, "incidents.review.decided")
    did(cast.stranger_principal, cast.other_school)
    district = inside(cast.district_administrator).get("/activity/").content.decode()
    assert "Maren Okafor" in district
    assert "Rudy Castellan" not in district
    assert "Leonie Far" not in district
    agency = inside(cast.second_supervisor).get("/activity/").content.decode()
    assert "Rudy Castellan" in agency
    assert "Decided a referral" in agency
    assert "Maren Okafor" not in agency


def test_a_principal_reads_what_the_people_of_the_school_did(cast):
    did(cast.staff, cast.school)
    did(cast.district_administrator, cast.district)
    page = inside(cast.principal).get("/activity/").content.decode()
    assert "Wanda Birch" in page
    assert "Petra Salgado" not in page


def test_who_worked_at_a_school_is_not_followed_to_the_next(cast):
    mover = person("Mona Mover", Role.PRINCIPAL, cast.second_school)
    MembershipFactory(user=mover, organization=cast.school, starts_on=date(2025, 7, 1), ends_on=date(2026, 7, 1))
    did(mover, cast.second_school, "incidents.referral.submitted", number="26-0042")
    assert not events_seen(cast.principal).exists()
    assert events_seen(cast.district_administrator).exists()


def test_who_works_at_two_schools_is_read_of_at_each(cast):
    MembershipFactory(user=cast.designee, organization=cast.second_school, role=Role.DESIGNEE)
    here, there = str(cast.school.pk), str(cast.second_school.pk)
    did(cast.designee, cast.school, "incidents.referral.submitted", number="26-0001", school=here)
    did(cast.designee, cast.second_school, "incidents.referral.submitted", number="26-0002", school=there)
    did(cast.designee, cast.school, "accounts.password.set")
    seen = [event.details.get("number", "") for event in events_seen(cast.principal).order_by("seq")]
    assert seen == ["26-0001", ""]


def test_the_morning_of_the_last_day_is_still_the_schools(cast):
    did(cast.staff, cast.school)
    cast.staff.memberships.update(ends_on=NOW.date())
    assert events_seen(cast.principal).count() == 1


@pytest.mark.parametrize("who", ["staff", "designee", "sro", "agency_administrator", "portal_administrator"])
def test_it_does_not_exist_for_who_may_not_read_it(cast, who):
    assert inside(getattr(cast, who)).get("/activity/").status_code == 404


def test_reading_it_is_recorded_each_time(cast):
    client = inside(cast.records_custodian)
    client.get("/activity/")
    client.get(search(client, "/activity/", "okafor", action="accounts.password.set"))
    assert actions() == ["accounts.activity.read"] * 2
    last = Event.objects.order_by("seq").last()
    assert last.details == {"action": "accounts.password.set", "people": 1}
    assert (last.actor_id, last.organization_id) == (str(cast.records_custodian.pk), str(cast.district.pk))


def test_it_filters_by_person_and_by_action(cast):
    did(cast.principal, cast.school)
    did(cast.staff, cast.school, "accounts.session.began")
    client = inside(cast.district_administrator)
    rows = client.get(search(client, "/activity/", "maren")).context["rows"]
    assert [(row.who, row.what) for row in rows] == [("Maren Okafor", "Set a new password")]
    rows = client.get("/activity/?action=accounts.session.began").context["rows"]
    assert [row.who for row in rows] == ["Wanda Birch"]
    assert client.get(search(client, "/activity/", "leonie")).context["rows"] == []
    assert client.get("/activity/?action=nonsense").status_code == 200


def test_pages_go_on_by_key(cast):
    for _number in range(40):
        did(cast.principal, cast.school)
    client, seen, url = inside(cast.district_administrator), 0, "/activity/?action=accounts.password.set"
    while url:
        answer = client.get(url)
        seen += len(answer.context["rows"])
        url = "/activity/" + answer.context["older_url"] if answer.context["older_url"] else ""
    assert seen == 40


def test_an_event_without_an_organization_belongs_to_no_side(cast):
    with transaction.atomic():
        record(action="accounts.session.refused", at=NOW, by=None, on=("accounts.user", "1"))
    assert not events_seen(cast.district_administrator).exists()
    assert not events_seen(cast.principal).exists()


def test_an_action_without_words_is_shown_by_its_name():
    assert label_of("training.joint_session.held") == "Joint session held"
    assert all(str(words) for words in event_labels().values())


@pytest.mark.parametrize("text", NASTY[::60])
def test_nasty_filters_find_nothing_and_break_nothing(cast, text):
    answer = inside(cast.district_administrator).get("/activity/", {"name": text, "action": text, "after": text})
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content


def test_a_refusal_is_read_on_the_side_of_who_was_refused(cast):
    assert inside(cast.staff).get("/people/").status_code == 404
    refusals.note(by=cast.principal, at=NOW, page="review-list")
    refusals.note(by=cast.sro, at=NOW, page="person-list")
    found = events_seen(cast.district_administrator, action="accounts.access.denied")
    assert [event.actor_id for event in found] == [str(cast.principal.pk)]
    page = inside(cast.second_supervisor).get("/activity/?action=accounts.access.denied").content.decode()
    assert "Iris Lindqvist" in page
    assert "Maren Okafor" not in page


@pytest.mark.parametrize("closed", [False, True])
def test_a_sign_in_that_failed_is_read_on_the_side_of_the_account_it_was_aimed_at(cast, closed):
    User.objects.filter(pk=cast.staff.pk).update(is_active=not closed)
    Client().post("/sign-in/", {"login": cast.staff.email, "password": "not this one"})
    Client().post("/sign-in/", {"login": "nobody@example.org", "password": "not this one"})
    (event,) = events_seen(cast.district_administrator, action="accounts.session.refused")
    assert (event.actor_id, event.object_id, event.ip) == ("", str(cast.staff.pk), "127.0.0.1")
    page = inside(cast.district_administrator).get("/activity/?action=accounts.session.refused").content.decode()
    assert "Wanda Birch" in page
    assert not events_seen(cast.supervisor, action="accounts.session.refused").exists()


def test_a_failed_sign_in_costs_the_same_statements_with_an_account_and_without(cast):
    costs = []
    for address in (cast.staff.email, "nobody@example.org"):
        with CaptureQueriesContext(connection) as counted:
            Client().post("/sign-in/", {"login": address, "password": "not this one"})
        costs.append(len([one for one in counted if "membership" in one["sql"]]))
    assert costs[0] == costs[1] == 1


def test_a_paging_mark_does_not_tell_how_many_events_the_other_side_has(cast):
    for _each in range(30):
        did(cast.supervisor, cast.agency)
        did(cast.principal, cast.school)
    client = inside(cast.second_supervisor)
    first = client.get("/activity/").content.decode()
    mark = unquote(re.search(r"\?after=([^\"&]+)", first)[1])
    assert not re.fullmatch(r"[\w-]+", mark)  # plain base64 is read by anybody
    older = client.get("/activity/", {"after": mark}).content.decode()
    assert older.count("Rudy Castellan") == 5  # of the other thirty, twenty-five are on the first page
    assert client.get("/activity/", {"after": cursor(Event.objects.first(), ("-seq",))}).status_code == 200


def test_a_principal_is_not_shown_that_a_colleague_handed_something_on(cast):
    did(cast.designee, cast.school, "incidents.referral.handed_on")
    did(cast.principal, cast.school, "incidents.referral.handed_on")
    mine = events_seen(cast.principal, action="incidents.referral.handed_on")
    assert [event.actor_id for event in mine] == [str(cast.principal.pk)]
    assert events_seen(cast.district_administrator, action="incidents.referral.handed_on").count() == 2
