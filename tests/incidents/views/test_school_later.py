"""What the school does after sending: withdraw, and, as both sides may, add a later fact."""

from uuid import uuid4

import pytest

from incidents.actions import reviews
from incidents.models import Addendum
from ledger.models import Notice
from tests.accounts.people import inside
from tests.cast import NOW
from tests.factories.incidents import submitted
from tests.incidents.views.desk import at, counts, page


@pytest.fixture
def sent(cast):
    """A call that waits for the officer."""
    return submitted(cast.principal, cast.school, NOW)


def test_withdrawing_needs_a_reason_and_tells_the_agency_why(sent, principal, sro):
    assert principal.post(at(sent, "withdraw/"), {"reason": " "}).status_code == 422
    for _time in range(2):
        assert principal.post(at(sent, "withdraw/"), {"reason": "We settled it ourselves."}).url == at(sent)
    shown = page(sro.get(at(sent)))
    assert "Withdrawn by the school" in shown
    assert "We settled it ourselves." in shown
    assert Notice.objects.filter(kind="incidents.referral_withdrawn").count() == 3


def test_withdrawing_what_was_reviewed_meanwhile_keeps_the_words(cast, sent, principal):
    reviews.decide(
        by=cast.supervisor,
        at=NOW,
        referral=sent,
        determination="police_matter",
        crime_involved="yes",
        reason="The first reason.",
    )
    before = counts()
    response = principal.post(at(sent, "withdraw/"), {"reason": "KEPT-WORDS"})
    assert response.status_code == 409
    assert "KEPT-WORDS" in page(response)
    assert counts() == before
    assert principal.get(at(sent, "withdraw/")).url == at(sent)


def test_a_district_administrator_reads_and_never_writes(cast, sent, district):
    before = counts()
    for step, given in (
        ("withdraw/", {"reason": "x"}),
        ("reply/", {"reply": "x"}),
        ("addendum/", {"text": "x", "crosses": "no", "form_key": uuid4()}),
        ("disclose/", {}),
    ):
        assert district.get(at(sent, step)).status_code == 403, step
        assert district.post(at(sent, step), given).status_code == 403, step
    shown = page(district.get(at(sent)))
    for step in ("withdraw/", "reply/", "addendum/", "accept/", "review/"):
        assert f'href="{at(sent, step)}"' not in shown
    assert district.get("/referrals/new/").status_code == 404
    assert counts() == before


def add(client, referral, text, crosses, key=None):
    return client.post(at(referral, "addendum/"), {"text": text, "crosses": crosses, "form_key": key or uuid4()})


def test_a_later_fact_is_read_by_those_it_was_meant_for(sent, principal, sro):
    add(principal, sent, "SCHOOLS-OWN-FACT", "no")
    add(principal, sent, "SCHOOLS-SHARED-FACT", "yes")
    add(sro, sent, "AGENCYS-OWN-FACT", "no")
    add(sro, sent, "AGENCYS-SHARED-FACT", "yes")
    school, agency = page(principal.get(at(sent))), page(sro.get(at(sent)))
    for shared in ("SCHOOLS-SHARED-FACT", "AGENCYS-SHARED-FACT"):
        assert shared in school
        assert shared in agency
    assert "SCHOOLS-OWN-FACT" in school
    assert "SCHOOLS-OWN-FACT" not in agency
    assert "AGENCYS-OWN-FACT" in agency
    assert "AGENCYS-OWN-FACT" not in school


def test_a_later_fact_sent_twice_is_one(sent, principal):
    key = uuid4()
    for _time in range(2):
        assert add(principal, sent, "A witness came forward.", "yes", key).url == at(sent)
    assert Addendum.objects.count() == 1


def test_someone_elses_form_key_is_refused(cast, sent, principal):
    key = uuid4()
    add(inside(cast.designee), sent, "Theirs.", "no", key)
    assert add(principal, sent, "Mine.", "no", key).status_code == 403
    assert Addendum.objects.get().text == "Theirs."


def test_a_later_fact_cannot_cross_where_no_one_was_told(cast, principal):
    cast.posting.delete()
    kept = submitted(cast.principal, cast.school, NOW)
    response = add(principal, kept, "KEPT-WORDS", "yes")
    assert response.status_code == 422
    assert "Nothing crosses now" in page(response)
    assert "KEPT-WORDS" in page(response)
    assert not Addendum.objects.exists()
    assert add(principal, kept, "Ours.", "no").status_code == 302
