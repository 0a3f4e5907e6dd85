"""Two tabs: what was read of an MOU, an offer or a posting is what is answered; where it changed, it is asked again."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.models import Organization
from partnerships.actions import versions
from partnerships.models import MouDraft, Posting
from partnerships.states import VersionState
from tests.checking import asked_again, confirm_page, version_shown, versions_in
from tests.factories.partnerships import VersionFactory
from tests.partnerships.stage import AT, DAY, TODAY, browser, completed, county, entered, everything, partners, posted
from tests.partnerships.test_partnerships import propose

pytestmark = pytest.mark.django_db

RENAMED = "Marrow Unified Schools"


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(AT, tick=False)


@pytest.fixture
def c():
    found = county()
    found.partnership = partners(found)
    return found


def rename(place, name=RENAMED):
    Organization.objects.filter(pk=place.pk).update(name=name)


def test_an_mou_is_confirmed_with_what_ends_with_it_or_asked_about_again(c):
    version = entered(c, c.partnership, effective_on=date(2026, 10, 1))
    page, path = browser(c.abel), reverse("mou-confirm", args=[version.pk])
    read = version_shown(page, path)
    VersionFactory(agreement=version.agreement, number=7, effective_on=date(2026, 7, 1), expires_on=date(2027, 12, 1))
    before = everything()
    answer = page.post(path, read)
    again = asked_again(answer, "what ends when it is confirmed")
    assert "Version 7 ends on September 30, 2026" in answer.content.decode()
    assert everything() == before
    assert page.post(path, again).status_code == 302
    version.refresh_from_db()
    assert version.state == VersionState.CONFIRMED


@pytest.mark.parametrize(
    ("name", "who", "given", "state"),
    [
        ("mou-confirm", "abel", {}, VersionState.CONFIRMED),
        ("mou-reject", "abel", {"reason": "KEPT: clause 3 differs."}, VersionState.REJECTED),
        ("mou-withdraw", "dana", {}, VersionState.WITHDRAWN),
    ],
)
def test_an_answer_to_an_mou_goes_to_the_side_that_was_read(c, name, who, given, state):
    version = entered(c, c.partnership)
    page, path = browser(getattr(c, who)), reverse(name, args=[version.pk])
    read = version_shown(page, path)
    rename(c.district)
    before = everything()
    answer = page.post(path, {**read, **given})
    again = asked_again(answer, "who entered it")
    assert given.get("reason", "") in answer.content.decode(), "what was typed stays"
    assert everything() == before
    assert page.post(path, {**again, **given}).status_code == 302
    version.refresh_from_db()
    assert version.state == state


@pytest.mark.parametrize("name", ["mou-confirm", "mou-reject"])
def test_an_mou_that_was_taken_back_meanwhile_is_not_answered(c, name):
    version = entered(c, c.partnership)
    page, path = browser(c.abel), reverse(name, args=[version.pk])
    read = version_shown(page, path)
    versions.withdraw(by=c.dana, at=AT, version=version)
    before = everything()
    answer = page.post(path, {**read, "reason": "Clause 3 differs."}, follow=True)
    assert "or it was taken back" in answer.content.decode()
    assert everything() == before


@pytest.mark.parametrize("name", ["partnership-accept", "partnership-decline"])
def test_an_offer_is_answered_as_it_was_read(c, name):
    offer = propose(c, other=c.other_agency)
    page, path = browser(c.stranger_agency_side), reverse(name, args=[offer.pk])
    read = version_shown(page, path)
    rename(c.high, "Marrow Senior High")
    again = asked_again(page.post(path, read), "schools it covers")
    offer.refresh_from_db()
    assert offer.is_proposed
    assert page.post(path, again).status_code == 302
    offer.refresh_from_db()
    assert not offer.is_proposed


def test_schools_end_with_the_postings_that_were_read(c):
    page, path = browser(c.dana), reverse("partnership-schools", args=[c.partnership.pk])
    chosen = {"schools": [str(c.middle.pk)]}
    first = versions_in(page.post(path, chosen).content.decode())[0]
    posting = posted(c, c.partnership)
    answer = page.post(path, {**chosen, "sure": "yes", "version": first})
    again = asked_again(answer, "Marrow High")
    assert f"The posting of {c.officer.name} ends." in answer.content.decode()
    assert Posting.objects.get(pk=posting.pk).ends_on is None
    assert page.post(path, {**chosen, "sure": "yes", **again}).status_code == 302
    assert Posting.objects.get(pk=posting.pk).ends_on == TODAY


def test_a_posting_that_ends_otherwise_by_now_is_asked_about_again(c):
    posting = posted(c, c.partnership)
    page, path = browser(c.abel), reverse("posting-end", args=[posting.pk])
    read = version_shown(page, path)
    assert confirm_page(browser(c.abel), path, {"when": "later", "last_day": str(TODAY + DAY)}).status_code == 302
    again = asked_again(page.post(path, {**read, "when": "now"}), "when the posting ends")
    assert page.post(path, {**again, "when": "now"}).status_code == 302
    assert Posting.objects.get(pk=posting.pk).ends_on == TODAY


def test_the_answer_of_a_page_that_was_never_opened_is_none(c):
    version = entered(c, c.partnership)
    for given in ({}, {"version": ""}, {"version": "x:y"}, {"version": "\x1f" * 99}, {"version": str(uuid4())}):
        asked_again(browser(c.abel).post(reverse("mou-confirm", args=[version.pk]), given), "title")
    version.refresh_from_db()
    assert version.state == VersionState.ENTERED


def test_a_draft_written_on_at_the_same_moment_is_not_discarded(c, monkeypatch):
    draft = completed(c, c.partnership)
    path = reverse("mou-draft-discard", args=[draft.pk])
    read = version_shown(browser(c.dana), path)
    MouDraft.objects.filter(pk=draft.pk).update(title="Written in the other window")
    # The page read its row just before; the action finds the change with the row held.
    monkeypatch.setattr("partnerships.views.mou_drafts.draft_of", lambda _request, _pk: draft)
    answer = browser(c.dana).post(path, read)
    assert answer.status_code == 422
    assert "this was changed a moment ago" in answer.content.decode()
    assert MouDraft.objects.get(pk=draft.pk).clauses.exists()
