"""The yearly review as both sides record it, and where they see how it stands."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.access import AccessDenied
from ledger.models import Event
from partnerships.actions import reviews
from partnerships.errors import AlreadyReviewed, NothingToReview, WrongReviewDay
from partnerships.models import AnnualReview, ReviewOutcome
from partnerships.review_status import review_statuses
from partnerships.scoping import covers
from tests.partnerships.stage import AT, browser, county, everything, in_force, partners

pytestmark = pytest.mark.django_db
JUNE = datetime(2027, 6, 16, 15, tzinfo=UTC)  # the review is due on the last day, June 30


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(JUNE, tick=False)


@pytest.fixture
def c():
    found = county()
    found.partnership = partners(found)
    found.version = in_force(found, found.partnership)
    found.mou = reverse("mou-detail", args=[found.partnership.pk])
    found.page = reverse("review-record", args=[found.partnership.pk])
    return found


def record(c, by, side, at=JUNE, held_on=date(2027, 6, 15), form_key=None):
    details = reviews.ReviewDetails(held_on, ReviewOutcome.KEEP)
    given = {"side": side, "details": details, "form_key": form_key or uuid4()}
    return reviews.record(by=by, at=at, partnership=c.partnership, **given)


def standing(c, at=JUNE):
    return review_statuses(covers([c.partnership], at), at)[0]


def send(c, by, **given):
    typed = {"held_on": "2027-06-15", "outcome": "keep", "note": "Read it aloud.", "form_key": uuid4(), **given}
    return browser(by).post(c.page, typed)


def test_one_side_alone_has_not_held_it_and_both_have(c):
    record(c, c.dana, c.district)
    assert not standing(c).is_held
    assert standing(c).words.startswith("Marrow County Schools reviewed it on June 15, 2027. For Marrow County Sheriff")
    record(c, c.chief, c.agency)
    assert standing(c).is_held
    assert Event.objects.filter(action="partnerships.review.recorded").count() == 2


def test_a_signatory_records_it_on_the_page_and_both_sides_read_it(c):
    assert "Record the review" in browser(c.superintendent).get(c.mou).content.decode()
    assert browser(c.superintendent).get(c.page).status_code == 200
    assert send(c, c.superintendent)["Location"] == c.mou
    seen = browser(c.officer).get(c.mou).content.decode()
    assert "Read it aloud." in seen
    assert "Recorded by Una Brandt" in seen
    assert "Record the review" not in seen
    assert "Record the review" not in browser(c.dana).get(c.mou).content.decode()
    assert browser(c.dana).get(c.page)["Location"] == c.mou


def test_it_is_due_in_words_before_anybody_has_recorded_it(c):
    seen = browser(c.principal).get(c.mou).content.decode()
    assert "Review due in 14 days, on June 30, 2027" in seen
    assert "Neither side has recorded a review yet." in seen


def test_not_in_the_future_not_before_the_mou_and_not_twice(c):
    before = everything()
    for day in (date(2027, 6, 17), date(2026, 6, 30)):
        with pytest.raises(WrongReviewDay):
            record(c, c.dana, c.district, held_on=day)
    sent = send(c, c.dana, held_on="2027-06-17")
    assert sent.status_code == 422
    assert "between the first day of the MOU and today" in sent.content.decode()
    assert send(c, c.dana, outcome="perhaps").status_code == 422
    assert everything() == before
    assert not AnnualReview.objects.exists()
    record(c, c.dana, c.district)
    with pytest.raises(AlreadyReviewed):
        record(c, c.superintendent, c.district)
    assert AnnualReview.objects.count() == 1


def test_a_late_review_sent_twice_is_one_and_not_one_of_the_next_cycle(c, time_machine):
    late = JUNE + timedelta(days=400)  # after the day on which the review was due
    in_force(c, c.partnership, effective_on=date(2027, 7, 1), expires_on=date(2030, 7, 1), at=JUNE)
    time_machine.move_to(late, tick=False)
    form_key = uuid4()
    for _turn in range(2):
        assert send(c, c.dana, held_on="2028-06-29", form_key=form_key)["Location"] == c.mou
    assert AnnualReview.objects.get().cycle == date(2028, 7, 1)
    other = send(c, c.dana, held_on="2028-06-28", form_key=form_key)
    assert "This form was sent before with different answers. The first ones are kept." in other.content.decode()
    with pytest.raises(AccessDenied):
        record(c, c.superintendent, c.district, at=late, held_on=date(2028, 6, 29), form_key=form_key)
    assert AnnualReview.objects.count() == 1


def test_nobody_records_it_for_the_other_side_and_a_stranger_finds_nothing(c):
    for by, side in ((c.dana, c.agency), (c.chief, c.district), (c.principal, c.district), (c.officer, c.agency)):
        with pytest.raises(AccessDenied):
            record(c, by, side)
    with pytest.raises(AccessDenied):
        record(c, c.stranger_school_side, c.other_district)
    for by in (c.principal, c.officer, c.stranger_school_side, c.stranger_agency_side):
        assert browser(by).get(c.page).status_code == 404
        assert send(c, by).status_code == 404
    assert not AnnualReview.objects.exists()


def test_without_an_mou_in_force_there_is_none_to_record(c, time_machine):
    after = JUNE + timedelta(days=20)
    with pytest.raises(NothingToReview):
        record(c, c.dana, c.district, at=after)
    time_machine.move_to(after, tick=False)
    assert browser(c.dana).get(c.page)["Location"] == c.mou


@pytest.mark.parametrize("who", ["dana", "abel", "chief", "superintendent"])
def test_the_desk_asks_for_it_within_the_first_rung_until_ones_own_side_has_recorded_it(c, who, time_machine):
    person = getattr(c, who)
    side = c.district if who in ("dana", "superintendent") else c.agency
    words = "Record the review of the MOU"
    assert words in browser(person).get("/").content.decode()
    record(c, person, side)
    assert words not in browser(person).get("/").content.decode()
    time_machine.move_to(AT, tick=False)
    assert words not in browser(person).get("/").content.decode()
