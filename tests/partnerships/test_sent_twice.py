"""A form sent twice, by a click too many or from a page gone back to, makes one row, and ends as it did at first."""

from dataclasses import replace
from datetime import date, time
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.access import AccessDenied
from accounts.roles import Role
from common.refusals import SaidOtherwise
from common.scans import Paper
from partnerships.actions import partnerships, postings, versions
from partnerships.actions.postings import PostingDetails
from partnerships.models import MouDraft, Partnership, Posting, Version
from tests.partnerships.stage import (
    AT,
    DAY,
    TODAY,
    browser,
    completed,
    county,
    everything,
    partners,
    person,
    posted,
    text,
)
from tests.partnerships.test_partnerships import propose, refused

pytestmark = pytest.mark.django_db

SENT_BEFORE = "This form was sent before with different answers. The first ones are kept."
OPEN_AGAIN = "This form was opened too long ago. Open it again; nothing was saved."


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(AT, tick=False)


@pytest.fixture
def c():
    return county()


def opened(client, path):
    """The key that the page puts into its form."""
    return client.get(path).context["form"]["form_key"].value()


def sent_twice(client, path, given, file=dict):
    """Where both sendings lead; the second writes nothing. `file` makes the file anew, for it is read once."""
    first = client.post(path, {**given, **file()})
    before = everything()
    second = client.post(path, {**given, **file()})
    assert everything() == before
    assert (first.status_code, second.status_code) == (302, 302)
    assert second["Location"] == first["Location"]
    return first["Location"]


def said_otherwise(client, path, given):
    """The form with other answers comes back with the reason, and nothing is written."""
    before = everything()
    answer = client.post(path, given)
    assert answer.status_code == 422
    assert SENT_BEFORE in answer.content.decode()
    assert everything() == before


@pytest.mark.parametrize("side", ["district", "agency"])
def test_a_proposal_is_made_once(c, side):
    client, path = browser(c.dana if side == "district" else c.abel), reverse("partnership-propose")
    other, another = (c.agency, c.other_agency) if side == "district" else (c.district, c.other_district)
    given = {"other": other.pk, "schools": [c.high.pk], "form_key": opened(client, path)}
    made = sent_twice(client, path, given)
    partnership = Partnership.objects.get()
    assert made == reverse("partnership-detail", args=[partnership.pk])
    said_otherwise(client, path, given | {"other": another.pk})
    if side == "district":
        said_otherwise(client, path, given | {"schools": [c.high.pk, c.middle.pk]})
        partnerships.accept(by=c.abel, at=AT, partnership=partnership)
    else:
        partnerships.accept(by=c.dana, at=AT, partnership=partnership, schools=[c.middle])
    assert client.post(path, given)["Location"] == made, "answered in the meantime, it is the same proposal"


def test_a_proposal_declined_in_the_meantime_is_not_made_again_by_the_old_form(c):
    form_key = uuid4()
    first = propose(c, form_key=form_key)
    partnerships.decline(by=c.abel, at=AT, partnership=first)
    assert propose(c, form_key=form_key) == first
    assert propose(c) != first, "a form opened anew makes a new one"


def test_the_form_of_somebody_else_proposes_nothing(c):
    form_key = uuid4()
    propose(c, form_key=form_key)
    second = person("Second Administrator", Role.DISTRICT_ADMINISTRATOR, c.district)
    refused(AccessDenied, propose, c=c, by=second, form_key=form_key)
    elsewhere = {"by": c.stranger_school_side, "side": c.other_district, "schools": [c.other_school]}
    refused(AccessDenied, propose, c=c, **elsewhere, form_key=form_key)


def test_an_officer_is_posted_once(c):
    partnership, client, path = partners(c), browser(c.abel), reverse("posting-create")
    given = {"place": partnership.covered.get().pk, "officer": c.officer.pk, "starts_on": "2026-09-14"}
    given |= {"phone": " 555-0142", "here_until": "15:30", "form_key": opened(client, path)}
    assert sent_twice(client, path, given) == reverse("posting-list")
    assert Posting.objects.get().phone == "555-0142"
    for other in ({"phone": "555-0143"}, {"officer": c.second_officer.pk}, {"last_day": "2026-10-01"}):
        said_otherwise(client, path, given | other)


def test_a_stand_in_is_named_once(c):
    posting, client = posted(c, partners(c)), browser(c.abel)
    path = reverse("posting-stand-in", args=[posting.pk])
    given = {"officer": c.second_officer.pk, "starts_on": "2026-09-15", "last_day": "2026-09-16"}
    given["form_key"] = opened(client, path)
    assert sent_twice(client, path, given) == reverse("posting-list")
    assert posting.stand_ins.count() == 1
    said_otherwise(client, path, given | {"last_day": "2026-09-17"})


def test_one_form_of_a_posting_is_one_posting_whatever_it_says_the_second_time(c):
    partnership, form_key = partners(c), uuid4()
    details = PostingDetails(c.officer, TODAY, TODAY + 9 * DAY, "555-0142", here_until=time(15, 30))
    given = {"by": c.abel, "at": AT, "partnership": partnership, "school": c.high, "form_key": form_key}
    first = postings.post(details=details, **given)
    assert postings.post(details=details, **given) == first
    for name, value in {"starts_on": TODAY + DAY, "ends_on": None, "phone": "", "here_until": None}.items():
        refused(SaidOtherwise, postings.post, details=replace(details, **{name: value}), **given)
    away = PostingDetails(c.second_officer, TODAY + DAY, TODAY + 3 * DAY)
    refused(SaidOtherwise, postings.stand_in, by=c.abel, at=AT, posting=first, details=away, form_key=form_key)
    elsewhere = partnerships.propose(
        by=c.dana, at=AT, side=c.district, other=c.other_agency, schools=[c.high], form_key=uuid4()
    )
    strange = {**given, "partnership": elsewhere, "by": c.stranger_agency_side}
    refused(AccessDenied, postings.post, details=details, **strange)


def test_an_mou_is_sent_once_and_not_again_when_it_was_confirmed_in_the_meantime(c):
    draft, client = completed(c, partners(c)), browser(c.dana)
    path = reverse("mou-draft-check", args=[draft.pk])
    seen = client.get(path).context["form"]["version"].value()
    made = sent_twice(client, path, {"version": seen})
    version = Version.objects.get()
    assert made == reverse("mou-version", args=[version.pk])
    versions.confirm(by=c.abel, at=AT, version=version)
    assert client.post(path, {"version": seen})["Location"] == made
    assert Version.objects.count() == 1


def test_a_draft_is_begun_once(c):
    partnership, client = partners(c), browser(c.dana)
    path = reverse("mou-enter", args=[partnership.pk])
    given = {"origin": "model", "text": "", "form_key": opened(client, path)}
    made = sent_twice(client, path, given)
    assert made == reverse("mou-draft-contents", args=[MouDraft.objects.get().pk])
    said_otherwise(client, path, {**given, "origin": "pasted", "text": "1. Other words."})
    again = client.post(path, {**given, "form_key": str(uuid4())})
    assert (again.status_code, "Your side has begun a draft already" in again.content.decode()) == (422, True)
    assert client.post(path, {**given, "form_key": ""}).status_code == 422


def test_one_form_of_an_mou_is_one_version_at_the_action_too(c):
    partnership, form_key = partners(c), uuid4()
    paper = Paper(content=b"%PDF- signed", name="signed.pdf", media_type="application/pdf")
    given = {"by": c.dana, "at": AT, "partnership": partnership, "side": c.district, "form_key": form_key}
    said = text()
    first = versions.enter(text=said, paper=paper, **given)
    assert versions.enter(text=said, paper=paper, **given) == first
    others = {
        "title": "Another",
        "signed_by_agency": "Another",
        "expires_on": date(2028, 7, 1),
        "clauses": said.clauses[::-1],
        "terms": {"grace_days": 3},
        "grounds": {},
    }
    for name, value in others.items():
        refused(SaidOtherwise, versions.enter, text=replace(said, **{name: value}), paper=paper, **given)
    refused(SaidOtherwise, versions.enter, text=said, paper=None, **given)
    refused(AccessDenied, versions.enter, text=said, paper=paper, **{**given, "by": c.abel, "side": c.agency})
    assert Version.objects.get().scan.sha256 == paper.sha256
