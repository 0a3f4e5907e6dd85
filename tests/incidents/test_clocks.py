"""Due days follow the calendar, also when it changes."""

from datetime import date, timedelta
from uuid import uuid4

import time_machine

from incidents.actions import clocks, questions
from incidents.models import Referral
from incidents.record import rows_for
from ledger.models import Event
from partnerships.terms import TermKey
from tests.accounts.people import inside
from tests.cast import NOW
from tests.factories.accounts import ClosedDayFactory
from tests.factories.incidents import accepted, decided, submitted
from tests.factories.partnerships import PostingFactory, TermFactory, VersionFactory
from tests.incidents.views.desk import at, page


def days(referral):
    referral.refresh_from_db()
    return referral.answer_due_on, referral.review_due_on


def test_terms_and_closed_days_set_the_due_days(cast):
    TermFactory(version=cast.version, key=TermKey.SCHOOL_DAYS_TO_ANSWER, value=2)
    ClosedDayFactory(organization=cast.district, first_day=date(2026, 10, 15))
    ClosedDayFactory(organization=cast.school, first_day=date(2026, 10, 19))
    sent = submitted(cast.principal, cast.school, NOW)
    assert days(sent) == (date(2026, 10, 20), date(2026, 10, 21))


def test_a_calendar_that_never_opens_does_not_stop_a_call(cast):
    ClosedDayFactory(organization=cast.district, first_day=date(2026, 1, 1), last_day=date(2028, 12, 31))
    sent = submitted(cast.principal, cast.school, NOW)
    assert days(sent) == (date(2026, 10, 15), date(2026, 10, 19))


def test_a_closed_day_entered_later_moves_open_clocks_only(cast):
    sent = submitted(cast.principal, cast.school, NOW)
    done = decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW)
    before = days(done)
    ClosedDayFactory(organization=cast.district, first_day=date(2026, 10, 15))
    assert clocks.reset(at=NOW, district=cast.district) == 1
    assert days(sent) == (date(2026, 10, 16), date(2026, 10, 20))
    assert days(done) == before
    assert clocks.reset(at=NOW, district=cast.district) == 0
    assert Event.objects.filter(action="incidents.clocks.reset").count() == 1


def test_one_schools_closed_day_is_not_anothers(cast):
    PostingFactory(partnership=cast.partnership, school=cast.second_school, officer=cast.sro)
    here = submitted(cast.principal, cast.school, NOW)
    cast.principal.memberships.update(organization=cast.second_school)
    there = submitted(cast.principal, cast.second_school, NOW)
    ClosedDayFactory(organization=cast.second_school, first_day=date(2026, 10, 15))
    assert clocks.reset(at=NOW, district=cast.district) == 1
    assert days(here) == (date(2026, 10, 15), date(2026, 10, 19))
    assert days(there) == (date(2026, 10, 16), date(2026, 10, 20))


def test_a_record_nobody_received_has_no_clock(cast):
    cast.posting.delete()
    sent = submitted(cast.principal, cast.school, NOW)
    assert days(sent) == (None, None)
    assert clocks.reset(at=NOW, district=cast.district) == 0


def test_a_day_taken_back_moves_the_clock_back(cast):
    closed = ClosedDayFactory(organization=cast.district, first_day=date(2026, 10, 15))
    sent = submitted(cast.principal, cast.school, NOW)
    closed.delete()
    assert clocks.reset(at=NOW, district=cast.district) == 1
    assert days(sent) == (date(2026, 10, 15), date(2026, 10, 19))


def test_the_sweep_goes_through_every_district(cast):
    sent = submitted(cast.principal, cast.school, NOW)
    there = submitted(cast.stranger_principal, cast.other_school, NOW)
    for district in (cast.district, cast.other_district):
        ClosedDayFactory(organization=district, first_day=date(2026, 10, 15))
    assert clocks.reset_all(at=NOW) == 2
    assert days(sent) == days(there) == (date(2026, 10, 16), date(2026, 10, 20))


def test_all_districts_at_once_are_counted_as_each_call_by_itself(cast):
    sent = [submitted(cast.principal, cast.school, NOW + timedelta(days=wait)) for wait in (0, 1, 6)]
    sent.append(submitted(cast.stranger_principal, cast.other_school, NOW))
    asked_and_answered(cast, sent[1], 2, 5)
    ClosedDayFactory(organization=cast.district, first_day=date(2026, 10, 15))
    ClosedDayFactory(organization=cast.school, first_day=date(2026, 10, 20), last_day=date(2026, 10, 22))
    clocks.reset_all(at=NOW + timedelta(days=6))
    at_once = [days(one) for one in sent]
    for one in sent:
        clocks.stood_still(one)
    assert at_once == [days(one) for one in sent]


def test_the_sweep_asks_as_much_of_one_call_as_of_many(cast, django_assert_num_queries):
    submitted(cast.principal, cast.school, NOW)
    with django_assert_num_queries(6):
        clocks.reset_all(at=NOW)
    for wait in range(3):
        submitted(cast.principal, cast.school, NOW + timedelta(days=wait))
    submitted(cast.stranger_principal, cast.other_school, NOW)
    with django_assert_num_queries(6):
        clocks.reset_all(at=NOW)


def asked_and_answered(cast, referral, put, answered):
    """A question put and answered so many days after the referral was sent."""
    question = questions.ask(
        by=cast.sro, at=NOW + timedelta(days=put), referral=referral, question="Who was there?", form_key=uuid4()
    )
    questions.reply(
        by=cast.principal, at=NOW + timedelta(days=answered), question=question, reply="A coach.", form_key=uuid4()
    )


def test_the_clock_stands_still_while_the_school_is_asked(cast):
    ClosedDayFactory(organization=cast.district, first_day=date(2026, 10, 19))
    sent = submitted(cast.principal, cast.school, NOW)
    assert days(sent) == (date(2026, 10, 15), date(2026, 10, 20))
    # From Thursday to Wednesday, with a weekend and a closed Monday between: three school days.
    asked_and_answered(cast, sent, 1, 7)
    assert days(sent) == (date(2026, 10, 21), date(2026, 10, 23))
    with time_machine.travel(NOW + timedelta(days=7), tick=False):
        shown = page(inside(cast.sro).get(at(sent)))
    assert "due today" in shown
    assert "days late" not in shown


def test_an_answer_of_the_same_day_moves_nothing_and_every_question_counts(cast):
    sent = submitted(cast.principal, cast.school, NOW)
    asked_and_answered(cast, sent, 0, 0)
    assert days(sent) == (date(2026, 10, 15), date(2026, 10, 19))
    asked_and_answered(cast, sent, 0, 1)
    asked_and_answered(cast, sent, 1, 2)
    assert days(sent) == (date(2026, 10, 19), date(2026, 10, 21))


def test_counting_again_keeps_the_days_the_clock_stood_still(cast):
    sent = submitted(cast.principal, cast.school, NOW)
    unasked = submitted(cast.principal, cast.school, NOW)
    asked_and_answered(cast, sent, 1, 5)
    moved = days(sent)
    assert moved == (date(2026, 10, 19), date(2026, 10, 21))
    assert clocks.reset(at=NOW + timedelta(days=5), district=cast.district) == 0
    assert days(sent) == moved
    ClosedDayFactory(organization=cast.district, first_day=date(2026, 10, 16))
    assert clocks.reset(at=NOW + timedelta(days=5), district=cast.district) == 1
    # The closed Friday no longer counts as one on which the clock stood still.
    assert days(sent) == moved
    assert days(unasked) == (date(2026, 10, 15), date(2026, 10, 20))


def test_a_later_mou_does_not_move_what_was_due_under_the_one_before(cast):
    sent = submitted(cast.principal, cast.school, NOW)
    before = days(sent)
    later = VersionFactory(
        agreement=cast.version.agreement,
        number=2,
        effective_on=date(2026, 10, 1),
        confirmed_at=NOW + timedelta(days=2),
    )
    TermFactory(version=later, key=TermKey.SCHOOL_DAYS_TO_ANSWER, value=4)
    TermFactory(version=later, key=TermKey.SCHOOL_DAYS_TO_REVIEW, value=9)
    assert clocks.reset(at=NOW + timedelta(days=3), district=cast.district) == 0
    assert days(sent) == before
    assert days(submitted(cast.principal, cast.school, NOW + timedelta(days=2)))[0] == date(2026, 10, 22)


def test_the_end_of_the_mou_does_not_move_what_was_due_under_it(cast):
    TermFactory(version=cast.version, key=TermKey.SCHOOL_DAYS_TO_ANSWER, value=5)
    sent = submitted(cast.principal, cast.school, NOW)
    before = days(sent)
    cast.version.expires_on = NOW.date() + timedelta(days=1)
    cast.version.save()
    assert clocks.reset(at=NOW + timedelta(days=2), district=cast.district) == 0
    assert days(sent) == before


def test_days_on_which_the_school_was_asked_are_not_drawn_as_used(cast):
    """Asked on Wednesday, answered on Friday: the clock of one school day begins anew on Friday, due on Monday."""
    sent = submitted(cast.principal, cast.school, NOW)
    asked = questions.ask(by=cast.sro, at=NOW, referral=sent, question="Where?", form_key=uuid4())
    friday = NOW + timedelta(days=2)
    questions.reply(by=cast.principal, at=friday, question=asked, reply="There.", form_key=uuid4())
    found = Referral.objects.visible_to(cast.sro, friday).for_rows().get(pk=sent.pk)
    (row,) = rows_for(cast.sro, [found], friday)
    assert row.turn.since == friday
    assert (row.clock.words, row.clock.used, row.clock.total) == ("1 school day left", 0, 1)
    assert [bar.day for bar in row.deadline.strip.bars] == [date(2026, 10, 14), date(2026, 10, 19)]
    assert "the wait for the school’s answer (October 15–16)" in row.deadline.strip.not_counted
    with time_machine.travel(friday, tick=False):
        shown = page(inside(cast.sro).get(at(sent)))
    assert "since Fri, Oct 16" in " ".join(shown.split())


def test_the_supervisors_turn_begins_when_the_school_has_answered(cast):
    taken = accepted(cast.principal, cast.school, cast.sro, NOW)
    later = NOW + timedelta(days=1)
    asked = questions.ask(by=cast.supervisor, at=later, referral=taken, question="Where?", form_key=uuid4())
    friday = NOW + timedelta(days=2)
    questions.reply(by=cast.principal, at=friday, question=asked, reply="There.", form_key=uuid4())
    found = Referral.objects.visible_to(cast.supervisor, friday).for_rows().get(pk=taken.pk)
    (row,) = rows_for(cast.supervisor, [found], friday)
    assert row.turn.since == friday
    assert row.deadline.due_on == date(2026, 10, 20)
