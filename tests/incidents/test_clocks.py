"""Due days follow the calendar, also when it changes."""

from datetime import date

from incidents.actions import clocks
from ledger.models import Event
from partnerships.terms import TermKey
from tests.cast import NOW
from tests.factories.accounts import ClosedDayFactory
from tests.factories.incidents import decided, submitted
from tests.factories.partnerships import PostingFactory, TermFactory


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
