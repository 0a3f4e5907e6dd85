"""Two tabs: what was read of a completion, a course or a requirement is what is done; else it is asked again."""

from uuid import uuid4

import pytest

from accounts.models import User
from accounts.roles import Role
from tests.checking import asked_again, confirm_page, version_shown, versions_in
from tests.training.views.words import NEW, entry
from training.actions import completions
from training.models import Completion, Course, CourseDate, Evidence, Requirement
from training.models import CourseAssignment as Assignment


def text(answer):
    return answer.content.decode()


def test_a_batch_is_recorded_as_it_was_checked(school):
    c = school.cast
    client = school.client("district_administrator")
    given = entry(school.course, c.staff, c.principal)
    read = versions_in(text(client.post(NEW, given)))[0]
    Course.objects.filter(pk=school.course.pk).update(title="Another course by now", hours=7)
    User.objects.filter(pk=c.staff.pk).update(name="Wanda Birch-Lee")
    answer = client.post(NEW, given | {"act": "record", "version": read})
    again = asked_again(answer, "Course, Hours, Who took it")
    assert "Another course by now" in text(answer)
    assert "Wanda Birch-Lee" in text(answer)
    assert not Completion.objects.exists()
    assert not Evidence.objects.exists()
    assert client.post(NEW, given | {"act": "record", **again}).status_code == 302
    assert Completion.objects.count() == 2


def test_a_batch_is_not_recorded_by_a_page_that_was_not_checked(school):
    c = school.cast
    client = school.client("district_administrator")
    answer = client.post(NEW, entry(school.course, c.staff, c.principal, act="record"))
    asked_again(answer, "Who took it")
    assert not Completion.objects.exists()


def test_of_a_batch_only_those_who_were_read_are_withdrawn(school):
    c = school.cast
    client = school.client("district_administrator")
    given = entry(school.course, c.staff, c.principal, c.designee)
    read = versions_in(text(client.post(NEW, given)))[0]
    client.post(NEW, given | {"act": "record", "version": read})
    one = Completion.objects.get(user=c.staff)
    path = f"/training/completions/{one.pk}/withdraw/"
    page = text(client.get(path))
    assert all(who.name in page for who in (c.staff, c.principal, c.designee))
    read = version_shown(client, path)
    other = Completion.objects.get(user=c.designee)
    confirm_page(client, f"/training/completions/{other.pk}/withdraw/", {"reason": "Left before the end."})
    undo = {"reason": "The wrong sheet.", "everybody": "on"}
    again = asked_again(client.post(path, {**read, **undo}), "who was recorded with the same evidence")
    assert Completion.objects.counted().count() == 2
    assert client.post(path, {**again, **undo}).status_code == 302
    assert not Completion.objects.counted().exists()
    other.refresh_from_db()
    assert other.withdrawal_reason == "Left before the end.", "what was withdrawn before stays as it was"


CHANGED = {"roles": ["staff"], "days_to_complete": "10", "valid_months": "", "reason": "The other tab."}


def test_a_requirement_is_changed_as_it_was_read(school):
    client, path = school.client("district_administrator"), f"/training/requirements/{school.asked.pk}/edit/"
    read = version_shown(client, path)
    assert confirm_page(client, path, CHANGED).status_code == 302
    days = dict(Assignment.objects.values_list("pk", "due_on"))
    given = {"roles": ["staff", "principal"], "days_to_complete": "60", "valid_months": "12", "reason": "KEPT-WORDS"}
    answer = client.post(path, {**read, **given})
    again = asked_again(answer, "who must take it, the days they have")
    assert "within 10 days" in text(answer), "what stands now is read"
    assert "KEPT-WORDS" in text(answer), "what was typed stays"
    assert text(answer).count("checked") == 2
    assert dict(Assignment.objects.values_list("pk", "due_on")) == days
    assert Requirement.objects.get(pk=school.asked.pk).reason == "The other tab."
    assert client.post(path, {**again, **given}).status_code == 302
    asked = Requirement.objects.get(pk=school.asked.pk)
    assert (asked.days_to_complete, asked.reason) == (60, "KEPT-WORDS")
    assert set(asked.asked_roles.values_list("role", flat=True)) == {Role.STAFF, Role.PRINCIPAL}


def test_a_requirement_ends_as_it_was_read(school):
    client, path = school.client("district_administrator"), f"/training/requirements/{school.asked.pk}/end/"
    read = version_shown(client, path)
    confirm_page(client, f"/training/requirements/{school.asked.pk}/edit/", CHANGED)
    again = asked_again(client.post(path, read), "why it is asked")
    assert Requirement.objects.get(pk=school.asked.pk).ends_on is None
    assert client.post(path, again).status_code == 302
    assert Requirement.objects.get(pk=school.asked.pk).ends_on is not None


def test_a_requirement_changed_at_the_same_moment_is_neither_written_over_nor_ended(school, monkeypatch):
    client, path = school.client("district_administrator"), f"/training/requirements/{school.asked.pk}"
    read = version_shown(client, f"{path}/edit/")
    rows = Requirement.objects.select_related("course__organization").prefetch_related("asked_roles")
    stale = rows.get(pk=school.asked.pk)
    Requirement.objects.filter(pk=stale.pk).update(reason="The other window.")
    # The page read its row just before; the action finds the change with the row held.
    monkeypatch.setattr("training.views.requirements.managed_requirement", lambda _request, _pk: stale)
    for page, given in (("edit", CHANGED), ("end", {})):
        answer = client.post(f"{path}/{page}/", {**read, **given})
        assert answer.status_code == 422
        assert "this was changed a moment ago" in text(answer)
    asked = Requirement.objects.get(pk=stale.pk)
    assert (asked.reason, asked.days_to_complete, asked.ends_on) == ("The other window.", 30, None)


@pytest.mark.parametrize("what", ["course", "time"])
def test_a_course_and_a_time_leave_the_list_as_they_were_read(school, what):
    client = school.client("district_administrator")
    confirm_page(client, f"/training/requirements/{school.asked.pk}/end/")
    given = {"day": "2026-12-03", "begins": "15:30", "ends": "17:00", "place": "library", "form_key": uuid4()}
    client.post(f"/training/courses/{school.course.pk}/dates/new/", given)
    one = CourseDate.objects.get(place="library")
    path = f"/training/courses/{school.course.pk}/retire/" if what == "course" else f"/training/dates/{one.pk}/remove/"
    read = version_shown(client, path)
    Course.objects.filter(pk=school.course.pk).update(title="Renamed")
    CourseDate.objects.filter(pk=one.pk).update(place="gym")
    again = asked_again(client.post(path, read), "the course")
    assert CourseDate.objects.exists()
    assert client.post(path, again).status_code == 302
    gone = not CourseDate.objects.exists() if what == "time" else Course.objects.get(pk=school.course.pk).retired_at
    assert gone


def test_a_certificate_for_the_day_of_an_attestation_is_refused_in_words_and_stays_on_the_page(school, sheet):
    c = school.cast
    client = school.client("district_administrator")
    assert client.post(NEW, entry(school.course, c.staff)).status_code == 302
    given = entry(school.course, c.staff, kind="certificate", file=sheet("certificate.png"))
    answer = client.post(NEW, given)
    assert answer.status_code == 422
    assert "Recorded for that day already: Wanda Birch. Nothing of this form was kept." in text(answer)
    assert "certificate.png" in text(answer)
    assert Evidence.objects.count() == 1
    before = Completion.objects.get()
    completions.withdraw(
        by=c.district_administrator, at=before.recorded_at, completion=before, reason="By certificate."
    )
    word = answer.context["entry"].upload_token
    del given["file"]
    done = client.post(NEW, given | {"held": word}, follow=True)
    assert "certificate.png" in text(done), "the file waited through the refusal"
    assert Completion.objects.counted().get().evidence.kind == "certificate"
