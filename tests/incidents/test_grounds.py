"""The clause under which something crosses is found by its direction, and a decline is offered the clauses that fit."""

from datetime import timedelta
from uuid import uuid4

import pytest

from incidents.actions import addenda, leads, outcomes, questions, referrals
from incidents.choices import About, Direction
from incidents.forms.agency import ANOTHER_CLAUSE, DeclineForm
from incidents.models import Disclosure, Response
from partnerships.terms import TermKey
from tests.accounts.people import inside
from tests.cast import NOW
from tests.factories.incidents import decided, submitted
from tests.factories.partnerships import ClauseFactory
from tests.incidents.asking import asked as asked_for
from tests.incidents.asking import granted
from tests.incidents.views.desk import at, page


def whole_walk(cast):
    """Everything that can cross, in both directions."""
    call = decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW)
    later = NOW + timedelta(hours=3)
    outcomes.record_outcome(by=cast.sro, at=later, referral=call, kind="advice", form_key=uuid4())
    for person in (cast.principal, cast.sro):
        addenda.add(by=person, at=later, referral=call, text="Later.", crosses=True, form_key=uuid4())
    other = submitted(cast.principal, cast.school, NOW)
    asked = questions.ask(by=cast.sro, at=NOW, referral=other, question="Where?", form_key=uuid4())
    questions.reply(by=cast.principal, at=NOW, question=asked, reply="There.", form_key=uuid4())
    leads.set_lead(by=cast.sro, at=later, referral=other, lead="officer", shown=None, form_key=uuid4())
    granted(cast, asked_for(cast))
    referrals.withdraw(by=cast.principal, at=later, referral=other, reason="It is settled.")


def cited():
    """Of each disclosure, which way, about what, under which clause."""
    rows = Disclosure.objects.values_list("direction", "about", "clause__number").distinct().order_by()
    return {(direction, about): number for direction, about, number in rows}


@pytest.mark.parametrize("first", ["told", "back"])
def test_what_the_agency_tells_rests_on_the_clause_by_which_it_reports_back(cast, first):
    place = cast.information.position
    back = ClauseFactory(version=cast.version, number="6.3", subject="information", position=place + 1)
    if first == "back":
        type(back).objects.filter(pk=back.pk).update(position=place - 1)
    term = cast.version.terms.create(key=TermKey.OUTCOMES_REPORTED, value=["advice"], clause=back)
    whole_walk(cast)
    found = cited()
    assert {about for _direction, about in found} == set(About.values)
    for (direction, about), number in found.items():
        assert number == ("6.3" if direction == Direction.TO_SCHOOL else "6.1"), about
    assert term.clause_id == back.pk


def test_a_single_clause_on_information_grounds_both_ways(cast):
    whole_walk(cast)
    assert set(cited().values()) == {"6.1"}


def test_no_clause_is_cited_that_says_something_else(cast):
    ClauseFactory(version=cast.version, number="6.7", subject="information", heading="Cameras")
    whole_walk(cast)
    assert {number for (way, _about), number in cited().items() if way == Direction.TO_SCHOOL} == {None}
    assert {number for (way, _about), number in cited().items() if way == Direction.TO_AGENCY} == {"6.1"}


def clauses(cast):
    """An MOU with purpose and parties, discipline, calls and others, in its order."""
    made = [
        ("1.1", ""),
        ("2.1", "roles"),
        ("3.1", "discipline"),
        ("3.2", "calls"),
        ("3.4", "discipline"),
        ("7.2", "training"),
    ]
    cast.version.clauses.all().delete()
    return [
        ClauseFactory(version=cast.version, number=number, subject=subject, position=place)
        for place, (number, subject) in enumerate(made)
    ]


def test_a_decline_is_offered_three_likely_clauses_the_first_of_them_chosen(cast, sro_client):
    made = {one.number: one for one in clauses(cast)}
    sent = submitted(cast.principal, cast.school, NOW)
    shown = page(sro_client.get(at(sent, "decline/")))
    radios = shown.partition('name="clause"')[2].partition('name="another"')[0]
    assert [number for number in ("1.1", "2.1", "3.1", "3.2", "3.4", "7.2") if f"{number} " in radios] == [
        "2.1",
        "3.1",
        "3.2",
    ]
    form = DeclineForm(clauses=list(made.values()))
    assert form["clause"].value() == str(made["3.1"].pk)
    assert str(made["1.1"].pk) not in shown
    assert str(made["7.2"].pk) in shown


def test_another_clause_is_cited_once_it_is_chosen(cast, sro_client):
    made = {one.number: one for one in clauses(cast)}
    sent = submitted(cast.principal, cast.school, NOW)
    given = {"form_key": uuid4(), "clause": ANOTHER_CLAUSE, "reason": "As agreed."}
    for other in ("", str(made["1.1"].pk), str(uuid4())):
        assert sro_client.post(at(sent, "decline/"), {**given, "another": other}).status_code == 422
    assert not Response.objects.exists()
    assert sro_client.post(at(sent, "decline/"), {**given, "another": str(made["7.2"].pk)}).status_code == 302
    assert Response.objects.get().clause == made["7.2"]


def test_an_mou_without_subjects_offers_its_first_clauses(cast, sro_client):
    for one in clauses(cast):
        type(one).objects.filter(pk=one.pk).update(subject="")
    sent = submitted(cast.principal, cast.school, NOW)
    assert "1.1 " in page(sro_client.get(at(sent, "decline/")))


@pytest.fixture
def sro_client(cast):
    return inside(cast.sro)
