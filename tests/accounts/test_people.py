"""Roles given, changed, dated and ended: by one's own side, never by oneself, and never the last administrator's."""

from datetime import date, timedelta

import pytest

from accounts.access import AccessDenied
from accounts.actions import memberships
from accounts.errors import (
    AlreadyMember,
    DayGone,
    DaysOutOfOrder,
    DesignationTooLong,
    LastAdministrator,
    MembershipOver,
    OwnMembership,
    RoleNotAllowedHere,
)
from accounts.models import Membership
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.roles import Role
from ledger.models import Event, Notice
from tests.accounts.people import actions, everything, inside
from tests.cast import NOW, person
from tests.factories.accounts import MembershipFactory

TODAY = date(2026, 10, 14)
DAY = timedelta(days=1)
YEAR_AFTER_NEXT = date(2028, 7, 1)  # the first day after the next school year


def role_of(user):
    return Membership.objects.get(user=user)


def designated(cast, **given):
    wanted = {"school": cast.school, "person": cast.staff, "starts_on": TODAY, "ends_on": TODAY + 10 * DAY}
    return memberships.designate(by=given.pop("by", cast.principal), at=NOW, **{**wanted, **given})


def test_a_designation_gives_the_principals_desk_for_its_days_alone(cast):
    designated(cast, starts_on=TODAY + DAY)
    for days, may in ((0, False), (1, True), (9, True), (10, False)):
        assert reach_of(cast.staff, NOW + days * DAY).may(Permission.REFERRAL_WRITE, cast.school) is may
    assert not reach_of(cast.staff, NOW + DAY).may(Permission.REFERRAL_WRITE, cast.second_school)
    assert actions() == ["accounts.membership.designated"]
    assert Notice.objects.get(kind="accounts.role_given").to == str(cast.staff.pk)


@pytest.mark.parametrize("by", ["designee", "staff", "sro", "agency_administrator", "stranger_principal", "supervisor"])
def test_only_the_principal_and_the_district_designate(cast, by):
    before = everything()
    with pytest.raises(AccessDenied):
        designated(cast, by=getattr(cast, by))
    assert everything() == before
    assert designated(cast, by=cast.district_administrator).pk


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        ({"starts_on": TODAY - DAY}, DayGone),
        ({"ends_on": TODAY}, DayGone),
        ({"starts_on": TODAY + 5 * DAY, "ends_on": TODAY + 5 * DAY}, DaysOutOfOrder),
        ({"ends_on": YEAR_AFTER_NEXT + DAY}, DesignationTooLong),
    ],
)
def test_a_designation_has_days_in_order_and_an_end(cast, given, refusal):
    before = everything()
    with pytest.raises(refusal):
        designated(cast, **given)
    assert everything() == before
    assert designated(cast, ends_on=YEAR_AFTER_NEXT).ends_on == YEAR_AFTER_NEXT


def test_only_people_of_the_school_are_designated_without_a_mail(cast):
    before = everything()
    for stranger in (cast.sro, cast.district_administrator, cast.stranger_principal):
        with pytest.raises(RoleNotAllowedHere):
            designated(cast, person=stranger)
    with pytest.raises(OwnMembership):
        designated(cast, person=cast.principal)
    with pytest.raises(AlreadyMember):
        designated(cast, person=cast.designee)
    assert everything() == before


def test_another_role_ends_the_old_one_today_and_is_told(cast):
    old = role_of(cast.staff)
    new = memberships.change(by=cast.district_administrator, at=NOW, membership=old, role=Role.PRINCIPAL, title="Dr.")
    old.refresh_from_db()
    assert (old.ends_on, new.starts_on, new.ends_on, new.title) == (TODAY, TODAY, None, "Dr.")
    assert [held.role for held in cast.staff.active_memberships(NOW)] == ["principal"]
    assert Notice.objects.get(kind="accounts.role_changed").facts["before"] == "staff"
    assert Event.objects.get().details["before"] == "staff"


def test_nobody_becomes_a_designee_by_a_change_of_role_that_has_no_end(cast):
    before = everything()
    for ends_on in (None, YEAR_AFTER_NEXT + DAY):
        Membership.objects.filter(pk=role_of(cast.staff).pk).update(ends_on=ends_on)
        with pytest.raises(DesignationTooLong):
            memberships.change(
                by=cast.district_administrator, at=NOW, membership=role_of(cast.staff), role=Role.DESIGNEE, title=""
            )
    Membership.objects.filter(pk=role_of(cast.staff).pk).update(ends_on=None)
    assert everything() == before


def test_a_role_given_today_can_be_changed_today(cast):
    fresh = MembershipFactory(user=person("Nell Fresh", Role.STAFF, cast.second_school), organization=cast.school)
    fresh.starts_on = TODAY
    fresh.save(update_fields=["starts_on"])
    memberships.change(by=cast.district_administrator, at=NOW, membership=fresh, role=Role.STAFF, title="")
    assert {held.role for held in fresh.user.active_memberships(NOW)} == {"staff"}


def test_the_same_role_with_another_title_stays_one_row(cast):
    held = role_of(cast.designee)
    memberships.change(by=cast.district_administrator, at=NOW, membership=held, role=held.role, title="Dean")
    assert role_of(cast.designee).title == "Dean"
    assert actions() == ["accounts.membership.retitled"]


@pytest.mark.parametrize("role", [Role.SRO, Role.DISTRICT_ADMINISTRATOR, Role.PORTAL_ADMINISTRATOR])
def test_a_role_that_cannot_be_held_there_is_refused(cast, role):
    before = everything()
    with pytest.raises(RoleNotAllowedHere):
        memberships.change(by=cast.district_administrator, at=NOW, membership=role_of(cast.staff), role=role, title="")
    assert everything() == before


@pytest.mark.parametrize("by", ["agency_administrator", "stranger_district_administrator", "principal", "staff", "sro"])
def test_nobody_changes_dates_or_ends_what_is_not_theirs_to_manage(cast, by):
    before = everything()
    held, actor = role_of(cast.staff), getattr(cast, by)
    for act in (
        lambda: memberships.change(by=actor, at=NOW, membership=held, role=Role.PRINCIPAL, title=""),
        lambda: memberships.set_end(by=actor, at=NOW, membership=held, ends_on=TODAY + DAY),
        lambda: memberships.end(by=actor, at=NOW, membership=held),
    ):
        with pytest.raises(AccessDenied):
            act()
    assert everything() == before


def test_a_principal_ends_a_designation_and_nothing_else(cast):
    memberships.end(by=cast.principal, at=NOW, membership=role_of(cast.designee))
    assert cast.designee.active_memberships(NOW) == ()
    with pytest.raises(AccessDenied):
        memberships.end(by=cast.principal, at=NOW, membership=role_of(cast.staff))


def test_nobody_changes_or_ends_their_own_role(cast):
    person("Second Admin", Role.DISTRICT_ADMINISTRATOR, cast.district)
    before = everything()
    me, held = cast.district_administrator, role_of(cast.district_administrator)
    for act in (
        lambda: memberships.change(by=me, at=NOW, membership=held, role=Role.RECORDS_CUSTODIAN, title=""),
        lambda: memberships.set_end(by=me, at=NOW, membership=held, ends_on=TODAY + DAY),
        lambda: memberships.end(by=me, at=NOW, membership=held),
    ):
        with pytest.raises(OwnMembership):
            act()
    assert everything() == before


def test_the_last_administrator_stays_until_there_is_another(cast):
    """B's role ends in ten days, so nobody may end A's, though B is there today."""
    other = person("Second Admin", Role.DISTRICT_ADMINISTRATOR, cast.district)
    first = role_of(cast.district_administrator)
    memberships.set_end(by=cast.district_administrator, at=NOW, membership=role_of(other), ends_on=TODAY + 10 * DAY)
    before = everything()
    for act in (
        lambda: memberships.set_end(by=other, at=NOW, membership=first, ends_on=TODAY + 20 * DAY),
        lambda: memberships.set_end(by=other, at=NOW, membership=first, ends_on=TODAY + 10 * DAY),
    ):
        with pytest.raises(LastAdministrator):
            act()
    assert everything() == before
    memberships.set_end(by=cast.district_administrator, at=NOW, membership=role_of(other), ends_on=None)
    memberships.end(by=other, at=NOW, membership=first)
    assert not reach_of(cast.district_administrator, NOW).may(Permission.PEOPLE_MANAGE)


def test_an_administrator_whose_account_is_closed_does_not_count_as_another(cast):
    gone = person("Gone Admin", Role.DISTRICT_ADMINISTRATOR, cast.district)
    gone.is_active = False
    gone.save(update_fields=["is_active"])
    other = person("Second Admin", Role.DISTRICT_ADMINISTRATOR, cast.district)
    memberships.end(by=other, at=NOW, membership=role_of(cast.district_administrator))
    with pytest.raises((LastAdministrator, OwnMembership)):
        memberships.end(by=other, at=NOW, membership=role_of(other))


def test_what_has_ended_is_not_ended_again(cast):
    held = role_of(cast.staff)
    memberships.end(by=cast.district_administrator, at=NOW, membership=held)
    before = everything()
    with pytest.raises(MembershipOver):
        memberships.end(by=cast.district_administrator, at=NOW + DAY, membership=held)
    assert everything() == before


def test_a_role_that_has_not_begun_is_ended_without_ever_holding(cast):
    later = designated(cast, starts_on=TODAY + 3 * DAY)
    memberships.end(by=cast.principal, at=NOW, membership=later)
    for days in range(12):
        assert not reach_of(cast.staff, NOW + days * DAY).may(Permission.REFERRAL_WRITE)


def test_the_last_role_takes_the_sessions_with_it_and_an_earlier_one_does_not(cast, frozen):
    designated(cast)
    client = inside(cast.staff, at=NOW)
    assert client.get("/inbox/").status_code == 200
    memberships.end(by=cast.principal, at=NOW, membership=cast.staff.memberships.get(role=Role.DESIGNEE))
    assert client.get("/inbox/").status_code == 200
    memberships.end(by=cast.district_administrator, at=NOW, membership=cast.staff.memberships.get(role=Role.STAFF))
    assert client.get("/inbox/")["Location"].startswith("/sign-in/")


def test_a_right_taken_away_is_gone_at_the_next_request(cast, frozen):
    client = inside(cast.principal, at=NOW)
    assert client.get("/people/").status_code == 200
    MembershipFactory(user=cast.principal, organization=cast.second_school, role=Role.STAFF)
    held = cast.principal.memberships.get(role=Role.PRINCIPAL)
    memberships.end(by=cast.district_administrator, at=NOW, membership=held)
    assert client.get("/people/").status_code == 404
    assert client.get("/inbox/").status_code == 200
