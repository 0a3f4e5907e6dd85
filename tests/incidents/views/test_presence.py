"""The pages of an officer's day: one tap, two taps, what each side reads, and what a stale page does."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine

from accounts.roles import Role
from config.desks import desk_for
from incidents.models import Presence
from incidents.presence.choices import Change, Said
from ledger.models import Event
from tests.accounts.people import inside
from tests.cast import NOW, person
from tests.checking import confirm_page, versions_in
from tests.factories.accounts import ClosedDayFactory
from tests.factories.partnerships import PostingFactory
from tests.incidents.presence_days import DAY, absent, here, hours, line_count, recalled, with_hours

pytestmark = pytest.mark.django_db

NOT_TRAINED = ["not_trained"]


@pytest.fixture(autouse=True)
def _stands():
    with time_machine.travel(NOW, tick=False):
        yield


def day_path(posting, step="", day=DAY):
    return f"/presence/{posting.pk}/{day}/{step}"


def hidden_of(page, name):
    """The first hidden value of that name."""
    return page.split(f'name="{name}" value="', 1)[1].split('"', 1)[0]


def tap(client):
    """Press the first one-tap button of the desk."""
    page = client.get("/").content.decode()
    form = page[page.index('/confirm/"') - 80 :]
    return client.post(
        form.split('action="', 1)[1].split('"', 1)[0],
        {"version": hidden_of(form, "version"), "form_key": hidden_of(form, "form_key")},
        follow=True,
    )


def typed(**given):
    """A day as a form sends it."""
    usual = {"said": "here", "here_from": "07:30", "here_until": "15:30", "owed_from": "07:30", "owed_until": "15:30"}
    return {**usual, "form_key": uuid4(), **given}


def say(client, posting, given):
    """Fill in the form of the day as its page stands: the last of the page, below the taps."""
    version = versions_in(client.get(day_path(posting)).content.decode())[-1]
    return client.post(day_path(posting), {**given, "version": version})


def panel(user):
    """What the desk's panel says of the first officer."""
    (held,) = user.active_memberships()
    return desk_for(user, held, NOW).officers[0]


def test_one_tap_on_the_desk_says_it_and_the_desk_asks_no_more(cast):
    with_hours(cast.posting)
    client = inside(cast.sro)
    page = client.get("/").content.decode()
    assert "I am at Aldmoor High today, 7:30 AM–3:30 PM" in page
    assert panel(cast.principal)["until"] == "Not confirmed yet. Posted here today until 3:30 PM."
    answer = tap(client).content.decode()
    assert "Confirmed: at Aldmoor High" in answer
    assert "I am at Aldmoor High" not in answer
    assert Presence.objects.get().by == cast.sro
    assert panel(cast.principal) | {"phone": ""} == {
        "name": cast.sro.name,
        "until": "On campus today until 3:30 PM.",
        "phone": "",
        "away": False,
    }


def test_a_button_whose_hours_have_changed_saves_nothing(cast):
    posting = with_hours(cast.posting)
    client = inside(cast.sro)
    page = client.get("/").content.decode()
    version = hidden_of(page[page.index('/confirm/"') :], "version")
    with_hours(posting, hours("8:00", "16:00"))
    answer = client.post(day_path(posting, "confirm/"), {"version": version, "form_key": uuid4()}, follow=True)
    assert "Nothing was saved" in answer.content.decode()
    assert line_count() == 0


def test_nothing_is_asked_on_a_day_without_school(cast):
    with_hours(cast.posting)
    ClosedDayFactory(organization=cast.district, first_day=DAY, last_day=DAY)
    assert "I am at Aldmoor High" not in inside(cast.sro).get("/").content.decode()


def test_absent_is_two_taps_and_the_school_reads_it_without_the_reason(cast):
    posting = with_hours(cast.posting)
    client = inside(cast.sro)
    desk = client.get("/").content.decode()
    assert f'href="{day_path(posting)}"' in desk
    key = hidden_of(client.get(day_path(posting)).content.decode(), "form_key")
    client.post(day_path(posting, "absent/"), {"why": "sick", "form_key": key})
    assert Presence.objects.get().said == Said.ABSENT
    assert panel(cast.principal)["until"] == "Absent today. No officer covers."
    assert panel(cast.staff)["away"] is True
    for who in (cast.principal, cast.district_administrator):
        assert "sick" not in inside(who).get(day_path(posting)).content.decode().lower(), who
    assert "Absent (sick)." in inside(cast.supervisor).get(day_path(posting)).content.decode()


def test_the_panel_says_who_covers_until_when(cast):
    posting, stand_in = with_hours(cast.posting), person("Otto Reed", Role.SRO, cast.agency)
    absent(cast.supervisor, posting, DAY, cover=stand_in, accepts=NOT_TRAINED)
    assert panel(cast.principal)["until"] == "Absent today. Otto Reed covers until 3:30 PM."
    for page in ("/help/", "/presence/"):
        assert "Otto Reed covers until 3:30 PM." in inside(cast.principal).get(page).content.decode(), page


def test_a_recall_that_lasts_is_read_while_it_lasts(cast):
    posting = with_hours(cast.posting)
    row = here(cast.sro, posting, DAY)
    recalled(cast.sro, row, hours("9:30", "11:00"))
    assert panel(cast.principal)["until"].startswith("Recalled off campus until 11:00 AM (emergency elsewhere).")
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        (held,) = cast.principal.active_memberships()
        officer = desk_for(cast.principal, held, NOW + timedelta(hours=1)).officers[0]
    assert officer["until"] == "On campus today until 3:30 PM."


def test_a_list_that_asks_nobody_claims_nothing(cast):
    with_hours(cast.posting)
    page = inside(cast.principal).get("/postings/").content.decode()
    assert "On school days from 7:30 AM to 3:30 PM." in page
    assert "On campus today" not in page


def test_the_supervisor_enters_for_the_officer_and_is_shown_what_training_lacks(cast):
    posting, stand_in = with_hours(cast.posting), person("Otto Reed", Role.SRO, cast.agency)
    client = inside(cast.supervisor)
    given = typed(said="absent", why="court", stand_in=stand_in.pk)
    first = say(client, posting, given)
    assert first.status_code == 422
    assert "No training is asked of Otto Reed" in first.content.decode()
    assert line_count() == 0
    say(client, posting, {**given, "go_on": "not_trained"})
    row = Presence.objects.get()
    assert (row.by, row.accepted) == (cast.supervisor, ["not_trained"])
    assert row.away_times.get().covered_by == stand_in


def test_an_officer_is_offered_no_stand_in(cast):
    posting, stand_in = with_hours(cast.posting), person("Otto Reed", Role.SRO, cast.agency)
    client = inside(cast.sro)
    say(client, posting, typed(said="absent", why="court", stand_in=stand_in.pk))
    assert Presence.objects.get().away_times.get().covered_by is None


def test_a_half_day_owes_its_own_hours(cast):
    posting = with_hours(cast.posting)
    say(inside(cast.sro), posting, typed(here_until="12:00", owed_until="12:00"))
    row = Presence.objects.get()
    assert (row.owed, row.here) == (hours("7:30", "12:00"), hours("7:30", "12:00"))


def test_a_correction_from_an_old_page_is_asked_again(cast):
    posting = with_hours(cast.posting)
    row = here(cast.sro, posting, DAY)
    client = inside(cast.sro)
    old = {"version": versions_in(client.get(day_path(posting)).content.decode())[-1]}
    recalled(cast.supervisor, row, hours("9:00", "10:00"))
    answer = client.post(day_path(posting), {**typed(here_until="14:00", reason="Left early"), **old})
    assert answer.status_code == 422
    assert "what was said" in answer.content.decode()
    assert line_count() == 2


def test_a_correction_keeps_the_recalls_that_are_checked_and_shows_what_was_said_before(cast):
    posting = with_hours(cast.posting)
    row = recalled(cast.sro, here(cast.sro, posting, DAY), hours("9:00", "10:00"))
    client = inside(cast.sro)
    given = typed(here_until="14:00", reason="Left early", recalls=[row.away_times.get().pk])
    say(client, posting, given)
    latest = Presence.objects.current().get()
    assert (latest.change, latest.away_times.count()) == (Change.CORRECTION, 1)
    page = client.get(day_path(posting)).content.decode()
    assert "Reason: Left early" in page
    assert page.count("this holds") == 1


def test_the_form_of_a_recall_keeps_it_and_of_a_cover_names_who(cast):
    posting, stand_in = with_hours(cast.posting), person("Otto Reed", Role.SRO, cast.agency)
    here(cast.sro, posting, DAY)
    told = {"begins": "09:00", "ends": "10:00", "why": "staffing", "recalled_by": "Lt. Brandt", "form_key": uuid4()}
    confirm_page(inside(cast.sro), day_path(posting, "recall/"), told)
    time = Presence.objects.current().get().away_times.get()
    cover = {"stand_in": stand_in.pk, "cover_from": "09:00", "cover_until": "10:00", "form_key": uuid4()}
    path = day_path(posting, f"cover/{time.pk}/")
    assert inside(cast.sro).get(path).status_code == 404
    confirm_page(inside(cast.supervisor), path, {**cover, "go_on": "not_trained"})
    assert Presence.objects.current().get().away_times.get().covered_by == stand_in
    assert f"You cover {cast.school.name}" in inside(stand_in).get(f"/presence/?day={DAY}").content.decode()
    assert inside(stand_in).get(day_path(posting)).status_code == 200


def test_two_schools_at_once_are_said_before_they_are_saved(cast):
    posting = with_hours(cast.posting)
    with_hours(PostingFactory(partnership=cast.partnership, school=cast.second_school, officer=cast.sro))
    here(cast.sro, posting, DAY)
    client = inside(cast.sro)
    answer = tap(client).content.decode()
    assert "is expected at Aldmoor High" in answer
    assert line_count() == 1


def test_strangers_find_nothing_and_readers_cannot_write(cast):
    posting = with_hours(cast.posting)
    for who in (cast.stranger_supervisor, cast.stranger_sro, cast.stranger_principal):
        assert inside(who).get(day_path(posting)).status_code == 404, who
        assert cast.school.name not in inside(who).get("/presence/").content.decode()
        assert inside(who).get(f"/presence/schools/{cast.school.pk}/").status_code in (403, 404)
    for who in (cast.principal, cast.district_administrator, cast.agency_administrator):
        assert inside(who).post(day_path(posting), typed()).status_code == 403, who
    assert line_count() == 0


def test_a_day_that_is_no_day_is_not_found(cast):
    assert inside(cast.supervisor).get(f"/presence/{cast.posting.pk}/yesterday/").status_code == 404


def test_a_principal_is_led_to_the_certificate_of_their_school_and_taking_it_is_recorded(cast):
    with_hours(cast.posting)
    client = inside(cast.principal)
    page = client.get("/presence/month/", follow=True)
    assert page.redirect_chain[0][0].startswith(f"/presence/schools/{cast.school.pk}/")
    client.get(f"/presence/schools/{cast.school.pk}/presence.pdf")
    event = Event.objects.get(action="incidents.presence.exported")
    assert (event.actor_id, event.details["kind"]) == (str(cast.principal.pk), "pdf")
    assert client.get(f"/presence/schools/{cast.second_school.pk}/").status_code == 404


def test_a_covered_school_without_an_officer_is_named_on_the_certificate(cast):
    with_hours(cast.posting)
    for who in (cast.district_administrator, cast.district_signatory, cast.agency_signatory, cast.agency_administrator):
        page = inside(who).get("/presence/month/").content.decode()
        assert "No officer was posted in this month to:" in page, who
        assert "Brook Middle" in page


def test_the_supervisors_desk_says_that_a_stand_in_is_awaited(cast):
    absent(cast.sro, with_hours(cast.posting), DAY)
    assert "A school waits for a stand-in" in inside(cast.supervisor).get("/").content.decode()
