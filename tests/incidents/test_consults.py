"""Ask the supervisor before a call: what crosses, who answers, what becomes of it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from incidents.actions import consults, drafts, referrals
from incidents.choices import About, Advice, Crime, Danger, Direction
from incidents.errors import (
    AlreadyAsked,
    AnswerStands,
    ChangedMeanwhile,
    ConsultEnded,
    CoverClosed,
    ForeignClause,
    IncompleteReferral,
    NobodyToAsk,
    NotToAsk,
    NotYours,
    OwnRecord,
)
from incidents.models import Consult, ConsultAnswer, Disclosure, KeptInSchool, Referral
from incidents.record.consults import consults_for
from incidents.states import ConsultState, ReferralState
from ledger.models import Event, Notice
from tests.cast import NOW
from tests.factories import consults as made
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.incidents import draft
from tests.factories.partnerships import ClauseFactory, PostingFactory

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=2)


def supervisor_of(cast, name="Second Supervisor"):
    user = UserFactory(name=name)
    MembershipFactory(user=user, role="sro_supervisor", organization=cast.agency)
    return user


def ask(cast, one, by=None, at=NOW, **more):
    given = {"behavior": "other_weapon", "place": "gym", "question": made.QUESTION, **more}
    seen = given.pop("seen", None)
    by = by or cast.principal
    return consults.ask(by=by, at=at, referral=one, asked=consults.Asked(**given), form_key=uuid4(), seen=seen)


def nothing_was_asked():
    assert not Consult.objects.exists()
    assert not Disclosure.objects.exists()
    assert not Notice.objects.filter(kind="incidents.consult_asked").exists()


def test_the_question_crosses_without_anybody_and_the_draft_stays(cast):
    one = draft(cast.principal, cast.school, NOW, crime=Crime.UNSURE, danger=Danger.NONE)
    consult = ask(cast, one)
    told = Disclosure.objects.get()
    assert (told.consult, told.referral, told.direction) == (consult, None, Direction.TO_AGENCY)
    assert (told.basis, told.identity_basis, told.clause) == ("personal_observation", "", cast.information)
    projection = str(told.text.projection)
    assert made.QUESTION in projection
    for words in ("gray hoodie", "NAME-TOKEN", "S-9981", "SCHOOL-ONLY-TOKEN", "pushed each other"):
        assert words not in projection
    one.refresh_from_db()
    assert one.state == ReferralState.DRAFT
    assert one.participants.count() == 1


def test_the_supervisors_are_told_with_a_number_and_a_link_and_no_fact(cast):
    consult = made.asked(cast.principal, cast.school, NOW)
    told = Notice.objects.filter(kind="incidents.consult_asked")
    assert {one.to for one in told} == {str(cast.supervisor.pk), str(cast.second_supervisor.pk)}
    assert told[0].facts == {"number": "Q26-0001", "path": f"/questions/{consult.pk}/"}


def test_a_question_is_no_referral_and_not_kept_in_school(cast):
    made.answered(cast.principal, cast.school, cast.supervisor, NOW)
    assert not Referral.objects.submitted().exists()
    assert not KeptInSchool.objects.exists()


def test_numbers_count_what_this_agency_was_asked_and_nothing_else(cast):
    first = made.asked(cast.principal, cast.school, NOW)
    consults.withdraw(by=cast.principal, at=NOW, consult=first)
    made.unsure(cast.principal, cast.school, NOW)
    second = made.asked(cast.designee, cast.school, NOW)
    assert [first.number, second.number] == ["Q26-0001", "Q26-0002"]


@pytest.mark.parametrize(
    "answers",
    [
        {"crime": Crime.YES},
        {"crime": Crime.NO},
        {"danger": Danger.NOW},
        {"danger": Danger.OVER},
        {"behavior": "firearm"},
    ],
)
def test_it_is_not_offered_for_danger_a_crime_or_what_is_handed_on(cast, answers):
    one = made.unsure(cast.principal, cast.school, NOW)
    drafts.change(by=cast.principal, at=NOW, referral=one, answers=answers)
    with pytest.raises(NotToAsk):
        ask(cast, one, behavior=answers.get("behavior", "other_weapon"))
    nothing_was_asked()


def test_a_question_is_one_however_often_its_form_is_sent(cast):
    one, key = made.unsure(cast.principal, cast.school, NOW), uuid4()
    said = consults.Asked("other_weapon", "gym", made.QUESTION)
    first = consults.ask(by=cast.principal, at=NOW, referral=one, asked=said, form_key=key)
    assert consults.ask(by=cast.principal, at=NOW, referral=one, asked=said, form_key=key) == first
    with pytest.raises(AlreadyAsked):
        ask(cast, one)
    assert Consult.objects.count() == Disclosure.objects.count() == 1


def test_what_changed_since_the_check_is_not_sent(cast):
    one = made.unsure(cast.principal, cast.school, NOW)
    with pytest.raises(ChangedMeanwhile):
        ask(cast, one, seen=NOW - timedelta(minutes=5))
    nothing_was_asked()


def test_nothing_is_asked_once_the_mou_has_lapsed(cast):
    one = made.unsure(cast.principal, cast.school, NOW)
    cast.version.expires_on = (NOW - timedelta(days=60)).date()
    cast.version.save()
    with pytest.raises(CoverClosed):
        ask(cast, one)
    nothing_was_asked()


def test_a_question_without_words_or_without_a_reason_is_not_sent(cast):
    one = made.unsure(cast.principal, cast.school, NOW)
    with pytest.raises(IncompleteReferral):
        ask(cast, one, question=" ")
    nothing_was_asked()


@pytest.mark.parametrize("who", ["sro", "supervisor", "district_administrator", "records_custodian", "staff"])
def test_only_who_writes_calls_at_the_school_asks(cast, who):
    one = made.unsure(cast.principal, cast.school, NOW)
    with pytest.raises(NotYours):
        ask(cast, one, by=getattr(cast, who))
    nothing_was_asked()


def test_the_answer_crosses_back_by_the_agencys_own_disclosure(cast):
    consult = made.asked(cast.principal, cast.school, NOW)
    made.answer(cast.supervisor, consult, LATER, clause=cast.discipline)
    told = Disclosure.objects.get(about=About.ADVICE)
    assert (told.consult, told.source, told.recipient) == (consult, cast.agency, cast.district)
    assert told.direction == Direction.TO_SCHOOL
    assert told.text.projection["reply"] == made.ADVICE
    assert told.text.projection["clause"]["number"] == cast.discipline.number
    notice = Notice.objects.get(kind="incidents.consult_answered")
    assert notice.to == str(cast.principal.pk)
    (record,) = consults_for(cast.principal, Consult.objects.for_record(), LATER)
    assert (record.answer.kind, record.answer.text) == (Advice.SCHOOL, made.ADVICE)


def test_of_two_answers_the_first_stands(cast):
    consult, second = made.asked(cast.principal, cast.school, NOW), cast.second_supervisor
    made.answer(cast.supervisor, consult, LATER)
    with pytest.raises(AnswerStands):
        made.answer(second, consult, LATER, kind=Advice.POLICE, text="Call us.")
    assert ConsultAnswer.objects.get().by == cast.supervisor


def test_a_withdrawn_question_takes_no_answer(cast):
    consult = made.asked(cast.principal, cast.school, NOW)
    consults.withdraw(by=cast.designee, at=LATER, consult=consult)
    with pytest.raises(ConsultEnded):
        made.answer(cast.supervisor, consult, LATER)
    assert not ConsultAnswer.objects.exists()
    assert Disclosure.objects.get(about=About.CONSULT_END).direction == Direction.TO_AGENCY
    assert Notice.objects.filter(kind="incidents.consult_ended", to=str(cast.supervisor.pk)).exists()


def test_the_officer_and_strangers_do_not_answer(cast):
    consult = made.asked(cast.principal, cast.school, NOW)
    for user in (cast.sro, cast.agency_administrator, cast.principal, cast.stranger_supervisor):
        with pytest.raises(NotYours):
            made.answer(user, consult, LATER)
        assert user == cast.principal or not Consult.objects.visible_to(user).exists()


def test_who_is_named_in_the_question_neither_answers_nor_is_told(cast):
    second = supervisor_of(cast, "Odile Ravensworth")
    consult = made.asked(cast.principal, cast.school, NOW, question="Did Lt. Ravensworth have a right to search it?")
    with pytest.raises(OwnRecord):
        made.answer(second, consult, LATER)
    assert not Notice.objects.filter(kind="incidents.consult_asked", to=str(second.pk)).exists()
    made.answer(cast.supervisor, consult, LATER)


def test_who_is_the_schools_own_officer_too_leaves_it_to_another_supervisor(cast):
    second = supervisor_of(cast)
    MembershipFactory(user=second, role="sro", organization=cast.agency)
    PostingFactory(officer=second, school=cast.school, partnership=cast.partnership)
    consult = made.asked(cast.principal, cast.school, NOW)
    with pytest.raises(OwnRecord):
        made.answer(second, consult, LATER)
    made.answer(cast.supervisor, consult, LATER)


def test_the_only_supervisor_who_is_left_answers_though_posted_there(cast):
    PostingFactory(officer=cast.supervisor, school=cast.school, partnership=cast.partnership)
    words = f"May {cast.second_supervisor.name} search it?"
    consult = made.asked(cast.principal, cast.school, NOW, question=words)
    made.answer(cast.supervisor, consult, LATER)
    assert ConsultAnswer.objects.exists()


def test_nothing_is_asked_that_nobody_may_answer(cast):
    one = made.unsure(cast.principal, cast.school, NOW)
    with pytest.raises(NobodyToAsk):
        ask(cast, one, question=f"May {cast.supervisor.name} or {cast.second_supervisor.name} search it?")
    nothing_was_asked()


def test_a_clause_of_another_mou_is_not_cited(cast):
    consult = made.asked(cast.principal, cast.school, NOW)
    with pytest.raises(ForeignClause):
        made.answer(cast.supervisor, consult, LATER, clause=ClauseFactory())
    assert not ConsultAnswer.objects.exists()


def test_made_a_call_it_is_filled_with_what_was_typed_and_becomes_that_referral(cast):
    consult = made.answered(
        cast.principal,
        cast.school,
        cast.supervisor,
        NOW,
    )
    one = consults.go_on(by=cast.principal, at=LATER, consult=consult, crime=Crime.UNSURE)
    assert (one.behavior, one.place, one.crime) == ("other_weapon", "gym", Crime.UNSURE)
    assert dict(one.texts.values_list("kind", "text")) == {"crime_reason": made.REASON, "shared": made.QUESTION}
    consult.refresh_from_db()
    assert consult.state == ConsultState.ANSWERED
    drafts.change(
        by=cast.principal,
        at=LATER,
        referral=one,
        answers={"started_by": "staff", "occurred_at": NOW - timedelta(hours=1)},
    )
    sent = referrals.submit(by=cast.principal, at=LATER, referral=one)
    consult.refresh_from_db()
    assert (consult.state, consult.referral, consult.ended_at) == (ConsultState.REFERRED, sent, LATER)
    assert sent.disclosures.get().text.projection["asked_first"] == consult.number
    assert not Disclosure.objects.filter(about=About.CONSULT_END).exists()


def test_a_call_made_at_once_ends_the_question_that_still_waits(cast):
    consult = made.asked(cast.principal, cast.school, NOW)
    one = consults.go_on(by=cast.principal, at=LATER, consult=consult, crime=Crime.UNSURE)
    drafts.change(
        by=cast.principal,
        at=LATER,
        referral=one,
        answers={"started_by": "staff", "occurred_at": NOW - timedelta(hours=1)},
    )
    referrals.submit(by=cast.principal, at=LATER, referral=one)
    consult.refresh_from_db()
    assert consult.state == ConsultState.REFERRED
    assert Disclosure.objects.filter(about=About.CONSULT_END, consult=consult).exists()


def test_kept_in_school_the_question_closes_and_the_agency_is_not_told_how(cast):
    consult = made.answered(cast.principal, cast.school, cast.supervisor, NOW)
    before = Disclosure.objects.count()
    one = consults.go_on(by=cast.principal, at=LATER, consult=consult, crime=Crime.NO)
    referrals.keep_in_school(
        by=cast.principal, at=LATER, referral=one, route="family", occurred_on=NOW.date(), behavior="phone"
    )
    consult.refresh_from_db()
    assert (consult.state, consult.referral_id) == (ConsultState.CLOSED, None)
    assert Disclosure.objects.count() == before
    (ours,) = consults_for(cast.principal, Consult.objects.for_record(), LATER)
    (theirs,) = consults_for(cast.supervisor, Consult.objects.for_record(), LATER)
    assert (ours.standing, theirs.standing) == ("closed", "answered")


def test_a_question_outlives_a_discarded_draft_and_goes_on_in_a_new_one(cast):
    consult = made.answered(cast.principal, cast.school, cast.supervisor, NOW)
    drafts.discard(by=cast.principal, at=LATER, referral=Referral.objects.get())
    one = consults.go_on(by=cast.designee, at=LATER, consult=consult, crime=Crime.UNSURE)
    assert (one.behavior, one.danger, one.crime) == ("other_weapon", Danger.NONE, Crime.UNSURE)
    assert consults.go_on(by=cast.designee, at=LATER, consult=consult, crime=Crime.UNSURE) == one


def test_a_closed_question_goes_nowhere_any_more(cast):
    consult = made.answered(cast.principal, cast.school, cast.supervisor, NOW)
    consults.close(by=cast.principal, at=LATER, consult=consult)
    for act in (consults.close, consults.withdraw):
        with pytest.raises(ConsultEnded):
            act(by=cast.principal, at=LATER, consult=consult)
    with pytest.raises(ConsultEnded):
        consults.go_on(by=cast.principal, at=LATER, consult=consult, crime=Crime.NO)


def test_it_is_late_after_the_school_days_in_which_the_mou_has_calls_reviewed(cast):
    made.asked(cast.principal, cast.school, NOW)
    due = NOW + timedelta(days=5)  # a Wednesday and three school days: Monday
    (then,) = consults_for(cast.principal, Consult.objects.for_record(), due)
    (after,) = consults_for(cast.principal, Consult.objects.for_record(), due + timedelta(days=1))
    assert (then.late, after.late) == (False, True)


def test_past_the_mous_grace_the_agency_opens_no_question_and_the_school_still_does(cast):
    made.answered(cast.principal, cast.school, cast.supervisor, NOW)
    cast.version.expires_on = (NOW - timedelta(days=60)).date()
    cast.version.save()
    assert not Consult.objects.visible_to(cast.supervisor, LATER).exists()
    assert not Disclosure.objects.visible_to(cast.supervisor, LATER).exists()
    assert Consult.objects.visible_to(cast.principal, LATER).count() == 1
    assert Disclosure.objects.on_school_side_of(cast.records_custodian, LATER).count() == 2


def test_every_step_is_an_event_with_the_school_and_a_seal(cast):
    consult = made.answered(cast.principal, cast.school, cast.supervisor, NOW)
    consults.close(by=cast.principal, at=LATER, consult=consult)
    events = Event.objects.filter(object_type="incidents.consult").order_by("seq")
    assert [one.action for one in events] == [
        "incidents.consult.asked",
        "incidents.consult.answered",
        "incidents.consult.closed",
    ]
    assert [str(one.organization_id) for one in events] == [
        str(one.pk) for one in (cast.district, cast.agency, cast.district)
    ]
