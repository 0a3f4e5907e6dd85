"""What follows from the end of an officer's role: the posting ends too, and before the sweep no page says otherwise."""

from datetime import UTC, datetime

import pytest

from accounts.actions import memberships
from accounts.permissions import Permission
from accounts.roles import Role
from config.desks import desk_for, desks_of
from incidents import record
from incidents.models import Referral
from ledger.models import Event, Notice
from partnerships.actions.partnerships import lock_partnership
from partnerships.actions.postings import end_unserved
from partnerships.models import Posting
from partnerships.scoping import agency_reach
from tests.cast import NOW
from tests.factories.incidents import submitted
from tests.partnerships.stage import AT, DAY, TODAY, browser, county, give, in_force, partners, posted

pytestmark = pytest.mark.django_db


@pytest.fixture
def c():
    found = county()
    found.partnership = partners(found)
    return found


def leave(c, officer, at=AT):
    memberships.end(by=c.abel, at=at, membership=officer.memberships.get(role=Role.SRO))


def told(kind="partnerships.posting_ended"):
    return set(Notice.objects.filter(kind=kind).values_list("to", flat=True))


def test_an_officer_who_left_loses_the_posting_and_it_does_not_come_back_with_a_new_role(c):
    in_force(c, c.partnership)
    c.partnership.covered.update(starts_on=TODAY - 30 * DAY)
    posting = posted(c, c.partnership, starts_on=TODAY - 30 * DAY)
    leave(c, c.officer)
    assert end_unserved(at=AT) == 1
    posting.refresh_from_db()
    assert posting.ends_on == TODAY
    assert told() == {str(c.officer.pk), str(c.principal.pk)}
    event = Event.objects.get(action="partnerships.posting.ended")
    assert (event.actor_id, event.object_id, event.organization_id) == ("", str(posting.pk), str(c.agency.pk))
    give(c.officer, Role.SRO, c.agency, starts_on=TODAY + 60 * DAY)
    assert not agency_reach(c.officer, Permission.DISCLOSED_READ, AT + 61 * DAY)


def test_a_second_sweep_finds_nothing_to_do(c):
    posted(c, c.partnership)
    leave(c, c.officer)
    assert [end_unserved(at=AT), end_unserved(at=AT), end_unserved(at=AT + DAY)] == [1, 0, 0]
    assert Event.objects.filter(action="partnerships.posting.ended").count() == 1


def test_whose_role_is_given_again_while_the_sweep_comes_to_them_keeps_the_posting(c, monkeypatch):
    posting = posted(c, c.partnership)
    leave(c, c.officer)

    def given_again_first(partnership):
        give(c.officer, Role.SRO, c.agency, starts_on=TODAY)
        return lock_partnership(partnership)

    monkeypatch.setattr("partnerships.actions.postings.lock_partnership", given_again_first)
    assert end_unserved(at=AT) == 0
    posting.refresh_from_db()
    assert (posting.ends_on, told()) == (None, set())


def test_who_still_serves_keeps_the_posting_until_the_last_day_of_the_role_is_over(c):
    posting = posted(c, c.partnership)
    c.officer.memberships.update(ends_on=TODAY + 2 * DAY)
    midnight = datetime(2026, 9, 16, 4, 0, tzinfo=UTC)  # 00:00 in New York
    assert end_unserved(at=AT) == 0
    assert end_unserved(at=midnight - DAY / 86400) == 0
    assert end_unserved(at=midnight) == 1
    posting.refresh_from_db()
    assert posting.ends_on == TODAY + 2 * DAY


def test_a_posting_to_come_of_somebody_who_will_not_be_there_never_begins(c):
    posting = posted(c, c.partnership, starts_on=TODAY + 9 * DAY)
    c.officer.memberships.update(ends_on=TODAY + 5 * DAY)
    assert end_unserved(at=AT) == 1
    posting.refresh_from_db()
    assert posting.ends_on == posting.starts_on


def test_an_account_that_was_closed_ends_the_posting(c):
    posted(c, c.partnership)
    c.officer.is_active = False
    c.officer.save()
    assert end_unserved(at=AT) == 1


def test_a_role_at_another_agency_is_none_at_this_one(c):
    posted(c, c.partnership)
    leave(c, c.officer)
    give(c.officer, Role.SRO, c.other_agency)
    assert end_unserved(at=AT) == 1


def test_before_the_sweep_no_list_of_postings_names_who_has_left(c, time_machine):
    time_machine.move_to(AT, tick=False)
    posted(c, c.partnership)
    posted(c, c.partnership, officer=c.second_officer, starts_on=TODAY + 3 * DAY)
    assert "Ruiz Delgado" in browser(c.dana).get("/postings/").content.decode()
    leave(c, c.officer)
    assert Posting.objects.filter(ends_on__isnull=True).count() == 2
    for path in ("/postings/", f"/partnerships/{c.partnership.pk}/"):
        page = browser(c.supervisor).get(path).content.decode()
        assert "Ruiz Delgado" not in page
        assert "Olga Lind" in page


def test_before_the_sweep_it_is_nobodys_turn_who_has_left(cast):
    sent = submitted(cast.principal, cast.school, NOW)
    assert "Iris Lindqvist" in str(record.rows_for(cast.principal, [sent], NOW)[0].turn)
    cast.sro.memberships.update(ends_on=NOW.date())
    assert "Iris Lindqvist" not in str(record.rows_for(cast.principal, [sent], NOW)[0].turn)
    row = Referral.objects.visible_to(cast.principal, NOW).for_record().get(pk=sent.pk)
    assert "Iris Lindqvist" not in str(record.record_for(cast.principal, row, NOW).turn)


def test_before_the_sweep_the_agencys_desk_shows_nobody_who_has_left(cast):
    person = cast.agency_administrator
    names = [row["title"] for row in desk_for(person, desks_of(person)[0], NOW).places["rows"]]
    assert names == ["Iris Lindqvist"]
    cast.sro.memberships.update(ends_on=NOW.date())
    assert desk_for(person, desks_of(person)[0], NOW).places["rows"] == []
