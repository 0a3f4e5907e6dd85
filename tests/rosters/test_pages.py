"""A district's administrator sends a roster, looks, confirms, and sees how far it is."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.models import Invitation, Membership, User
from accounts.roles import Role
from common.uploads import InMemory
from config.due import carry_out_rosters, run_due
from ledger.models import Event, Notice
from rosters.actions import imports
from rosters.errors import RosterMoved
from rosters.models import RosterImport, RosterPlace, WaitingStaff
from rosters.states import RosterState
from tests.accounts.people import inside
from tests.cast import NOW, person
from tests.rosters.bundles import STAFF, bundle, came, counts, roster_roles, take, user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

LIST = "/rosters/"


def post(client, content=None, name="roster.zip"):
    return client.post(LIST, {"file": SimpleUploadedFile(name, bundle() if content is None else content)})


def sent(cast, content=None):
    """A client, and the address of the preview."""
    client = inside(cast.district_administrator)
    return client, post(client, content)["Location"]


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
    assert client.post(f"{path}apply/")["Location"] == path
    page = client.get(path).content.decode()
    assert "<progress" in page
    assert 'hx-trigger="every 2s"' in page
    assert "Look again" in page
    assert not roster_roles(), "it is carried out by whoever runs due work"
    run_due(NOW)
    assert len(roster_roles()) == 10
    assert client.get(path, headers={"HX-Request": "true"}).headers["HX-Refresh"] == "true"
    page = client.get(path).content.decode()
    assert "The roster is applied, all of it." in page
    assert "<progress" not in page
    told = Notice.objects.get(kind="accounts.roster_done")
    assert (told.to, told.facts["change"]) == (str(cast.district_administrator.pk), "applied")
    assert WaitingStaff.objects.count() == 0


def test_the_same_file_again_says_that_everything_is_here(cast):
    take(cast)
    client, path = sent(cast)
    assert "Everything is here already, as the roster says it." in client.get(path).content.decode()


def test_problems_are_listed_exported_and_keep_it_from_being_applied(cast):
    client, path = sent(cast, bundle(staff=[*STAFF, user("=cmd", "s9")]))
    page = client.get(path).content.decode()
    assert "1 line of this roster cannot be taken." in page
    assert "users.csv, line 12" in page
    assert f"{path}apply/" not in page
    export = b"".join(client.get(f"{path}problems.csv").streaming_content).decode("utf-8-sig")
    assert export.splitlines()[1].startswith('"users.csv","12","The organization')
    assert client.get(f"{path}apply/").status_code == 302
    client.post(f"{path}apply/")
    assert waiting().state == RosterState.PREVIEWED


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
        assert client.post(f"{path}apply/", {"endings": typed}).status_code == 422
    assert client.post(f"{path}apply/", {"endings": "4"}).status_code == 302
    assert carry_out_rosters(NOW) == 1
    assert len(roster_roles()) == 6


def test_a_world_that_changed_is_shown_anew_instead_of_being_overwritten(cast):
    client, path = sent(cast)
    client.post(f"{path}apply/")
    person("Somebody Else", Role.STAFF, cast.school)
    User.objects.filter(name="Somebody Else").update(email="t1@aldmoor.example")
    assert carry_out_rosters(NOW) == 1
    assert not roster_roles()
    page = client.get(path).content.decode()
    assert "nothing of it was applied" in page
    assert "Has an account already" in page
    client.post(f"{path}apply/")
    carry_out_rosters(NOW)
    assert len(roster_roles()) == 9, "who has the role by hand gets no second one"


def test_it_is_carried_out_once_and_again_only_when_its_worker_is_given_up(cast):
    client, path = sent(cast)
    client.post(f"{path}apply/")
    RosterImport.objects.update(state=RosterState.APPLYING, claimed_at=NOW)
    assert carry_out_rosters(NOW + timedelta(minutes=5)) == 0
    assert carry_out_rosters(NOW + imports.LEASE) == 1
    assert carry_out_rosters(NOW + imports.LEASE) == 0
    assert len(roster_roles()) == 10


def test_a_failure_leaves_nothing_half_done_and_says_so(cast, monkeypatch, caplog):
    client, path = sent(cast)
    client.post(f"{path}apply/")

    def broken(**_given):
        raise RuntimeError("broken")

    monkeypatch.setattr(
        "rosters.actions.imports.notices.roster_done", lambda **given: broken() if given["what"] == "applied" else None
    )
    before = User.objects.count()
    carry_out_rosters(NOW)
    assert User.objects.count() == before
    assert "could not be applied. Nothing was changed." in client.get(path).content.decode()
    assert WaitingStaff.objects.count() == 0


def test_discarding_keeps_nothing_and_a_confirmed_one_can_still_be_discarded(cast):
    client, path = sent(cast)
    client.post(f"{path}apply/")
    assert client.post(f"{path}discard/")["Location"] == LIST
    assert carry_out_rosters(NOW) == 0
    assert WaitingStaff.objects.count() == 0
    assert "discarded" in client.get(path).content.decode()


def test_a_newer_roster_replaces_the_one_that_waits(cast):
    client, _path = sent(cast)
    post(client)
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


# Administrators -----------------------------------------------------------------------------------------------------

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
    client.post(f"/rosters/administrators/{place.pk}/", {"answer": "principal"})
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
    inside(cast.district_administrator).post(f"/rosters/administrators/{place.pk}/", {"answer": "principal"})
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
        client.post(f"/rosters/administrators/{place.pk}/", {"answer": "staff"})
    take(cast, bundle(staff=MARKED))
    client.get("/rosters/administrators/")  # the sentence that it is done
    assert "Ada Head" not in client.get("/rosters/administrators/").content.decode()
    assert inside(cast.principal).get("/rosters/administrators/").status_code == 404


def test_a_delta_from_the_page_counts_as_the_console_counts(cast):
    take(cast)
    client, path = sent(cast, bundle(staff=[user("t1", status="tobedeleted")], schools=[], mode="delta"))
    assert waiting().counts["staff"] == counts(ended=1)
    client.post(f"{path}apply/")
    carry_out_rosters(NOW)
    assert len(roster_roles()) == 9
