"""The agency's numbers count what it was told and nothing else, so that no gap says what it was not told."""

import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.urls import reverse

from accounts.roles import Role
from incidents.actions import addenda, questions, referrals
from incidents.models import DisclosureText, Referral
from ledger.models import Notice
from tests.accounts.people import inside
from tests.cast import NOW, person
from tests.factories.incidents import decided, draft, submitted
from tests.factories.partnerships import PostingFactory
from tests.incidents.views.reading import paper_text

SCHOOLS_OWN = re.compile(r"(?<![A\d])26-0\d{3}")


@pytest.fixture
def apart(cast):
    """A principal of a school that no officer is posted to: those calls stay with the school."""
    return person("Selma Quint", Role.PRINCIPAL, cast.second_school)


@pytest.fixture
def calls(cast, apart):
    """Calls 1, 3 and 5 of the district reach the agency; 2 and 4 do not."""
    found = []
    for place in range(5):
        writer, school = (apart, cast.second_school) if place % 2 else (cast.principal, cast.school)
        found.append(submitted(writer, school, NOW + timedelta(minutes=place)))
    return found


def test_the_agency_counts_what_it_was_told_and_the_school_what_it_wrote(calls):
    assert [one.number for one in calls] == ["26-0001", "26-0002", "26-0003", "26-0004", "26-0005"]
    assert [one.agency_number for one in calls] == ["A26-0001", "", "A26-0002", "", "A26-0003"]


def test_what_is_sent_on_later_comes_next(cast, apart, calls):
    PostingFactory(partnership=cast.partnership, school=cast.second_school, officer=cast.sro)
    later = NOW + timedelta(hours=1)
    referrals.disclose(by=apart, at=later, referral=calls[3])
    referrals.disclose(by=apart, at=later, referral=calls[1])
    calls[1].refresh_from_db()
    calls[3].refresh_from_db()
    assert (calls[3].agency_number, calls[1].agency_number) == ("A26-0004", "A26-0005")
    assert submitted(cast.principal, cast.school, later).agency_number == "A26-0006"


def test_a_call_that_failed_to_be_sent_leaves_no_gap(cast, calls):
    with pytest.raises(RuntimeError):
        submitted_and_fail(cast)
    assert submitted(cast.principal, cast.school, NOW).agency_number == "A26-0004"


def submitted_and_fail(cast):
    with transaction.atomic():
        submitted(cast.principal, cast.school, NOW)
        raise RuntimeError


def test_each_partnership_has_a_count_of_its_own(cast, calls):
    far = submitted(cast.stranger_principal, cast.other_school, NOW)
    assert (far.number, far.agency_number) == ("26-0001", "A26-0001")


def test_the_count_begins_anew_with_the_school_year(cast, calls):
    cast.version.__class__.objects.all().update(expires_on="2029-06-30")
    next_year = submitted(cast.principal, cast.school, NOW + timedelta(days=365))
    assert next_year.agency_number == "A27-0001"


def test_nothing_that_crosses_names_the_schools_number(cast, calls):
    for text in DisclosureText.objects.filter(disclosure__direction="to_agency"):
        assert not SCHOOLS_OWN.search(json.dumps(text.projection))


@pytest.fixture
def lived(cast, calls):
    """Every act of both sides on the last call, which the school counts as its sixth, so that no number agrees."""
    done = decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW)
    for by, crosses in ((cast.principal, True), (cast.sro, False)):
        addenda.add(by=by, at=NOW, referral=done, text="Later.", crosses=crosses, form_key=uuid4())
    asked = questions.ask(by=cast.sro, at=NOW, referral=calls[2], question="Who?", form_key=uuid4())
    questions.reply(by=cast.principal, at=NOW, question=asked, reply="Nobody.", form_key=uuid4())
    referrals.withdraw(by=cast.principal, at=NOW, referral=calls[4], reason="Settled.")
    return done


AGENCY_PAGES = ("", "accept/", "decline/", "ask/", "review/", "outcome/", "addendum/")


def test_no_page_of_the_agency_shows_a_number_of_the_school(cast, calls, lived):
    for who in (cast.sro, cast.supervisor):
        client = inside(who)
        pages = ["/", reverse("referral-list"), reverse("referral-export"), reverse("inbox")]
        pages += [f"/referrals/{one.pk}/{page}" for one in (calls[0], calls[2], lived) for page in AGENCY_PAGES]
        if who == cast.supervisor:
            pages += [reverse("referral-queue"), reverse("review-list"), reverse("activity")]
        for page in pages:
            answer = client.get(page)
            if answer.status_code == 200:
                said = b"".join(answer.streaming_content) if answer.streaming else answer.content
                assert not SCHOOLS_OWN.search(said.decode()), page
        paper = client.get(f"/referrals/{lived.pk}/referral.pdf")
        assert not SCHOOLS_OWN.search(paper_text(paper.content))
        assert "A26" in paper["Content-Disposition"]


def test_the_words_after_an_act_of_the_agency_name_its_number(cast, calls):
    key = str(uuid4())
    posted = {"elements_present": "yes", "nibrs_code": "13B", "note": "", "form_key": key}
    answer = inside(cast.sro).post(f"/referrals/{calls[2].pk}/accept/", posted, follow=True)
    assert "A26-0002 is accepted." in answer.content.decode()
    assert not SCHOOLS_OWN.search(answer.content.decode())


def test_mail_to_the_agency_names_its_number_and_mail_to_the_school_the_schools(cast, calls, lived):
    agency = {str(one.pk) for one in (cast.sro, cast.supervisor, cast.second_supervisor)}
    for notice in Notice.objects.filter(kind__startswith="incidents."):
        assert notice.facts["number"].startswith("A26-" if notice.to in agency else "26-"), notice.kind


def test_the_school_reads_both(cast, calls):
    shown = inside(cast.principal).get(f"/referrals/{calls[2].pk}/").content.decode()
    assert "26-0003" in SCHOOLS_OWN.findall(shown)
    assert "Number at the agency" in shown
    assert "A26-0002" in shown


def test_a_draft_and_an_undisclosed_call_have_no_number_at_the_agency(cast, calls):
    assert draft(cast.principal, cast.school, NOW).agency_number == ""
    assert Referral.objects.filter(agency_sequence__isnull=True, disclosures__isnull=False).count() == 0
