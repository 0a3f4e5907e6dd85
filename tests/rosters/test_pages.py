"""A district's administrator sends a roster, looks, confirms, and sees how far it is."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from common.uploads import InMemory
from config.due import carry_out_rosters, run_due
from ledger.models import Event, Notice
from rosters.actions import imports
from rosters.actions.holding import LEASE
from rosters.errors import RosterMoved
from rosters.models import RosterImport, WaitingStaff
from rosters.states import RosterState
from tests.accounts.people import inside
from tests.cast import NOW, person
from tests.checking import confirm_page
from tests.rosters.bundles import STAFF, bundle, counts, roster_roles, take, user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

LIST = "/rosters/"


def post(client, content=None, name="roster.zip"):
    return client.post(LIST, {"file": SimpleUploadedFile(name, bundle() if content is None else content)})


def sent(cast, content=None):
    """A client, and the address of the preview."""
    client = inside(cast.district_administrator)
    path = post(client, content)["Location"]
    carry_out_rosters(NOW)
    return client, path


def waiting():
    return RosterImport.objects.get(state=RosterState.PREVIEWED)


def test_the_page_shows_the_changes_and_then_applies_all_of_them(cast):
    client, path = sent(cast)
    page = client.get(path).content.decode()
    assert "This is what the roster would change." in page
    assert "Given Family-t1" in page
    assert "begins at Aldmoor High" in page
    assert "10 new" in page
    schools = client.get(f"{path}?kind=schools").content.decode()
    assert "Taken to be the school of this name that is here already" in schools
    assert not roster_roles()
    assert "Apply this roster to Aldmoor Schools?" in client.get(f"{path}apply/").content.decode()
    assert confirm_page(client, f"{path}apply/")["Location"] == path
    page = client.get(path).content.decode()
    assert "<progress" in page
    assert 'hx-trigger="every 2s"' in page
    assert "Look again" in page
    assert not roster_roles(), "it is carried out by whoever runs due work"
    run_due(NOW)
    assert len(roster_roles()) == 10
    assert client.get(path, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    page = client.get(path).content.decode()
    assert "The roster is applied." in page
    assert "<progress" not in page
    told = Notice.objects.get(kind="accounts.roster_done")
    assert (told.to, told.facts["change"]) == (str(cast.district_administrator.pk), "applied")
    assert WaitingStaff.objects.count() == 0


def test_the_same_file_again_says_that_everything_is_here(cast):
    take(cast)
    client, path = sent(cast)
    assert "Everything in the roster is here already." in client.get(path).content.decode()


def test_problems_are_listed_exported_and_left_out_only_by_their_number(cast):
    client, path = sent(cast, bundle(staff=[*STAFF, user("=cmd", "s9"), user("x8", email="")]))
    page = client.get(path).content.decode()
    assert "2 lines of this roster cannot be used." in page
    assert "users.csv, line 12" in page
    assert "id x8" in page
    export = b"".join(client.get(f"{path}problems.csv").streaming_content).decode("utf-8-sig")
    assert export.splitlines()[1].startswith('"users.csv","12","\'=cmd","The organization')
    assert "2 that cannot be used" in client.get(f"{path}apply/").content.decode()
    for typed in ("", "1", "3", "x"):
        assert confirm_page(client, f"{path}apply/", {"set_aside": typed}).status_code == 422
    assert waiting().state == RosterState.PREVIEWED
    assert confirm_page(client, f"{path}apply/", {"set_aside": "2"}).status_code == 302
    assert carry_out_rosters(NOW) == 1
    assert len(roster_roles()) == 10
    assert "2 lines were left out, as was confirmed." in client.get(path).content.decode()
    confirmed = Event.objects.get(action="accounts.roster.confirmed")
    assert confirmed.details["set_aside"] == 2


def test_a_bundle_that_cannot_be_read_is_said_beside_the_field(cast):
    client = inside(cast.district_administrator)
    answer = post(client, b"sourcedId,status")
    assert answer.status_code == 422
    assert "This is not a zip archive." in answer.content.decode()
    assert client.post(LIST, {}).status_code == 422
    assert not RosterImport.objects.exists()


def test_many_endings_ask_for_the_number(cast):
    take(cast)
    client, path = sent(cast, bundle(staff=STAFF[:6]))
    assert "4 of the 10 staff members" in client.get(path).content.decode()
    for typed in ("", "3", "x"):
        assert confirm_page(client, f"{path}apply/", {"endings": typed}).status_code == 422
    assert confirm_page(client, f"{path}apply/", {"endings": "4"}).status_code == 302
    assert carry_out_rosters(NOW) == 1
    assert len(roster_roles()) == 6


def test_a_world_that_changed_is_shown_anew_instead_of_being_overwritten(cast):
    client, path = sent(cast)
    confirm_page(client, f"{path}apply/")
    person("Somebody Else", Role.STAFF, cast.school)
    User.objects.filter(name="Somebody Else").update(email="t1@aldmoor.example")
    assert carry_out_rosters(NOW) == 1
    assert not roster_roles()
    page = client.get(path).content.decode()
    assert "nothing of it was applied" in page
    assert "Has an account already" in page
    confirm_page(client, f"{path}apply/")
    carry_out_rosters(NOW)
    assert len(roster_roles()) == 9, "who has the role by hand gets no second one"


def test_it_is_carried_out_once_and_again_only_when_its_worker_is_given_up(cast):
    client, path = sent(cast)
    confirm_page(client, f"{path}apply/")
    RosterImport.objects.update(state=RosterState.APPLYING, claimed_at=NOW)
    assert carry_out_rosters(NOW + timedelta(minutes=1)) == 0
    assert carry_out_rosters(NOW + LEASE) == 1
    assert carry_out_rosters(NOW + LEASE) == 0
    assert len(roster_roles()) == 10


def test_discarding_keeps_nothing_and_a_confirmed_one_can_still_be_discarded(cast):
    client, path = sent(cast)
    confirm_page(client, f"{path}apply/")
    assert confirm_page(client, f"{path}discard/")["Location"] == LIST
    assert carry_out_rosters(NOW) == 0
    assert WaitingStaff.objects.count() == 0
    assert "discarded" in client.get(path).content.decode()


def test_a_newer_roster_replaces_the_one_that_waits(cast):
    client, _path = sent(cast)
    post(client)
    carry_out_rosters(NOW)
    assert RosterImport.objects.filter(state=RosterState.DISCARDED).count() == 1
    assert WaitingStaff.objects.count() == 10
    with pytest.raises(RosterMoved):
        imports.discard(
            by=cast.district_administrator,
            at=NOW,
            roster_import=RosterImport.objects.order_by("created_at", "state").get(state=RosterState.DISCARDED),
        )


def test_what_nobody_decides_on_for_a_week_is_removed(cast):
    sent(cast)
    assert imports.sweep(at=NOW + timedelta(days=7)) == 0
    assert imports.sweep(at=NOW + timedelta(days=7, seconds=1)) == 1
    assert WaitingStaff.objects.count() == 0
    assert Event.objects.filter(action="accounts.roster.discarded").get().details["why"] == "too_old"


def test_nobody_else_sees_or_sends_a_roster(cast):
    _client, path = sent(cast)
    for who in ("principal", "records_custodian", "staff", "agency_administrator", "portal_administrator", "sro"):
        client = inside(getattr(cast, who))
        assert client.get(LIST).status_code == 404, who
        assert post(client).status_code == 404, who
        assert client.get(path).status_code == 404, who
    stranger = inside(cast.stranger_district_administrator)
    for address in (path, f"{path}apply/", f"{path}discard/", f"{path}problems.csv"):
        assert stranger.get(address).status_code == 404
    assert "Aldmoor" not in stranger.get(LIST).content.decode()


def test_a_file_is_never_sent_without_our_token(cast):
    client = Client(enforce_csrf_checks=True)
    client.cookies = inside(cast.district_administrator).cookies
    assert post(client).status_code == 403
    assert not RosterImport.objects.exists()


def test_an_upload_stays_in_memory_and_of_a_larger_one_only_the_size_is_kept():
    handler = InMemory(limit=10)
    handler.new_file("file", "a.zip", "application/zip", None)
    handler.receive_data_chunk(b"12345678", 0)
    assert handler.file_complete(8).read() == b"12345678"
    handler.new_file("file", "b.zip", "application/zip", None)
    handler.receive_data_chunk(b"12345678", 0)
    kept = handler.file_complete(8)
    assert (kept.read(), kept.size) == (b"", 8)


def test_the_bundle_of_a_page_is_read_from_memory(cast, monkeypatch):
    seen = []
    receive = imports.receive
    monkeypatch.setattr(
        "rosters.actions.imports.receive", lambda **given: seen.append(given["file"]) or receive(**given)
    )
    sent(cast)
    assert isinstance(seen[0], io.BytesIO)


def test_the_list_teaches_before_the_first_roster_and_is_linked_from_people(cast):
    client = inside(cast.district_administrator)
    assert "No roster was sent yet." in client.get(LIST).content.decode()
    assert reverse("roster-list") in client.get("/people/").content.decode()
    assert "nobody waits" not in client.get(LIST).content.decode().lower()


def test_a_delta_from_the_page_counts_as_the_console_counts(cast):
    take(cast)
    client, path = sent(cast, bundle(staff=[user("t1", status="tobedeleted")], schools=[], mode="delta"))
    assert waiting().counts["staff"] == counts(ended=1)
    confirm_page(client, f"{path}apply/")
    carry_out_rosters(NOW)
    assert len(roster_roles()) == 9
