"""The officer's answer, the outcome, questions both ways, the determination."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction

from incidents.actions import outcomes, questions, referrals, responses, reviews
from incidents.choices import About, Answer, Crime, Determination, Direction, OutcomeKind
from incidents.errors import (
    AlreadyAnswered,
    AlreadyDecided,
    CoverClosed,
    ForeignClause,
    IncompleteReferral,
    NotAccepted,
    OwnRecord,
    QuestionOpen,
    UnknownAnswer,
)
from incidents.models import Disclosure, Outcome, Question, Referral, Response, Review
from incidents.states import ReferralState
from ledger.models import Event, Notice
from partnerships.terms import ALL_OUTCOMES, REPORTED_BY_DEFAULT, TermKey
from tests.cast import NOW
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.incidents import accepted, decided, submitted
from tests.factories.partnerships import ClauseFactory, PostingFactory, TermFactory

LATER = NOW + timedelta(hours=3)


def sent_by(cast, person=None):
    return submitted(person or cast.principal, cast.school, NOW)


def decide(cast, referral, by=None, **more):
    given = {
        "determination": Determination.RETURNED_TO_SCHOOL,
        "crime_involved": Crime.NO,
        "reason": "A matter of the school's rules.",
        **more,
    }
    decision = reviews.Decision(**given)
    return reviews.decide(by=by or cast.supervisor, at=LATER, referral=referral, decision=decision, form_key=uuid4())


def test_accepting_tells_the_school_the_answer(cast):
    sent = sent_by(cast)
    responses.accept(
        by=cast.sro,
        at=LATER,
        referral=sent,
        note="On my way.",
        elements=responses.Elements("yes", "13B"),
        form_key=uuid4(),
    )
    sent.refresh_from_db()
    assert sent.state == ReferralState.ACCEPTED
    told = Disclosure.objects.get(about=About.RESPONSE)
    assert (told.direction, told.source, told.recipient) == (Direction.TO_SCHOOL, cast.agency, cast.district)
    assert told.text.projection["by"] == {"name": "Iris Lindqvist", "title": "Dep."}
    assert list(Notice.objects.filter(kind="incidents.referral_answered").values_list("to", flat=True)) == [
        str(cast.principal.pk)
    ]


def test_declining_cites_the_clause(cast):
    sent = sent_by(cast)
    responses.decline(by=cast.sro, at=LATER, referral=sent, clause=cast.discipline, reason="", form_key=uuid4())
    sent.refresh_from_db()
    assert sent.state == ReferralState.DECLINED
    assert Disclosure.objects.get(about=About.RESPONSE).text.projection["clause"]["number"] == "4.2"


def test_declining_without_clause_or_reason_is_refused(cast):
    sent = sent_by(cast)
    with pytest.raises(IncompleteReferral):
        responses.decline(by=cast.sro, at=LATER, referral=sent, clause=None, reason=" ", form_key=uuid4())
    assert not Response.objects.exists()


def test_a_clause_of_another_mou_is_refused(cast):
    sent = sent_by(cast)
    with pytest.raises(ForeignClause):
        responses.decline(by=cast.sro, at=LATER, referral=sent, clause=ClauseFactory(), reason="x", form_key=uuid4())
    with pytest.raises(ForeignClause):
        decide(cast, sent, clause=ClauseFactory())
    assert not Response.objects.exists()
    assert not Review.objects.exists()


@pytest.mark.parametrize("elements", [responses.Elements("perhaps"), responses.Elements("yes", "ZZZ")])
def test_answers_outside_their_lists_are_refused(cast, elements):
    sent = sent_by(cast)
    with pytest.raises(UnknownAnswer):
        responses.accept(by=cast.sro, at=LATER, referral=sent, elements=elements, form_key=uuid4())
    sent.refresh_from_db()
    assert sent.state == ReferralState.SUBMITTED


def test_a_second_answer_is_refused(cast):
    sent = accepted(cast.principal, cast.school, cast.sro, NOW)
    with pytest.raises(AlreadyAnswered):
        responses.decline(by=cast.sro, at=LATER, referral=sent, clause=cast.discipline, reason="", form_key=uuid4())
    assert Response.objects.get().answer == Answer.ACCEPT


@pytest.mark.parametrize("kind", sorted(OutcomeKind.values))
def test_an_outcome_reaches_the_school_only_as_the_mou_reports(cast, kind):
    taken = accepted(cast.principal, cast.school, cast.sro, NOW)
    outcomes.record_outcome(by=cast.sro, at=LATER, referral=taken, kind=kind, note="Ours.", form_key=uuid4())
    told = Disclosure.objects.filter(about=About.OUTCOME)
    noticed = Notice.objects.filter(kind="incidents.outcome_recorded")
    assert told.exists() == noticed.exists() == (kind in REPORTED_BY_DEFAULT)
    assert all("Ours." not in str(one.text.projection) for one in told)
    assert Outcome.objects.get().kind == kind


def test_a_term_can_report_an_arrest(cast):
    TermFactory(version=cast.version, key=TermKey.OUTCOMES_REPORTED, value=list(ALL_OUTCOMES), clause=cast.discipline)
    taken = accepted(cast.principal, cast.school, cast.sro, NOW)
    outcomes.record_outcome(by=cast.sro, at=LATER, referral=taken, kind="arrest", form_key=uuid4())
    assert Disclosure.objects.get(about=About.OUTCOME).clause == cast.discipline


def test_the_same_outcome_form_twice_is_one_row(cast):
    taken = accepted(cast.principal, cast.school, cast.sro, NOW)
    key = uuid4()
    for _ in range(2):
        outcomes.record_outcome(by=cast.sro, at=LATER, referral=taken, kind="warning", form_key=key)
    assert Outcome.objects.count() == 1
    assert Event.objects.filter(action="incidents.outcome.recorded").count() == 1


def test_no_outcome_before_the_call_was_accepted(cast):
    sent = sent_by(cast)
    with pytest.raises(NotAccepted):
        outcomes.record_outcome(by=cast.sro, at=LATER, referral=sent, kind="warning", form_key=uuid4())
    assert not Outcome.objects.exists()


@pytest.mark.parametrize("asker", ["sro", "supervisor"])
def test_a_question_crosses_and_its_answer_crosses_back(cast, asker):
    sent = sent_by(cast)
    asked = questions.ask(by=getattr(cast, asker), at=NOW, referral=sent, question="Who saw it?", form_key=uuid4())
    assert Referral.objects.with_open_question().get() == sent
    assert set(Notice.objects.filter(kind="incidents.question_asked").values_list("to", flat=True)) == {
        str(cast.principal.pk)
    }
    questions.reply(by=cast.designee, at=LATER, question=asked, reply="Two teachers.", form_key=uuid4())
    assert not Referral.objects.with_open_question().exists()
    told = Disclosure.objects.get(about=About.REPLY)
    assert (told.direction, told.text.projection["reply"]) == (Direction.TO_AGENCY, "Two teachers.")
    assert Notice.objects.get(kind="incidents.question_answered").to == str(getattr(cast, asker).pk)


def test_one_question_at_a_time_and_one_reply(cast):
    sent = sent_by(cast)
    asked = questions.ask(by=cast.sro, at=NOW, referral=sent, question="Who?", form_key=uuid4())
    with pytest.raises(QuestionOpen):
        questions.ask(by=cast.supervisor, at=NOW, referral=sent, question="When?", form_key=uuid4())
    stale = Question.objects.get(pk=asked.pk)
    questions.reply(by=cast.principal, at=LATER, question=asked, reply="A teacher.", form_key=uuid4())
    with pytest.raises(AlreadyAnswered):
        questions.reply(by=cast.designee, at=LATER, question=stale, reply="Another one.", form_key=uuid4())
    assert Question.objects.get().reply == "A teacher."
    given = {"referral": sent, "agency": cast.agency, "asked_by": cast.sro, "asked_at": NOW}
    Question.objects.create(question="a", form_key=uuid4(), **given)
    with pytest.raises(IntegrityError), transaction.atomic():
        Question.objects.create(question="b", form_key=uuid4(), **given)


def test_no_reply_crosses_past_grace_nor_after_the_decision(cast):
    sent = sent_by(cast)
    asked = questions.ask(by=cast.sro, at=NOW, referral=sent, question="Who?", form_key=uuid4())
    with pytest.raises(CoverClosed):
        questions.reply(
            by=cast.principal, at=NOW.replace(year=2027, month=8), question=asked, reply="A teacher.", form_key=uuid4()
        )
    decide(cast, sent)
    with pytest.raises(AlreadyDecided):
        questions.reply(by=cast.principal, at=LATER, question=asked, reply="A teacher.", form_key=uuid4())
    assert not Disclosure.objects.filter(about=About.REPLY).exists()


def test_the_determination_crosses_without_the_notes(cast):
    done = decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW)
    told = Disclosure.objects.get(about=About.REVIEW)
    assert "NOTES-TOKEN" not in str(told.text.projection)
    assert told.text.projection["feedback"] == "Called at the right time."
    assert (done.state, done.review.agrees_on_crime) == (ReferralState.DECIDED, True)


def test_a_determination_needs_a_reason(cast):
    sent = sent_by(cast)
    for given in ({"reason": " "}, {"determination": "guilty"}, {"crime_involved": "perhaps"}):
        with pytest.raises((IncompleteReferral, UnknownAnswer)):
            decide(cast, sent, **given)
    assert not Review.objects.exists()


def test_of_two_supervisors_with_stale_pages_one_wins(cast):
    sent = sent_by(cast)
    stale = Referral.objects.get(pk=sent.pk)
    decide(cast, sent)
    with pytest.raises(AlreadyDecided):
        decide(cast, stale, by=cast.second_supervisor, determination=Determination.POLICE_MATTER)
    assert Review.objects.get().by == cast.supervisor
    assert Disclosure.objects.filter(about=About.REVIEW).count() == 1
    assert Event.objects.filter(action="incidents.review.decided").count() == 1


def test_a_supervisor_does_not_review_what_they_answered_as_officer(cast):
    MembershipFactory(user=cast.supervisor, organization=cast.agency, role="sro")
    PostingFactory(partnership=cast.partnership, school=cast.school, officer=cast.supervisor)
    sent = sent_by(cast)
    responses.accept(by=cast.supervisor, at=NOW, referral=sent, elements=responses.Elements("yes"), form_key=uuid4())
    with pytest.raises(OwnRecord):
        decide(cast, sent)
    assert not Review.objects.exists()
    decide(cast, sent, by=cast.second_supervisor)


def test_nobody_reviews_what_they_wrote(cast):
    MembershipFactory(user=cast.supervisor, organization=cast.school, role="designee")
    sent = sent_by(cast, cast.supervisor)
    with pytest.raises(OwnRecord):
        decide(cast, sent)
    sent.refresh_from_db()
    assert sent.state == ReferralState.SUBMITTED


def test_asking_as_supervisor_does_not_bar_from_deciding(cast):
    sent = sent_by(cast)
    asked = questions.ask(by=cast.supervisor, at=NOW, referral=sent, question="Who?", form_key=uuid4())
    questions.reply(by=cast.principal, at=NOW, question=asked, reply="A teacher.", form_key=uuid4())
    assert decide(cast, sent).by == cast.supervisor


def test_a_closed_referral_takes_no_question_and_no_answer(cast):
    done = decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW)
    with pytest.raises(AlreadyDecided):
        questions.ask(by=cast.supervisor, at=LATER, referral=done, question="Who?", form_key=uuid4())
    with pytest.raises(AlreadyDecided):
        responses.accept(by=cast.sro, at=LATER, referral=done, elements=responses.Elements("yes"), form_key=uuid4())
    assert referrals.submit(by=cast.principal, at=LATER, referral=done).state == ReferralState.DECIDED


def test_who_holds_two_roles_crosses_with_the_title_of_the_one_that_acted(cast):
    MembershipFactory(user=cast.principal, organization=cast.second_school, role="designee", title="Dean")
    MembershipFactory(user=cast.sro, organization=cast.agency, role="agency_administrator", title="Records clerk")
    for user in (cast.principal, cast.sro):
        # Whichever of the two is found first.
        user.memberships.filter(title__in=("Dean", "Records clerk")).update(starts_on="2024-07-01")
    sent = sent_by(cast)
    questions.ask(by=cast.sro, at=LATER, referral=sent, question="Who was there?", form_key=uuid4())
    told = {one.about: one.text.projection for one in Disclosure.objects.select_related("text")}
    assert told[About.REFERRAL]["sender"]["title"] == told[About.REFERRAL]["writer"]["title"] == "Principal"
    assert told[About.QUESTION]["by"]["title"] == "Dep."


def test_roles_of_one_day_stand_in_the_order_in_which_they_were_given(cast):
    for number in range(8):
        given = MembershipFactory(user=UserFactory(), organization=cast.agency, role="sro", created_at=LATER)
        first = MembershipFactory(
            user=given.user, organization=cast.agency, role="sro_supervisor", created_at=NOW, title=str(number)
        )
        assert given.user.active_memberships(LATER)[0] == first
