"""Recording completions: one at once, many after a check, nothing lost on an error, nothing forged, nothing twice."""

from datetime import date, timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from accounts.roles import Role
from tests.accounts.people import NASTY
from tests.cast import NOW, person
from tests.checking import confirm_page, versions_in
from tests.training.views.words import NEW, entry
from training.actions import courses, pending_uploads, requirements
from training.actions.assignments import assign
from training.models import Completion, Evidence


def text(answer):
    return answer.content.decode()


def refused(answer, words):
    """The page came back with these words, and nothing was recorded."""
    assert answer.status_code == 422
    assert words in text(answer)
    assert not Completion.objects.exists()
    assert not Evidence.objects.exists()


def test_one_person_is_recorded_at_once_with_the_hours_of_the_course(school):
    c = school.cast
    answer = school.client("district_administrator").post(NEW, entry(school.course, c.staff), follow=True)
    done = Completion.objects.get()
    assert answer.redirect_chain[0][0] == f"/training/completions/{done.pk}/"
    assert "Recorded for Wanda Birch." in text(answer)
    assert "Lt. Dana Whitfield" in text(answer)
    assert (done.user, done.hours, done.evidence.kind) == (c.staff, school.course.hours, "attestation")


def test_several_are_checked_first_and_the_result_names_them(school):
    c = school.cast
    client, given = school.client("district_administrator"), entry(school.course, c.staff, c.principal)
    check = client.post(NEW, given)
    assert check.status_code == 200
    assert "Record this for 2 people?" in text(check)
    assert "Maren Okafor" in text(check)
    assert not Completion.objects.exists()
    sent = dict.fromkeys(name for name, _value in check.context["entry"].hidden())
    for name in sent:
        values = [value for one, value in check.context["entry"].hidden() if one == name]
        sent[name] = values if name == "people" else values[0]
    sent["version"] = versions_in(text(check))[0]
    done = client.post(NEW, {**sent, "act": "record"}, follow=True)
    assert "Recorded for Maren Okafor and Wanda Birch." in text(done)
    assert Completion.objects.count() == 2
    assert Evidence.objects.count() == 1
    assert "Recorded with the same evidence" in text(done)


def test_going_back_from_the_check_keeps_everything(school):
    c = school.cast
    given = entry(school.course, c.staff, c.principal, title="Fall session", act="back")
    page = school.client("district_administrator").post(NEW, given)
    assert page.status_code == 200
    assert 'value="Fall session"' in text(page)
    assert text(page).count(" checked>") >= 2
    assert not Completion.objects.exists()


def test_a_second_click_leads_to_the_one_record(school):
    client, given = school.client("district_administrator"), entry(school.course, school.cast.staff)
    first, second = client.post(NEW, given), client.post(NEW, given)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert Completion.objects.count() == 1


def test_a_second_click_with_a_file_leads_to_the_one_record_though_the_file_waits_no_longer(school, sheet):
    c = school.cast
    client = school.client("district_administrator")
    given = entry(school.course, c.staff, kind="certificate", hours="x", file=sheet())
    token = client.post(NEW, given).context["entry"].upload_token
    del given["file"]
    given |= {"hours": "2", "held": token}
    first, second = client.post(NEW, given), client.post(NEW, given)
    assert first.status_code == second.status_code == 302
    assert first["Location"] == second["Location"]
    assert (Completion.objects.count(), Evidence.objects.count()) == (1, 1)


def test_the_same_form_with_other_answers_is_refused_and_the_first_record_stands(school):
    client, given = school.client("district_administrator"), entry(school.course, school.cast.staff)
    assert client.post(NEW, given).status_code == 302
    answer = client.post(NEW, given | {"completed_on": "2026-10-12"})
    assert answer.status_code == 422
    assert "This form was sent before with different answers. The first ones are kept." in text(answer)
    assert str(Completion.objects.get().completed_on) == "2026-10-13"


def test_the_form_carries_its_key_through_every_redrawing(school):
    client = school.client("district_administrator")
    key = client.get(NEW).context["entry"].form_key
    for act in ("show", "all", "back", ""):
        given = entry(school.course, school.cast.staff, hours="x", form_key=key, act=act)
        page = client.post(NEW, given)
        assert f'name="form_key" value="{key}"' in text(page), act


def test_a_form_without_its_key_is_refused_in_words(school):
    answer = school.client("district_administrator").post(NEW, entry(school.course, school.cast.staff, form_key=""))
    refused(answer, "This form was opened too long ago. Open it again; nothing was saved.")


def test_somebody_recorded_by_another_for_that_day_is_refused_by_name(school):
    school.took(school.cast.staff)
    other = person("Edda Second", Role.DISTRICT_ADMINISTRATOR, school.cast.district)
    school.cast.district_administrator = other
    answer = school.client("district_administrator").post(
        NEW, entry(school.course, school.cast.staff, completed_on="2026-10-01")
    )
    assert answer.status_code == 422
    assert "Recorded for that day already: Wanda Birch." in text(answer)
    assert Completion.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"completed_on": "2026-10-15"}, "This day has not come yet."),
        ({"completed_on": "1066-10-14"}, "1066 is too far off. Check the year"),
        ({"completed_on": "0026-10-14"}, "Enter the day with its year in four digits"),
        ({"completed_on": "soon"}, "Enter the day with its year in four digits"),
        ({"hours": "0"}, "at least a quarter of an hour"),
        ({"hours": "-3"}, "at least a quarter of an hour"),
        ({"hours": "401"}, "at most 400 hours"),
        ({"hours": "many"}, "Give the hours as a number"),
        ({"people": []}, "Tick at least one person."),
        ({"attested_by": " "}, "Name the person who attests it."),
        ({"kind": ""}, "Choose an answer."),
        ({"kind": "certificate"}, "Choose the file of the certificate"),
        ({"kind": "rumour"}, "not one of the available choices"),
        ({"course": ""}, "Choose an answer."),
    ],
)
def test_what_is_wrong_is_said_in_words_and_what_was_ticked_stays(school, changed, words):
    staff = school.cast.staff
    answer = school.client("district_administrator").post(
        NEW, entry(school.course, staff, title="Fall session", **changed)
    )
    refused(answer, words)
    assert "Fall session" in text(answer)
    if "people" not in changed:
        ticked = f'value="{staff.pk}" id="person_{staff.pk}" checked'
        assert ticked in " ".join(text(answer).split())


def test_nobody_of_another_side_can_be_forged_in(school):
    c = school.cast
    for stranger in (c.sro, c.stranger_principal):
        answer = school.client("district_administrator").post(NEW, entry(school.course, c.staff, stranger))
        refused(answer, "not on your side today and was left out")
        assert stranger.name not in text(answer)
    for junk in ("nonsense", "", "0" * 500, "\0"):
        given = entry(school.course, c.staff) | {"people": [str(c.staff.pk), junk]}
        refused(school.client("district_administrator").post(NEW, given), "was left out")


def test_a_course_of_another_side_and_a_retired_one_cannot_be_chosen(school):
    c = school.cast
    client = school.client("district_administrator")
    refused(client.post(NEW, entry(school.agency_course, c.staff)), "not one of the available choices")
    requirements.end(by=c.district_administrator, at=NOW, requirement=school.asked)
    courses.retire(by=c.district_administrator, at=NOW, course=school.course)
    answer = client.post(NEW, entry(school.course, c.staff))
    assert answer.status_code == 422
    assert not Completion.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("sheet.exe", b"MZ", "Only PDF, PNG and JPEG files can be kept."),
        ("sheet.pdf", b"MZ not a pdf", "the file is something else"),
        ("sheet.png", b"", "This file is empty."),
        ("sheet.pdf", b"%PDF-" + b"x" * (20 * 1024 * 1024), "larger than 20 MB"),
    ],
)
def test_a_file_that_is_none_is_refused_and_the_rest_stays(school, name, content, words):
    given = entry(school.course, school.cast.staff, kind="certificate", file=SimpleUploadedFile(name, content))
    refused(school.client("district_administrator").post(NEW, given), words)


def test_a_file_is_chosen_once_and_waits_through_errors_and_the_check(school, sheet):
    c = school.cast
    client = school.client("district_administrator")
    given = entry(school.course, c.staff, c.principal, kind="attendance_sheet", hours="x", file=sheet())
    wrong = client.post(NEW, given)
    refused(wrong, "“sheet.png” is kept for this entry.")
    del given["file"]
    word = wrong.context["entry"].upload_token
    check = client.post(NEW, given | {"hours": "2", "held": word})
    assert "sheet.png" in text(check)
    version = versions_in(text(check))[0]
    done = client.post(NEW, given | {"hours": "2", "held": word, "act": "record", "version": version}, follow=True)
    assert "sheet.png" in text(done)
    kept = Evidence.objects.get()
    file = client.get(f"/training/evidence/{kept.pk}/")
    assert file["Content-Disposition"] == 'attachment; filename="sheet.png"'
    assert file["X-Content-Type-Options"] == "nosniff"
    assert b"".join(file.streaming_content).startswith(b"\x89PNG")
    assert default_storage.listdir("held")[1] == []


def test_the_word_for_a_waiting_file_is_worth_nothing_in_other_hands(school, sheet):
    c = school.cast
    given = entry(school.course, c.staff, kind="certificate", hours="x", file=sheet())
    word = school.client("district_administrator").post(NEW, given).context["entry"].upload_token
    assert pending_uploads.fetch(by=c.district_administrator, token=word)
    assert pending_uploads.fetch(by=c.agency_administrator, token=word) is None
    for forged in ("", "x", word[:-1], word + "x", "\0", "é" * 2000):
        assert pending_uploads.fetch(by=c.district_administrator, token=forged) is None


def test_where_nobody_ever_laid_a_file_aside_there_is_nothing_to_clear_away():
    assert not default_storage.exists("held")
    assert pending_uploads.delete_expired(at=NOW) == 0


def test_a_file_nobody_came_back_for_is_cleared_away_after_half_a_day(school, sheet):
    given = entry(school.course, school.cast.staff, kind="certificate", hours="x", file=sheet())
    school.client("district_administrator").post(NEW, given)
    (name,) = default_storage.listdir("held")[1]
    since = default_storage.get_modified_time(f"held/{name}")
    assert timezone.is_aware(since)
    assert pending_uploads.delete_expired(at=since + timedelta(hours=11)) == 0
    assert pending_uploads.delete_expired(at=since + timedelta(hours=13)) == 1
    assert pending_uploads.delete_expired(at=since + timedelta(hours=13)) == 0
    assert default_storage.listdir("held")[1] == []


def test_names_are_listed_by_place_and_name_and_ticks_stay_through_it(school):
    c = school.cast
    given = entry(school.course, c.staff, act="show", where=c.second_school.pk, who="bea")
    page = school.client("district_administrator").post(NEW, given)
    names = [(row["person"].name, row["ticked"]) for row in page.context["entry"].picker.rows()]
    assert names == [("Wanda Birch", True), ("Bea Brook", False)]


def test_all_who_have_it_to_do_at_a_school_are_ticked_with_one_button(school):
    c = school.cast
    school.took(c.principal)
    given = entry(school.course, act="all", where=c.school.pk)
    page = school.client("district_administrator").post(NEW, given)
    assert [person.name for person in page.context["entry"].picker.chosen] == ["Wanda Birch"]
    nothing = school.client("district_administrator").post(NEW, given | {"course": ""})
    assert "Choose the course first" in text(nothing)


def test_a_school_of_hundreds_lists_the_first_names_and_says_so(school):
    for number in range(70):
        person(f"Teacher {number:02}", Role.STAFF, school.cast.school)
    assign(at=NOW)
    page = school.page("district_administrator", f"{NEW}?course={school.course.pk}&place={school.cast.school.pk}")
    assert "the first 60 names are listed" in page


BOXES = ("course", "completed_on", "hours", "kind", "held", "who", "where", "side", "act", "people")


@pytest.mark.parametrize("lines", [NASTY[::12], pytest.param(NASTY, marks=pytest.mark.slow)], ids=["some", "all"])
def test_nasty_lines_are_kept_as_typed_or_refused_in_words(school, lines):
    client = school.client("district_administrator")
    for number, line in enumerate(lines):
        # Every line as a name and a title on a day of its own, every fourth in one of the other fields.
        given = entry(school.course, school.cast.staff, attested_by=line[:150], title=line[:150])
        given["completed_on"] = (NOW.date() - timedelta(days=1 + number)).isoformat()
        assert client.post(NEW, given).status_code in (302, 422), line
        if number % 4 == 0:
            box = BOXES[number // 4 % len(BOXES)]
            assert client.post(NEW, entry(school.course) | {box: line}).status_code in (200, 422), (box, line)


@pytest.mark.parametrize("role", ["principal", "supervisor", "staff", "sro", "designee"])
def test_only_administrators_record(school, role):
    client = school.client(role)
    assert client.get(NEW).status_code == 404
    assert client.post(NEW, entry(school.course, school.cast.staff)).status_code == 404
    assert not Completion.objects.exists()


def test_a_completion_is_withdrawn_with_a_reason_and_stays_on_file(school):
    done = school.took(school.cast.staff)
    path, client = f"/training/completions/{done.pk}/withdraw/", school.client("district_administrator")
    assert confirm_page(client, path, {"reason": " "}).status_code == 422
    done.refresh_from_db()
    assert done.withdrawn_at is None
    page = confirm_page(client, path, {"reason": "The wrong Birch."}, follow=True)
    assert "Withdrawn by Petra Salgado" in text(page)
    assert "The wrong Birch." in school.page("staff", f"/training/completions/{done.pk}/")
    again = confirm_page(client, path, {"reason": "Once more."})
    assert again.status_code == 422
    assert "Somebody has withdrawn this completion already." in text(again)
    assert school.client("principal").get(path).status_code == 404
    assert school.client("stranger_district_administrator").get(path).status_code == 404


def test_somebody_who_has_left_is_ticked_for_a_day_on_which_they_were_here(school):
    c = school.cast
    c.staff.memberships.update(ends_on=date(2026, 10, 10))
    client = school.client("district_administrator")
    given = entry(school.course, c.staff, completed_on="2026-10-01")
    assert c.staff.name in text(client.post(NEW, given | {"act": "show"}))
    answer = client.post(NEW, given)
    assert answer.status_code == 302
    assert client.get(answer["Location"]).status_code == 200
    assert Completion.objects.get().user == c.staff
    late = client.post(NEW, entry(school.course, c.staff, completed_on="2026-10-12"))
    assert "is not on your side today and was left out" in text(late)


def test_a_batch_is_withdrawn_whole_from_one_of_its_entries(school):
    c = school.cast
    client = school.client("district_administrator")
    given = entry(school.course, c.staff, c.principal)
    check = client.post(NEW, given)
    client.post(NEW, given | {"act": "record", "version": versions_in(text(check))[0]})
    one = Completion.objects.first()
    address = f"/training/completions/{one.pk}/withdraw/"
    assert "For all 2 people recorded with the same evidence" in text(client.get(address))
    assert confirm_page(client, address, {"reason": "The wrong sheet.", "everybody": "on"}).status_code == 302
    assert not Completion.objects.counted().exists()
