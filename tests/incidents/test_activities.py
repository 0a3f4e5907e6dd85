"""An officer's log: own work at own schools, safe to send twice, taken back by its writer while it is young."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest

from accounts.access import AccessDenied
from accounts.models import Membership
from common.refusals import SaidOtherwise
from incidents.actions import activities
from incidents.actions.activities import Work
from incidents.errors import DayNotLogged, NotPostedThere, NotYours, TakenBack, TooLateToTakeBack, UnknownAnswer
from incidents.models import Activity
from ledger.models import Event
from partnerships.models import Posting
from tests.cast import NOW

pytestmark = pytest.mark.django_db

TODAY = date(2026, 10, 14)
LESSON = Work(TODAY, "lesson", "educator", 45, ["for_students"])


def log(cast, work=LESSON, **more):
    given = {"by": cast.sro, "at": NOW, "agency": cast.agency, "school": cast.school, "form_key": uuid4(), **more}
    return activities.log(work=work, **given)


def test_an_officer_logs_a_lesson_and_the_ledger_names_nobody_else(cast):
    entry = log(cast)
    assert (entry.officer, entry.school, entry.kind, entry.minutes) == (cast.sro, cast.school, "lesson", 45)
    assert (entry.for_students, entry.for_staff) == (True, False)
    event = Event.objects.get(action="incidents.activity.logged")
    assert event.organization_id == str(cast.agency.pk)
    assert event.details == {"activity": "lesson", "leg": "educator", "minutes": 45, "day": "2026-10-14"}


def test_the_same_form_twice_is_one_entry(cast):
    key = uuid4()
    assert log(cast, form_key=key) == log(cast, form_key=key)
    with pytest.raises(SaidOtherwise):
        log(cast, replace(LESSON, minutes=60), form_key=key)
    with pytest.raises(AccessDenied):
        log(cast, by=cast.stranger_sro, agency=cast.other_agency, school=None, form_key=key)
    assert Activity.objects.count() == 1


@pytest.mark.parametrize(
    ("day", "kept"),
    [(TODAY + timedelta(days=1), False), (TODAY - timedelta(days=61), False), (TODAY - timedelta(days=60), True)],
)
def test_a_day_to_come_or_long_ago_is_refused(cast, day, kept):
    if kept:
        log(cast, replace(LESSON, day=day))
    else:
        with pytest.raises(DayNotLogged):
            log(cast, replace(LESSON, day=day))
    assert Activity.objects.count() == kept


def test_the_day_is_the_schools_not_the_servers(cast):
    late = NOW.replace(day=15, hour=3)  # still the 14th in New York
    with pytest.raises(DayNotLogged):
        log(cast, replace(LESSON, day=date(2026, 10, 15)), at=late)
    assert log(cast, at=late).day == TODAY


def test_a_school_counts_only_on_the_days_of_the_posting(cast):
    Posting.objects.filter(pk=cast.posting.pk).update(ends_on=TODAY)
    with pytest.raises(NotPostedThere):
        log(cast)
    assert log(cast, replace(LESSON, day=TODAY - timedelta(days=1))).school == cast.school
    for school in (cast.second_school, cast.other_school):
        with pytest.raises(NotPostedThere):
            log(cast, school=school)
    assert log(cast, school=None).school is None
    assert Activity.objects.count() == 2


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"kind": "paddling"}, "kind"),
        ({"leg": "mou"}, "leg"),
        ({"minutes": 0}, "minutes"),
        ({"minutes": 721}, "minutes"),
        ({"audience": ["everyone"]}, "audience"),
        ({"audience": []}, "audience"),
    ],
)
def test_what_is_on_no_list_is_refused(cast, changed, field):
    with pytest.raises(UnknownAnswer) as refused:
        log(cast, replace(LESSON, **changed))
    assert refused.value.field == field
    assert not Activity.objects.exists()


@pytest.mark.parametrize("who", ["supervisor", "agency_administrator", "agency_signatory", "principal", "stranger_sro"])
def test_nobody_but_an_officer_of_the_agency_logs(cast, who):
    with pytest.raises(AccessDenied):
        log(cast, by=getattr(cast, who))
    assert not Activity.objects.exists()
    assert not Event.objects.exists()


def test_the_writer_takes_a_young_entry_back_and_nobody_else_does(cast):
    entry = log(cast)
    for who in (cast.supervisor, cast.agency_administrator, cast.stranger_sro):
        with pytest.raises(AccessDenied):
            activities.take_back(by=who, at=NOW, activity=entry)
    with pytest.raises(TooLateToTakeBack):
        activities.take_back(by=cast.sro, at=NOW + timedelta(days=14, seconds=1), activity=entry)
    entry.refresh_from_db()
    assert entry.voided_at is None
    taken = activities.take_back(by=cast.sro, at=NOW + timedelta(days=14), activity=entry)
    assert taken.voided_at
    assert not Activity.objects.standing().exists()
    assert Event.objects.filter(action="incidents.activity.taken_back").count() == 1
    with pytest.raises(TakenBack):
        activities.take_back(by=cast.sro, at=NOW, activity=entry)


def test_a_colleague_does_not_take_it_back(cast):
    entry = log(cast)
    Membership.objects.filter(user=cast.second_supervisor).update(role="sro")
    with pytest.raises(NotYours):
        activities.take_back(by=cast.second_supervisor, at=NOW, activity=entry)


def test_the_agency_reads_it_and_the_schools_side_never_does(cast):
    entry = log(cast)
    readers = ("sro", "supervisor", "agency_administrator")
    others = ("principal", "designee", "staff", "district_administrator", "records_custodian", "district_signatory")
    others += ("agency_signatory", "portal_administrator", "stranger_sro", "stranger_supervisor")
    assert all(entry in Activity.objects.visible_to(getattr(cast, who)) for who in readers)
    assert not any(Activity.objects.visible_to(getattr(cast, who)).exists() for who in others)
    assert not Activity.objects.countable_by(cast.district_signatory).exists()
    assert entry in Activity.objects.countable_by(cast.agency_signatory)


def test_an_officer_who_leaves_leaves_the_log_to_the_agency(cast):
    entry = log(cast)
    Membership.objects.filter(user=cast.sro).update(ends_on=TODAY)
    assert entry in Activity.objects.visible_to(cast.supervisor)
    assert not Activity.objects.visible_to(cast.sro).exists()
