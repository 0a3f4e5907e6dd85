"""The year 2028, told in advance: who must be told what, and when, and nobody anything else.

The year has a 29 February, and the clocks change in New York on March 12 and November 5 and in Phoenix never. The list
below was written by hand from the rules in docs/adr/0006-training.md; the year is then lived sweep by sweep, every mail
that was sent is read, and the two must be the same.
"""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core import mail

from accounts.models import Membership, User
from accounts.notices import recipient
from accounts.roles import Role
from config.due import still_holds
from ledger.actions.relay import relay
from ledger.models import Notice
from tests.cast import person
from tests.factories.accounts import DistrictFactory, MembershipFactory, SchoolFactory, UserFactory
from tests.factories.training import RequirementFactory
from training.actions import completions
from training.actions.assignments import assign
from training.actions.completions import NewCompletions
from training.actions.evidence import NewEvidence
from training.actions.reminders import remind

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600), pytest.mark.django_db(transaction=True)]

EAST, PHOENIX = ZoneInfo("America/New_York"), ZoneInfo("America/Phoenix")
WORD = NewEvidence("attestation", "In the room", attested_by="The trainer")
NEW, DUE, LATE, DONE = "assigned", "due", "overdue", "completion_recorded"

# The mentor course is asked from February 1 within 30 days for twelve months; the MOU course, of teachers alone, from
# May 1 within 40 days for good. Person, day and local time, kind, days left (below 0: late).
MUST_BE_TOLD = {
    # On time: due March 2, on February 29 nothing falls; done the day before it is due, and to be
    # renewed by the last day of the next February.
    ("Olive Ontime", "2028-02-01 07:00", NEW, None),
    ("Olive Ontime", "2028-02-17 07:00", DUE, 14),
    ("Olive Ontime", "2028-02-24 07:00", DUE, 7),
    ("Olive Ontime", "2028-03-01 07:00", DUE, 1),
    ("Olive Ontime", "2028-03-01 14:00", DONE, None),
    ("Olive Ontime", "2029-01-29 07:00", DUE, 30),
    ("Olive Ontime", "2029-02-14 07:00", DUE, 14),
    ("Olive Ontime", "2029-02-21 07:00", DUE, 7),
    ("Olive Ontime", "2029-02-27 07:00", DUE, 1),
    # Never takes it until five weeks and two days have passed; the clocks change on the third Sunday.
    ("Odo Overdue", "2028-02-01 07:00", NEW, None),
    ("Odo Overdue", "2028-02-17 07:00", DUE, 14),
    ("Odo Overdue", "2028-02-24 07:00", DUE, 7),
    ("Odo Overdue", "2028-03-01 07:00", DUE, 1),
    ("Odo Overdue", "2028-03-02 07:00", DUE, 0),
    ("Odo Overdue", "2028-03-09 07:00", LATE, -7),
    ("Odo Overdue", "2028-03-16 07:00", LATE, -14),
    ("Odo Overdue", "2028-03-23 07:00", LATE, -21),
    ("Odo Overdue", "2028-03-30 07:00", LATE, -28),
    ("Odo Overdue", "2028-04-06 07:00", LATE, -35),
    ("Odo Overdue", "2028-04-08 14:00", DONE, None),
    # In between: done on February 20, so the rungs of 7, 1 and 0 days are not for her; of
    # the renewal a year later she takes no notice.
    ("Bea Between", "2028-02-01 07:00", NEW, None),
    ("Bea Between", "2028-02-17 07:00", DUE, 14),
    ("Bea Between", "2028-02-20 14:00", DONE, None),
    ("Bea Between", "2029-01-20 07:00", DUE, 30),
    ("Bea Between", "2029-02-05 07:00", DUE, 14),
    ("Bea Between", "2029-02-12 07:00", DUE, 7),
    ("Bea Between", "2029-02-18 07:00", DUE, 1),
    ("Bea Between", "2029-02-19 07:00", DUE, 0),
    ("Bea Between", "2029-02-26 07:00", LATE, -7),
    # Leaves on February 22.
    ("Lew Leaver", "2028-02-01 07:00", NEW, None),
    ("Lew Leaver", "2028-02-17 07:00", DUE, 14),
    # Nia Never was never invited: nothing, ever.
    # Comes with a roster, is let in on April 10 at 9:15, and has the full time from then, to May 10. Done April 21.
    ("Jo Joiner", "2028-04-10 09:15", NEW, None),
    ("Jo Joiner", "2028-04-21 14:00", DONE, None),
    # Hired on October 20: due November 19. The clocks change on November 5, on which 14 days are left.
    ("Hal Hired", "2028-10-20 07:00", NEW, None),
    ("Hal Hired", "2028-11-05 07:00", DUE, 14),
    ("Hal Hired", "2028-11-12 07:00", DUE, 7),
    ("Hal Hired", "2028-11-18 07:00", DUE, 1),
    ("Hal Hired", "2028-11-18 14:00", DONE, None),
    # In Phoenix, where the clocks never change; takes it on the due day.
    ("Phil Phoenix", "2028-02-01 07:00", NEW, None),
    ("Phil Phoenix", "2028-02-17 07:00", DUE, 14),
    ("Phil Phoenix", "2028-02-24 07:00", DUE, 7),
    ("Phil Phoenix", "2028-03-01 07:00", DUE, 1),
    ("Phil Phoenix", "2028-03-02 07:00", DUE, 0),
    ("Phil Phoenix", "2028-03-02 14:00", DONE, None),
    ("Phil Phoenix", "2029-01-30 07:00", DUE, 30),
    ("Phil Phoenix", "2029-02-15 07:00", DUE, 14),
    ("Phil Phoenix", "2029-02-22 07:00", DUE, 7),
    # Took it on 29 February of the year, which counts through February 27, 2029: no word more within the year.
    ("Leah Leap", "2028-02-01 07:00", NEW, None),
    ("Leah Leap", "2028-02-17 07:00", DUE, 14),
    ("Leah Leap", "2028-02-24 07:00", DUE, 7),
    ("Leah Leap", "2028-02-29 14:00", DONE, None),
    ("Leah Leap", "2029-01-28 07:00", DUE, 30),
    ("Leah Leap", "2029-02-13 07:00", DUE, 14),
    ("Leah Leap", "2029-02-20 07:00", DUE, 7),
    ("Leah Leap", "2029-02-26 07:00", DUE, 1),
    ("Leah Leap", "2029-02-27 07:00", DUE, 0),
    # A teacher took the mentor course on June 11 of the year before, so it must be renewed by June 10; the MOU course
    # asked from May 1 falls on June 10 as well: each morning is one message of two lines. Nothing is swept from May 23
    # to June 1, so the rung of 14 days is told when the sweeps are back. Both are taken on June 9 and 10.
    ("Tia Teacher", "2028-05-01 07:00", NEW, None, "mou"),
    ("Tia Teacher", "2028-05-11 07:00", DUE, 30),
    ("Tia Teacher", "2028-05-11 07:00", DUE, 30, "mou"),
    ("Tia Teacher", "2028-06-02 07:00", DUE, 14),
    ("Tia Teacher", "2028-06-02 07:00", DUE, 14, "mou"),
    ("Tia Teacher", "2028-06-03 07:00", DUE, 7),
    ("Tia Teacher", "2028-06-03 07:00", DUE, 7, "mou"),
    ("Tia Teacher", "2028-06-09 07:00", DUE, 1),
    ("Tia Teacher", "2028-06-09 07:00", DUE, 1, "mou"),
    ("Tia Teacher", "2028-06-09 14:00", DONE, None),
    ("Tia Teacher", "2028-06-10 07:00", DUE, 0, "mou"),
    ("Tia Teacher", "2028-06-10 14:00", DONE, None, "mou"),
}

# Person, local moment at which it is recorded, course.
TAKEN = (
    ("Bea Between", datetime(2028, 2, 20, 14, tzinfo=EAST), "mentor"),
    ("Leah Leap", datetime(2028, 2, 29, 14, tzinfo=EAST), "mentor"),
    ("Olive Ontime", datetime(2028, 3, 1, 14, tzinfo=EAST), "mentor"),
    ("Phil Phoenix", datetime(2028, 3, 2, 14, tzinfo=PHOENIX), "mentor"),
    ("Odo Overdue", datetime(2028, 4, 8, 14, tzinfo=EAST), "mentor"),
    ("Jo Joiner", datetime(2028, 4, 21, 14, tzinfo=EAST), "mentor"),
    ("Tia Teacher", datetime(2028, 6, 9, 14, tzinfo=EAST), "mentor"),
    ("Tia Teacher", datetime(2028, 6, 10, 14, tzinfo=EAST), "mou"),
    ("Hal Hired", datetime(2028, 11, 18, 14, tzinfo=EAST), "mentor"),
)
JOINS = datetime(2028, 4, 10, 9, 15, tzinfo=EAST)
ASLEEP = (date(2028, 5, 23), date(2028, 6, 1))  # both included; nothing is swept and nothing is sent
HOUR_BY_HOUR = (date(2028, 2, 29), date(2028, 3, 12), date(2028, 11, 5))


@pytest.fixture
def year(settings):
    """The people, the two requirements, and an administrator who records."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    district = DistrictFactory()
    school = SchoolFactory(parent=district)
    desert = SchoolFactory(parent=district, time_zone=PHOENIX.key)
    for name in ("Olive Ontime", "Odo Overdue", "Bea Between", "Leah Leap"):
        person(name, Role.PRINCIPAL, school)
    person("Phil Phoenix", Role.PRINCIPAL, desert)
    person("Tia Teacher", Role.STAFF, school)
    leaver = person("Lew Leaver", Role.PRINCIPAL, school)
    leaver.memberships.update(ends_on=date(2028, 2, 22))
    hired = person("Hal Hired", Role.PRINCIPAL, school)
    hired.memberships.update(starts_on=date(2028, 10, 20))
    for name in ("Nia Never", "Jo Joiner"):
        MembershipFactory(user=UserFactory(name=name, joined_at=None), organization=school)
    boss = person("Runa Records", Role.DISTRICT_ADMINISTRATOR, district)
    asked = {
        "mentor": RequirementFactory(
            course__organization=district, roles=[Role.PRINCIPAL, Role.STAFF], starts_on=date(2028, 2, 1)
        ),
        "mou": RequirementFactory(
            course__organization=district,
            course__topic="mou",
            roles=[Role.STAFF],
            days_to_complete=40,
            valid_months=None,
            starts_on=date(2028, 5, 1),
        ),
    }
    courses = {topic: required.course for topic, required in asked.items()}
    take(boss, courses["mentor"], "Tia Teacher", datetime(2027, 6, 11, 14, tzinfo=EAST))
    Notice.objects.all().delete()
    return boss, courses


def take(boss, course, name, at):
    """Record it, as the administrator does."""
    completions.record(
        by=boss,
        at=at,
        new=NewCompletions(course, [User.objects.get(name=name)], at.date(), Decimal(2), WORD),
        form_key=uuid4(),
    )


def moments():
    """When the portal wakes: at night and in the morning, and every hour where clocks and calendars trip."""
    day = date(2028, 1, 25)
    while day <= date(2029, 2, 27):
        if not ASLEEP[0] <= day <= ASLEEP[1]:
            clock = [(hour, 30) for hour in range(24)] if day in HOUR_BY_HOUR else [(7, 30), (15, 0)]
            yield from (datetime(day.year, day.month, day.day, *time, tzinfo=UTC) for time in clock)
        day += timedelta(days=1)


def live(year):
    """Through the year, moment by moment."""
    boss, courses = year
    takes = {at: (name, topic) for name, at, topic in TAKEN}
    with time_machine.travel(datetime(2028, 1, 25, tzinfo=UTC), tick=False) as traveller:
        for at in sorted({JOINS, *takes, *moments()}):
            traveller.move_to(at)
            if at == JOINS:
                User.objects.filter(name="Jo Joiner").update(joined_at=JOINS)
            if at in takes:
                name, topic = takes[at]
                take(boss, courses[topic], name, at)
            if at.hour != 15:  # in the morning mail goes out alone
                assign(at=at)
                remind(at=at)
            relay(at=at, recipient=recipient, holds=still_holds)


def told():
    """What was queued and mailed, in the words of the list."""
    found = []
    names = {str(pk): name for pk, name in User.objects.values_list("pk", "name")}
    for notice in Notice.objects.select_related("delivery"):
        assert notice.delivery is not None, notice.key
        assert notice.delivery.sent_at is not None, notice.key
        zone = PHOENIX if "Phoenix" in names[notice.to] else EAST
        when = f"{notice.due.astimezone(zone):%Y-%m-%d %H:%M}"
        line = (names[notice.to], when, notice.kind.partition(".")[2], notice.facts["rung"])
        found.append(line if notice.facts["topic"] == "mentor" else (*line, "mou"))
    return found


def test_everyone_is_told_what_they_must_be_told_and_nothing_else(year):
    live(year)
    found = told()
    assert len(found) == len(set(found)), "nothing is told twice"
    assert set(found) - MUST_BE_TOLD == set(), "told, though nobody must be"
    assert MUST_BE_TOLD - set(found) == set(), "must be told, and was not"
    # Two facts of one morning are one message.
    assert len(mail.outbox) == len({line[:2] for line in MUST_BE_TOLD}) < len(MUST_BE_TOLD)
    assert Membership.objects.filter(user__name="Nia Never").exists()
