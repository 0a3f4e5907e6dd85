"""No side has power over a person of another: roles only by their own word, and the whole person is no one side's."""

import pytest
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.test import Client

from accounts.access import AccessDenied
from accounts.actions import invitations, memberships, people, recovery, sessions
from accounts.errors import HeldElsewhere
from accounts.models import FactorReset, Membership, User
from accounts.roles import Role
from ledger.models import Event, Notice
from rosters.actions.principals import make_principal
from rosters.models import RosterPerson, RosterPlace
from tests.accounts import door
from tests.accounts.people import PASSWORD, everything, inside, path_of, token_of
from tests.cast import NOW, person
from tests.checking import confirm_page
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.rosters.bundles import STAFF, bundle, take
from tests.rosters.bundles import user as line

pytestmark = pytest.mark.usefixtures("frozen")

NOTE = "Met them at the front office."


@pytest.fixture
def rostered(cast):
    """Somebody whose address a district's roster named, and nobody asked."""
    take(cast, bundle(staff=[*STAFF, line("x1", name="Iva Novak", email="iva.novak@example.org")]))
    return User.objects.get(email="iva.novak@example.org")


def invited(cast, email, role=Role.SRO):
    return invitations.invite(
        by=cast.agency_administrator, at=NOW, organization=cast.agency, role=role, email=email, name="Iva Novak"
    )


def joins(invitation):
    return invitations.accept_as_new(at=NOW, token=token_of(invitation), name="Iva Novak", password=PASSWORD)


def roles(user):
    return sorted((held.role, held.organization.name) for held in User.objects.get(pk=user.pk).active_memberships(NOW))


def test_a_rosters_role_ends_when_its_person_joins_by_another_sides_invitation(cast, rostered):
    assert [role for role, _place in roles(rostered)] == [Role.STAFF]
    officer = joins(invited(cast, rostered.email))
    assert officer.pk == rostered.pk
    assert roles(officer) == [(Role.SRO, "Aldmoor Sheriff")]
    event = Event.objects.get(action="accounts.membership.not_taken")
    assert (event.organization_id, event.details["role"]) == (str(cast.district.pk), Role.STAFF)
    assert Notice.objects.filter(kind="accounts.role_ended", to=str(officer.pk)).count() == 1


def test_the_invitation_may_be_older_than_the_roster(cast):
    invitation = invited(cast, "iva.novak@example.org")
    take(cast, bundle(staff=[*STAFF, line("x1", name="Iva Novak", email="iva.novak@example.org")]))
    assert roles(joins(invitation)) == [(Role.SRO, "Aldmoor Sheriff")]


def test_a_later_roster_and_a_move_in_it_give_nothing_back(cast, rostered):
    officer = joins(invited(cast, rostered.email))
    for school in ("s1", "s2", "s1"):
        take(cast, bundle(staff=[*STAFF, line("x1", school, name="Iva Novak", email=officer.email)]))
        assert roles(officer) == [(Role.SRO, "Aldmoor Sheriff")]


def test_who_joined_for_another_side_alone_gets_no_role_from_a_roster_after_leaving_it_either(cast):
    officer = joins(invited(cast, "iva.novak@example.org"))
    memberships.end(by=cast.agency_administrator, at=NOW, membership=officer.memberships.get())
    take(cast, bundle(staff=[*STAFF, line("x1", name="Iva Novak", email=officer.email)]))
    assert roles(officer) == []


def test_who_joins_by_the_districts_own_link_keeps_what_its_roster_gave(cast, rostered):
    invitation = invitations.invite(
        by=cast.district_administrator,
        at=NOW,
        organization=cast.district,
        role=Role.RECORDS_CUSTODIAN,
        email=rostered.email,
    )
    assert [role for role, _place in roles(joins(invitation))] == [Role.RECORDS_CUSTODIAN, Role.STAFF]


def test_with_their_own_word_a_person_stands_on_both_sides(cast):
    officer = joins(invited(cast, "iva.novak@example.org"))
    invitation = invitations.invite(
        by=cast.district_administrator, at=NOW, organization=cast.school, role=Role.STAFF, email=officer.email
    )
    assert roles(officer) == [(Role.SRO, "Aldmoor Sheriff")]
    page = inside(officer).get(path_of(invitation)).content.decode()
    assert "also have a role on another side" in page.partition("<main")[2]
    invitations.accept(by=officer, at=NOW, token=token_of(invitation))
    assert [role for role, _place in roles(officer)] == [Role.SRO, Role.STAFF]


def test_a_roster_account_that_the_district_closed_keeps_nobody_out_of_the_agency(cast, rostered):
    people.close(by=cast.district_administrator, at=NOW, person=rostered)
    officer = joins(invited(cast, rostered.email))
    assert roles(officer) == [(Role.SRO, "Aldmoor Sheriff")]
    assert door.login(Client(), officer, PASSWORD).status_code == 302


def test_an_officer_marked_administrator_by_a_roster_is_asked_before_they_are_principal(cast):
    row = RosterPerson.objects.create(
        district=cast.district, roster_id="x1", user=cast.sro, administrator=True, created_at=NOW
    )
    place = RosterPlace.objects.create(person=row, organization=cast.school, created_at=NOW)
    assert make_principal(by=cast.district_administrator, at=NOW, place=place)
    assert [role for role, _place in roles(cast.sro)] == [Role.SRO]


# The whole person ---------------------------------------------------------------------------------------------------


@pytest.fixture
def both(cast):
    """An officer who teaches at the school too, by their own word, with a second factor and a session."""
    MembershipFactory(user=cast.sro, organization=cast.school, role=Role.STAFF)
    Authenticator.objects.create(user=cast.sro, type="totp", data={"secret": "x"})
    person("Petra Second", Role.DISTRICT_ADMINISTRATOR, cast.district)
    return cast.sro


@pytest.mark.parametrize("by", ["district_administrator", "agency_administrator"])
def test_neither_side_signs_out_resets_or_closes_who_stands_on_both(cast, both, by):
    phone, run, who = inside(both), inside(getattr(cast, by)), getattr(cast, by)
    before = everything()
    for act in (
        lambda: sessions.end_for(by=who, at=NOW, person=both),
        lambda: recovery.ask(by=who, at=NOW, person=both, identity_note=NOTE),
        lambda: people.close(by=who, at=NOW, person=both),
    ):
        with pytest.raises(HeldElsewhere):
            act()
    for path in (f"/people/{both.pk}/sign-out/", f"/people/{both.pk}/close/", f"/factor-resets/ask/{both.pk}/"):
        assert run.post(path, {"identity_note": NOTE})["Location"] == f"/people/{both.pk}/"
    assert everything() == before
    assert phone.get("/account/").status_code == 200
    assert UserSession.objects.filter(user=both).exists()


def test_a_role_that_only_begins_later_counts_as_well(cast):
    MembershipFactory(user=cast.sro, organization=cast.school, role=Role.STAFF, starts_on=NOW.date().replace(day=30))
    with pytest.raises(HeldElsewhere):
        sessions.end_for(by=cast.agency_administrator, at=NOW, person=cast.sro)


def test_the_page_shows_only_what_can_be_done_and_says_who_can_do_the_rest(cast, both):
    held = both.memberships.get(role=Role.STAFF)
    page = inside(cast.district_administrator).get(f"/people/{both.pk}/").content.decode()
    for absent in (f"/people/{both.pk}/sign-out/", "/factor-resets/ask/", f"/people/{both.pk}/close/"):
        assert absent not in page.partition("<main")[2]
    assert f"/roles/{held.pk}/end/" in page
    assert "a portal administrator can ask for a reset" in page
    assert "They can do that themselves" in page


def test_each_side_ends_its_own_role_and_then_the_other_has_the_whole_person_again(cast, both):
    memberships.end(by=cast.district_administrator, at=NOW, membership=both.memberships.get(role=Role.STAFF))
    assert [role for role, _place in roles(both)] == [Role.SRO]
    with pytest.raises(AccessDenied):
        sessions.end_for(by=cast.district_administrator, at=NOW, person=both)
    inside(both)
    assert sessions.end_for(by=cast.agency_administrator, at=NOW, person=both) == 1


def test_two_portal_administrators_reset_the_factor_of_who_stands_on_both_sides(cast, both):
    second = person("Olga Portal", Role.PORTAL_ADMINISTRATOR, None)
    run = inside(cast.portal_administrator)
    found = run.post("/factor-resets/find/", {"email": both.email.upper()})
    assert found["Location"] == f"/factor-resets/ask/{both.pk}/"
    confirm_page(run, found["Location"], {"identity_note": NOTE})
    reset = FactorReset.objects.get()
    assert reset.organization is None
    with pytest.raises(AccessDenied):
        recovery.agree(by=cast.district_administrator, reset=reset, at=NOW)
    recovery.agree(by=second, reset=reset, at=NOW)
    assert recovery.complete_due(at=NOW + recovery.DELAY) == 1
    assert not Authenticator.objects.filter(user=both).exists()


@pytest.mark.parametrize("who", ["principal", "district_administrator", "nobody"])
def test_a_portal_administrator_learns_nothing_of_people_of_one_side(cast, who):
    second = person("Petra Second", Role.DISTRICT_ADMINISTRATOR, cast.district)
    email = "nobody@example.org" if who == "nobody" else getattr(cast, who).email
    run = inside(cast.portal_administrator)
    answer = run.post("/factor-resets/find/", {"email": email}, follow=True)
    assert "Nobody with this address has roles on more than one side" in answer.content.decode()
    assert run.get(f"/factor-resets/ask/{second.pk}/").status_code == 404


@pytest.mark.parametrize("agreed", [False, True])
def test_a_reset_under_way_stops_being_the_sides_when_its_person_comes_to_stand_on_another(cast, agreed):
    second = person("Greta Second", Role.AGENCY_ADMINISTRATOR, cast.agency)
    Authenticator.objects.create(user=cast.sro, type="totp", data={"secret": "x"})
    reset = recovery.ask(by=cast.agency_administrator, at=NOW, person=cast.sro, identity_note=NOTE)
    if agreed:
        recovery.agree(by=second, reset=reset, at=NOW)
    MembershipFactory(user=cast.sro, organization=cast.school, role=Role.STAFF)
    if not agreed:
        with pytest.raises(HeldElsewhere):
            recovery.agree(by=second, reset=reset, at=NOW)
        return
    assert recovery.complete_due(at=NOW + recovery.DELAY) == 0
    assert Authenticator.objects.filter(user=cast.sro).exists()
    reset.refresh_from_db()
    assert (reset.done_at, reset.stopped_by) == (None, None)
    assert reset.stopped_at == NOW + recovery.DELAY
    assert "they now have a role on another side" in inside(second).get("/factor-resets/").content.decode()


def test_no_link_of_one_side_adopts_an_account_that_has_joined(cast):
    stranger = UserFactory(email="iva.novak@example.org")
    with pytest.raises(invitations.AccountExists):
        joins(invited(cast, stranger.email))
    assert not Membership.objects.filter(user=stranger).exists()
