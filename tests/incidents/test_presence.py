"""What is said of an officer's day: by whom it may be, what is asked first, what is kept for ever."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from accounts.roles import Role
from common.refusals import SaidOtherwise
from incidents.actions import presence
from incidents.errors import ChangedMeanwhile, NotYours
from incidents.models import AwayTime, Presence
from incidents.presence.choices import Change, Doubt, Said, Why
from incidents.presence.errors import (
    AlreadySaid,
    HoursWrong,
    InDoubt,
    NeedsReason,
    NoSchoolThatDay,
    NoStatedHours,
    NotPosted,
    NotTheStandIn,
    NotYet,
    TooLate,
)
from incidents.presence.rules import Away, DaySaid
from ledger.models import Event, Notice
from ledger.seals import digest
from tests.cast import person
from tests.contracts.programs import certificate, program, take
from tests.factories.accounts import ClosedDayFactory
from tests.factories.partnerships import PostingFactory
from tests.incidents.presence_days import (
    DAY,
    SCHOOL_HOURS,
    absent,
    here,
    hours,
    line_count,
    moment_of,
    recalled,
    with_hours,
)
from training.actions.assignments import assign
from training.current import Standing, standing_of

pytestmark = pytest.mark.django_db

NOT_TRAINED, OVERLAP = (Doubt.NOT_TRAINED.value,), (Doubt.OVERLAP.value,)


def tap(by, posting, day=DAY, key=None):
    return presence.confirm(by=by, at=moment_of(posting, day), posting=posting, day=day, form_key=key or uuid4())


def refused(error, act):
    before, told = line_count(), Notice.objects.count()
    with pytest.raises(error) as raised:
        act()
    assert (line_count(), Notice.objects.count()) == (before, told)
    return raised.value


def test_one_tap_keeps_the_posted_hours_of_today(cast):
    row = tap(cast.sro, with_hours(cast.posting))
    assert (row.said, row.here, row.owed, row.by) == (Said.HERE, SCHOOL_HOURS, SCHOOL_HOURS, cast.sro)
    event = Event.objects.get(object_id=str(row.pk))
    assert event.action == "incidents.presence.said"
    assert digest(row.sealed_content("said")) in str(event.details)


def test_a_tap_sent_twice_is_one_line_and_two_taps_are_refused(cast):
    posting, key = with_hours(cast.posting), uuid4()
    assert tap(cast.sro, posting, key=key) == tap(cast.sro, posting, key=key)
    refused(AlreadySaid, lambda: tap(cast.sro, posting))
    refused(SaidOtherwise, lambda: _other_answer(cast, posting, key))


def _other_answer(cast, posting, key):
    given = DaySaid(Said.HERE, SCHOOL_HOURS, hours("7:30", "12:00"))
    presence.say(by=cast.sro, at=moment_of(posting, DAY), posting=posting, day=DAY, given=given, form_key=key)


def test_only_the_officer_and_the_agencys_supervisors_say_it(cast):
    posting = with_hours(cast.posting)
    other = person("Otto Reed", Role.SRO, cast.agency)
    for who in (cast.principal, cast.district_administrator, cast.agency_administrator, other, *cast.strangers()):
        refused(NotYours, lambda who=who: tap(who, posting))
    assert tap(cast.supervisor, posting).by == cast.supervisor


def test_nothing_is_said_of_a_day_without_school_or_without_the_posting(cast):
    posting = with_hours(cast.posting)
    ClosedDayFactory(organization=cast.district, first_day=DAY, last_day=DAY)
    refused(NoSchoolThatDay, lambda: tap(cast.sro, posting))
    refused(NoSchoolThatDay, lambda: tap(cast.sro, posting, date(2026, 10, 10)))
    posting.ends_on = date(2026, 10, 13)
    posting.save()
    refused(NotPosted, lambda: tap(cast.sro, posting, date(2026, 10, 13)))
    assert tap(cast.sro, posting, date(2026, 10, 12)).day == date(2026, 10, 12)


def test_the_day_is_the_schools_own_at_midnight(cast):
    posting = with_hours(cast.posting)
    late = moment_of(posting, DAY, "23:59")
    given = DaySaid(Said.HERE, SCHOOL_HOURS, SCHOOL_HOURS)
    tomorrow = DAY + timedelta(days=1)

    def say(at):
        return presence.say(by=cast.sro, at=at, posting=posting, day=tomorrow, given=given, form_key=uuid4())

    refused(NotYet, lambda: say(late))
    assert say(late + timedelta(minutes=1)).day == tomorrow


def test_an_absence_is_known_ahead_and_a_late_answer_is_the_supervisors(cast):
    posting = with_hours(cast.posting)
    now = moment_of(posting, DAY)
    ahead = absent(cast.sro, posting, date(2026, 11, 16), why=Why.LEAVE, at=now)
    assert ahead.said == Said.ABSENT
    refused(NotYet, lambda: absent(cast.sro, posting, date(2027, 1, 11), at=now))
    given, past = DaySaid(Said.HERE, SCHOOL_HOURS, SCHOOL_HOURS), date(2026, 9, 28)

    def say(by):
        return presence.say(by=by, at=now, posting=posting, day=past, given=given, form_key=uuid4())

    refused(TooLate, lambda: say(cast.sro))
    assert say(cast.supervisor).day == past


def test_a_posting_without_hours_asks_for_them(cast):
    refused(NoStatedHours, lambda: tap(cast.sro, cast.posting))


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (DaySaid(Said.HERE, SCHOOL_HOURS, hours("12:00", "8:00")), "here_until"),
        (DaySaid(Said.HERE, hours("12:00", "8:00"), SCHOOL_HOURS), "owed_until"),
        (DaySaid(Said.ABSENT, SCHOOL_HOURS), "why"),
        (DaySaid(Said.ABSENT, SCHOOL_HOURS, away=(Away(SCHOOL_HOURS, Why.EMERGENCY),)), "why"),
        (DaySaid(Said.HERE, SCHOOL_HOURS, SCHOOL_HOURS, (Away(hours("9:00", "10:00"), Why.EMERGENCY),)), "recalled_by"),
        (
            DaySaid(Said.HERE, SCHOOL_HOURS, SCHOOL_HOURS, (Away(hours("9:00", "16:00"), Why.EMERGENCY, "Lt. B"),)),
            "ends",
        ),
        (
            DaySaid(
                Said.HERE,
                SCHOOL_HOURS,
                SCHOOL_HOURS,
                (
                    Away(hours("9:00", "11:00"), Why.EMERGENCY, "Lt. B"),
                    Away(hours("10:30", "12:00"), Why.STAFFING, "Lt. B"),
                ),
            ),
            "begins",
        ),
    ],
)
def test_times_that_do_not_fit_are_sent_back_to_their_field(cast, given, field):
    posting = with_hours(cast.posting)
    common = {"by": cast.sro, "at": moment_of(posting, DAY), "posting": posting, "day": DAY}
    assert refused(HoursWrong, lambda: presence.say(given=given, form_key=uuid4(), **common)).field == field


def test_a_correction_keeps_what_was_said_and_why(cast):
    first = here(cast.sro, with_hours(cast.posting), DAY)
    given = DaySaid(Said.HERE, SCHOOL_HOURS, hours("7:30", "13:00"))
    common = {"by": cast.sro, "at": moment_of(cast.posting, DAY, "16:00"), "presence": first, "given": given}
    refused(NeedsReason, lambda: presence.correct(reason="  ", form_key=uuid4(), **common))
    second = presence.correct(reason="Left at one for a dentist's visit", form_key=uuid4(), **common)
    assert (second.change, second.corrects) == (Change.CORRECTION, first)
    assert Presence.objects.current().get() == second
    assert Presence.objects.get(pk=first.pk).here == SCHOOL_HOURS
    refused(ChangedMeanwhile, lambda: presence.correct(reason="Again", form_key=uuid4(), **common))


def test_the_database_refuses_to_change_or_remove_a_line(cast):
    row = absent(cast.sro, with_hours(cast.posting), DAY)
    for act in (
        lambda: Presence.objects.filter(pk=row.pk).update(said=Said.HERE, here_from="07:30", here_until="15:30"),
        lambda: AwayTime.objects.filter(presence=row.pk).delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_a_recall_is_kept_with_who_called_and_who_covered(cast):
    posting, stand_in = with_hours(cast.posting), person("Otto Reed", Role.SRO, cast.agency)
    row = here(cast.sro, posting, DAY)
    refused(NotYours, lambda: recalled(cast.sro, row, hours("9:00", "11:00"), cover=stand_in))
    row = recalled(cast.supervisor, row, hours("9:00", "11:00"), cover=stand_in, accepts=NOT_TRAINED)
    (time,) = row.away_times.all()
    assert (time.recalled_by, time.why, time.covered_by, time.cover) == (
        "Lt. Brandt",
        Why.EMERGENCY,
        stand_in,
        hours("9:00", "11:00"),
    )
    again = recalled(cast.sro, row, hours("13:00", "13:20"), why=Why.TRANSPORT)
    assert [one.covered_by for one in again.away_times.order_by("begins")] == [stand_in, None]


def test_who_stands_in_is_an_officer_of_the_agency_and_not_the_one_who_is_away(cast):
    posting = with_hours(cast.posting)
    for who in (cast.supervisor, cast.sro, cast.stranger_sro):
        refused(NotTheStandIn, lambda who=who: absent(cast.supervisor, posting, DAY, cover=who))


def trained(cast, officer):
    course, _asked = program(cast.agency_administrator, cast.agency, (Role.SRO,), str)
    assign(at=moment_of(cast.posting, DAY))
    take(cast.agency_administrator, course, officer, certificate("Paper", "paper"))
    return course


def test_a_stand_in_whose_training_is_not_current_is_taken_only_once_the_supervisor_has_seen_it(cast):
    posting, stand_in = with_hours(cast.posting), person("Otto Reed", Role.SRO, cast.agency)
    course = trained(cast, cast.sro)
    said = refused(InDoubt, lambda: absent(cast.supervisor, posting, DAY, cover=stand_in))
    assert said.doubts == {Doubt.NOT_TRAINED}
    assert course.title in said.lines[0][1]
    row = absent(cast.supervisor, posting, DAY, cover=stand_in, accepts=NOT_TRAINED)
    assert row.accepted == ["not_trained"]
    assert row.away_times.get().cover_training == Standing.NOT_CURRENT


def test_a_stand_in_whose_training_is_current_is_taken_at_once(cast):
    posting, stand_in = with_hours(cast.posting), person("Otto Reed", Role.SRO, cast.agency)
    trained(cast, stand_in)
    row = absent(cast.supervisor, posting, DAY, cover=stand_in)
    assert row.accepted == []
    assert row.away_times.get().cover_training == Standing.CURRENT


def test_the_standing_of_many_people_is_one_question(cast, django_assert_num_queries):
    other = person("Otto Reed", Role.SRO, cast.agency)
    trained(cast, cast.sro)
    with django_assert_num_queries(1):
        found = standing_of([cast.sro.pk, other.pk, cast.supervisor.pk], cast.agency.pk, DAY)
    assert [found[one.pk].standing for one in (cast.sro, other, cast.supervisor)] == [
        Standing.CURRENT,
        Standing.NOT_CURRENT,
        Standing.NOTHING_ASKED,
    ]


def test_an_officer_of_two_schools_is_not_silently_at_both(cast):
    posting = with_hours(cast.posting)
    second = with_hours(PostingFactory(partnership=cast.partnership, school=cast.second_school, officer=cast.sro))
    tap(cast.sro, posting)
    said = refused(InDoubt, lambda: tap(cast.sro, second))
    assert said.doubts == {Doubt.OVERLAP}
    assert cast.school.name in said.lines[0][1]
    assert here(cast.sro, second, DAY, accepts=OVERLAP).accepted == ["overlap"]


def test_hours_that_follow_one_another_at_two_schools_are_no_doubt(cast):
    second = with_hours(PostingFactory(partnership=cast.partnership, school=cast.second_school, officer=cast.sro))
    here(cast.sro, with_hours(cast.posting), DAY, given=hours("7:30", "11:00"))
    assert here(cast.sro, second, DAY, given=hours("11:00", "15:30")).accepted == []


def test_a_stand_in_who_is_expected_at_their_own_school_is_a_doubt(cast):
    other = person("Otto Reed", Role.SRO, cast.agency)
    with_hours(PostingFactory(partnership=cast.partnership, school=cast.second_school, officer=other))
    posting = with_hours(cast.posting)
    said = refused(InDoubt, lambda: absent(cast.supervisor, posting, DAY, cover=other, accepts=NOT_TRAINED))
    assert Doubt.OVERLAP in said.doubts
    row = absent(cast.supervisor, posting, DAY, cover=other, accepts=(*NOT_TRAINED, *OVERLAP))
    assert row.accepted == ["not_trained", "overlap"]


def test_who_covers_is_named_later_without_losing_the_absence(cast):
    posting, stand_in = with_hours(cast.posting), person("Otto Reed", Role.SRO, cast.agency)
    row = absent(cast.sro, posting, DAY)
    time = row.away_times.get()
    common = {
        "at": moment_of(posting, DAY),
        "presence": row,
        "away_time": time.pk,
        "stand_in": stand_in,
        "hours": hours("8:00", "15:30"),
        "accepts": NOT_TRAINED,
    }
    refused(NotYours, lambda: presence.name_cover(by=cast.sro, form_key=uuid4(), **common))
    covered = presence.name_cover(by=cast.supervisor, form_key=uuid4(), **common)
    assert covered.change == Change.COVER
    assert covered.away_times.get().cover == hours("8:00", "15:30")
    refused(ChangedMeanwhile, lambda: presence.name_cover(by=cast.supervisor, form_key=uuid4(), **common))


def test_what_a_row_says_is_what_is_said_again(cast):
    row = absent(cast.sro, with_hours(cast.posting), DAY)
    assert presence.said_of(row) == replace(presence.said_of(row))


def test_each_side_reads_its_own_and_strangers_nothing(cast):
    other = person("Otto Reed", Role.SRO, cast.agency)
    row = absent(cast.supervisor, with_hours(cast.posting), DAY, cover=other, accepts=NOT_TRAINED)
    readers = (
        *(cast.principal, cast.designee, cast.district_administrator, cast.sro, other, cast.supervisor),
        *(cast.agency_administrator, cast.district_signatory, cast.agency_signatory),
    )
    for who in readers:
        assert list(Presence.objects.visible_to(who)) == [row], who
        assert AwayTime.objects.visible_to(who).count() == 1, who
    third = person("Una Third", Role.SRO, cast.agency)
    for who in (cast.staff, cast.records_custodian, cast.portal_administrator, third, *cast.strangers()):
        assert not Presence.objects.visible_to(who).exists(), who
        assert not AwayTime.objects.visible_to(who).exists(), who
