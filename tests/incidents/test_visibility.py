"""Who opens what, to the second: grace at local midnight, postings, the register's row."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from incidents.actions import referrals
from incidents.errors import NotYours
from incidents.models import Addendum, Disclosure, DisclosureText, Participant, Referral, ReferralText, Review
from ledger.models import Event
from ledger.triggers import remove
from tests.cast import NOW
from tests.factories.incidents import decided, draft, submitted

NEW_YORK = ZoneInfo("America/New_York")


def sees(person, referral, at):
    return Referral.objects.visible_to(person, at).filter(pk=referral.pk).exists()


def test_each_side_sees_its_own_and_strangers_nothing(cast):
    sent = submitted(cast.principal, cast.school, NOW)
    readers = (cast.principal, cast.designee, cast.district_administrator, cast.records_custodian)
    for person in (*readers, cast.sro, cast.supervisor, cast.second_supervisor):
        assert sees(person, sent, NOW), person
    for person in (*cast.strangers(), *cast.without_referrals()):
        assert not sees(person, sent, NOW), person


def test_a_draft_is_for_those_who_write_at_the_school(cast):
    one = draft(cast.principal, cast.school, NOW)
    assert sees(cast.principal, one, NOW)
    assert sees(cast.designee, one, NOW)
    for person in (cast.district_administrator, cast.records_custodian, cast.sro, cast.supervisor, *cast.strangers()):
        assert not sees(person, one, NOW), person


def test_an_officer_sees_the_schools_of_the_posting_only(cast):
    here = submitted(cast.principal, cast.school, NOW)
    cast.posting.school = cast.second_school
    cast.posting.save()
    assert not sees(cast.sro, here, NOW)
    assert sees(cast.supervisor, here, NOW)


def test_an_officer_whose_posting_ended_today_sees_nothing(cast):
    sent = submitted(cast.principal, cast.school, NOW)
    cast.posting.ends_on = date(2026, 10, 14)
    cast.posting.save()
    assert not sees(cast.sro, sent, NOW)
    eve = datetime(2026, 10, 13, 23, 59, 59, tzinfo=NEW_YORK)
    assert sees(cast.sro, sent, eve)
    with pytest.raises(NotYours):
        referrals.look(by=cast.sro, at=NOW, referral=sent.pk)
    assert not Event.objects.filter(action="incidents.referral.opened").exists()


# The MOU ends, and after its grace of 30 days the agency opens nothing from local midnight on. The second night is
# the one after which New York's clocks go back, the third the one on which they go forward at two o'clock.
@pytest.mark.parametrize("first_closed_day", [date(2027, 7, 31), date(2026, 11, 1), date(2027, 3, 14)])
def test_past_grace_the_agency_opens_nothing_from_local_midnight(cast, first_closed_day):
    sent = submitted(cast.principal, cast.school, NOW - timedelta(days=60))
    cast.version.expires_on = first_closed_day - timedelta(days=30)
    cast.version.save()
    midnight = datetime.combine(first_closed_day, datetime.min.time(), tzinfo=NEW_YORK).astimezone(UTC)
    for person in (cast.sro, cast.supervisor):
        assert sees(person, sent, midnight - timedelta(seconds=1)), person
        assert not sees(person, sent, midnight), person
        assert not sees(person, sent, midnight + timedelta(seconds=1)), person
    assert sees(cast.principal, sent, midnight + timedelta(seconds=1))


def test_past_grace_the_agency_keeps_its_own_records_only(cast):
    sent = decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW)
    gone = datetime(2027, 8, 15, 12, tzinfo=UTC)
    assert Review.objects.visible_to(cast.supervisor, gone).get().notes.startswith("NOTES-TOKEN")
    for model in (Referral, ReferralText, Participant, Disclosure, DisclosureText):
        assert not model.objects.visible_to(cast.supervisor, gone).exists(), model
    assert not Review.objects.visible_to(cast.sro, gone).exists()
    with pytest.raises(NotYours):
        referrals.look(by=cast.supervisor, at=gone, referral=sent.pk)


def test_without_the_registers_row_the_agency_sees_nothing(cast):
    sent = submitted(cast.principal, cast.school, NOW)
    assert sees(cast.supervisor, sent, NOW)
    for table in ("incidents_disclosuretext", "incidents_disclosure"):
        remove(connection, table)
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {table}")
    for person in (cast.sro, cast.supervisor):
        assert not sees(person, sent, NOW)
        assert not Disclosure.objects.visible_to(person, NOW).exists()
        with pytest.raises(NotYours):
            referrals.look(by=person, at=NOW, referral=sent.pk)
    assert sees(cast.principal, sent, NOW)


def test_the_agency_reaches_no_row_of_the_schools_record(cast):
    decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW)
    for person in (cast.sro, cast.supervisor):
        assert not ReferralText.objects.visible_to(person, NOW).exists()
        assert not Participant.objects.visible_to(person, NOW).exists()
        assert not Addendum.objects.visible_to(person, NOW).exists()


def test_the_school_reaches_no_row_of_the_agencys_record(cast):
    decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW)
    for person in (cast.principal, cast.district_administrator, cast.records_custodian):
        assert not Review.objects.visible_to(person, NOW).exists()
