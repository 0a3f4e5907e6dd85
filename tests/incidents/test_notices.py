"""Who is told, once, without a student fact; and whether it still holds when the mail goes."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from common.mail import compose
from incidents.actions import addenda, outcomes, questions, referrals, reviews
from incidents.events import NoticeKind
from incidents.notices import holds as holds_still
from ledger.actions.mailing import NoticeFact
from ledger.models import Notice
from tests.cast import NOW
from tests.factories.incidents import NAME, SHARED, accepted, decided, submitted
from tests.factories.partnerships import PostingFactory


def told(kind):
    return set(Notice.objects.filter(kind=f"incidents.{kind}").values_list("to", flat=True))


def ids(*people):
    return {str(person.pk) for person in people}


def fact(notice, now):
    return NoticeFact(
        id=str(notice.pk),
        kind=notice.kind,
        to=notice.to,
        about=(notice.about_type, notice.about_id),
        key=notice.key,
        at=notice.at,
        due=notice.due,
        facts=notice.facts,
        mandatory=notice.mandatory,
        now=now,
    )


def holds(kind, at=NOW):
    return {holds_still(fact(one, at)) for one in Notice.objects.filter(kind=f"incidents.{kind}")}


def test_officers_posted_and_supervisors_are_told_of_a_call(cast):
    PostingFactory(partnership=cast.partnership, school=cast.second_school)
    submitted(cast.principal, cast.school, NOW)
    assert told("referral_submitted") == ids(cast.sro, cast.supervisor, cast.second_supervisor)


def test_who_left_the_agency_is_not_told(cast):
    cast.supervisor.memberships.update(ends_on=date(2026, 10, 14))
    submitted(cast.principal, cast.school, NOW)
    assert told("referral_submitted") == ids(cast.sro, cast.second_supervisor)


def test_the_writer_is_told_or_the_principal_when_the_writer_left(cast):
    sent = submitted(cast.designee, cast.school, NOW)
    cast.designee.memberships.update(ends_on=date(2026, 10, 14))
    reviews.decide(
        by=cast.supervisor,
        at=NOW,
        referral=sent,
        decision=reviews.Decision(determination="emergency", crime_involved="yes", reason="Hurt."),
        form_key=uuid4(),
    )
    assert told("referral_decided") == ids(cast.principal)


def test_a_question_reaches_writer_and_principal(cast):
    sent = submitted(cast.designee, cast.school, NOW)
    questions.ask(by=cast.sro, at=NOW, referral=sent, question="Who?", form_key=uuid4())
    assert told("question_asked") == ids(cast.principal, cast.designee)


def test_a_later_fact_that_crosses_is_told_to_the_other_side(cast):
    sent = submitted(cast.principal, cast.school, NOW)
    addenda.add(by=cast.principal, at=NOW, referral=sent, text="Stays.", crosses=False, form_key=uuid4())
    assert told("addendum_added") == set()
    addenda.add(by=cast.supervisor, at=NOW, referral=sent, text="For you.", crosses=True, form_key=uuid4())
    assert told("addendum_added") == ids(cast.principal)


def test_no_notice_carries_a_fact_of_a_student(cast):
    done = decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW)
    for notice in Notice.objects.all():
        # What is asked of the officer is no fact of a student.
        assert set(notice.facts) - {"what_for"} == {"number", "path"}
        assert notice.facts["number"] in {done.number, done.agency_number}
        assert notice.kind in NoticeKind.values


@pytest.mark.parametrize("kind", sorted(set(NoticeKind.values) - {NoticeKind.OFFICER_LEFT}))  # of a school's calls
def test_every_kind_has_its_three_templates(kind):
    link = "https://portal.example/referrals/1/"
    mail = compose(
        kind=kind,
        to="a@example.org",
        context={"number": "26-0147", "link": link},
        message_id="<1@portal.example>",
        language="en",
    )
    html = mail.alternatives[0][0]
    assert "26-0147" in mail.subject
    assert "26-0147" in mail.body
    assert link in mail.body
    assert link in html
    assert SHARED not in mail.body
    assert NAME not in html


def test_a_call_that_was_decided_meanwhile_is_not_announced(cast):
    sent = submitted(cast.principal, cast.school, NOW)
    assert holds("referral_submitted") == {True}
    reviews.decide(
        by=cast.supervisor,
        at=NOW,
        referral=sent,
        decision=reviews.Decision(determination="emergency", crime_involved="yes", reason="Hurt."),
        form_key=uuid4(),
    )
    assert holds("referral_submitted") == {False}
    assert holds("referral_decided") == {True}


def test_nobody_is_told_of_what_they_can_no_longer_open(cast):
    submitted(cast.principal, cast.school, NOW)
    assert holds("referral_submitted", datetime(2027, 8, 1, tzinfo=UTC)) == {False}
    cast.posting.ends_on = date(2026, 10, 14)
    cast.posting.save()
    assert holds("referral_submitted") == {False, True}


def test_an_answered_question_is_not_asked_again(cast):
    asked = questions.ask(
        by=cast.sro, at=NOW, referral=submitted(cast.principal, cast.school, NOW), question="Who?", form_key=uuid4()
    )
    assert holds("question_asked") == {True}
    questions.reply(by=cast.principal, at=NOW, question=asked, reply="A teacher.", form_key=uuid4())
    assert holds("question_asked") == {False}
    assert holds("question_answered") == {True}


def test_a_withdrawn_call_and_an_outcome_hold(cast):
    taken = accepted(cast.principal, cast.school, cast.sro, NOW)
    outcomes.record_outcome(by=cast.sro, at=NOW, referral=taken, kind="warning", form_key=uuid4())
    referrals.withdraw(by=cast.principal, at=NOW + timedelta(hours=2), referral=taken, reason="Solved.")
    assert holds("outcome_recorded") == holds("referral_withdrawn") == {True}
