"""Whose role ends: who is gone from a bulk file or marked, where a roster made it; and never many unasked."""

from datetime import timedelta

import pytest

from accounts.actions import memberships
from accounts.models import Invitation, Membership, Organization, User
from accounts.models.memberships import Source
from accounts.roles import Role
from ledger.models import Notice
from tests.accounts.people import inside
from tests.cast import NOW, person
from tests.factories.accounts import MembershipFactory
from tests.rosters.bundles import DISTRICT, SCHOOLS, STAFF, bundle, came, counts, org, roster_roles, take, user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

LATER = NOW + timedelta(days=7)


def test_who_vanished_from_a_bulk_file_ends_and_their_account_stays(cast):
    take(cast)
    found = take(cast, bundle(staff=STAFF[:-1]), at=LATER)
    assert found.counts["staff"] == counts(ended=1, unchanged=9)
    gone = came("t10").memberships.get()
    assert (gone.ends_on, gone.role) == (LATER.date(), Role.STAFF)


def test_who_is_marked_tobedeleted_ends(cast):
    take(cast)
    leaving = [*STAFF[:-1], "t10,toBeDeleted,,,,teacher,,,,,,,,,,,,"]
    assert take(cast, bundle(staff=leaving)).counts["staff"] == counts(ended=1, unchanged=9)
    assert take(cast, bundle(staff=leaving)).counts["staff"] == counts(unchanged=9)


def test_a_delta_ends_nobody_unasked_and_takes_what_it_names(cast):
    take(cast)
    delta = bundle(staff=[user("t11", status="active"), user("t1", status="tobedeleted")], schools=[], mode="delta")
    assert take(cast, delta).counts["staff"] == counts(created=1, ended=1)
    assert len(roster_roles()) == 10


def test_a_delta_knows_the_schools_and_the_district_of_earlier_rosters(cast):
    take(cast)
    delta = bundle(staff=[user("t11", "s2,d1", status="active")], orgs_csv=None, mode="delta", orgs_mode="absent")
    take(cast, delta)
    places = [place for email, place in roster_roles() if email.startswith("t11@")]
    assert places == [cast.district.name, "Heron Elementary"]


def test_a_roster_ends_no_role_that_people_gave(cast):
    by_hand = MembershipFactory(user=cast.staff, organization=cast.second_school, role=Role.STAFF)
    held = [user("t0", "s1", email=cast.staff.email), user("t00", "s1", email=cast.principal.email)]
    take(cast, bundle(staff=[*STAFF, *held]))
    take(cast, bundle())
    given = Membership.objects.exclude(source=Source.ROSTER)
    assert not given.filter(user__in=[cast.staff, cast.principal], ends_on__isnull=False).exists()
    assert given.filter(pk=by_hand.pk, ends_on=None).exists()
    ended = Membership.objects.get(user=cast.principal, role=Role.STAFF)
    assert (ended.source, ended.ends_on) == (Source.ROSTER, NOW.date())


def test_a_role_ended_by_hand_stays_ended_until_the_roster_shows_the_person_newly(cast):
    take(cast)
    memberships.end(by=cast.district_administrator, at=NOW, membership=came("t1").memberships.get())
    assert take(cast).counts["staff"] == counts(unchanged=10)
    assert ("t1@aldmoor.example", "Aldmoor High") not in roster_roles()
    take(cast, bundle(staff=STAFF[1:]))
    assert take(cast).counts["staff"] == counts(created=1, unchanged=9)
    assert ("t1@aldmoor.example", "Aldmoor High") in roster_roles()
    assert User.objects.filter(email="t1@aldmoor.example").count() == 1


def test_a_leaver_who_returns_is_the_same_person(cast):
    take(cast)
    first = came("t10").pk
    take(cast, bundle(staff=STAFF[:-1]))
    take(cast, at=LATER)
    assert came("t10").pk == first
    assert came("t10").memberships.count() == 2


def test_who_moves_to_another_school_ends_here_and_begins_there(cast):
    take(cast)
    moved = [user("t1", "s2"), *STAFF[1:]]
    assert take(cast, bundle(staff=moved)).counts["staff"] == counts(updated=1, unchanged=9)
    assert [place for email, place in roster_roles() if email.startswith("t1@")] == ["Heron Elementary"]


def test_a_school_that_left_the_roster_keeps_its_records_and_loses_its_staff(cast):
    take(cast)
    kept = [row for row in STAFF if ",s1," in row]
    found = take(cast, bundle(schools=SCHOOLS[:2], staff=kept), endings=5)
    assert found.counts["schools"] == counts(ended=1, unchanged=1)
    heron = Organization.objects.get(name="Heron Elementary")
    assert heron.roster_id == ""
    assert not heron.memberships.filter(ends_on=None).exists()
    assert take(cast).counts["schools"] == counts(updated=1, unchanged=1), "it is found again by its name"


def test_exactly_one_in_five_may_end_and_one_more_asks_first(cast):
    take(cast)
    assert not take(cast, bundle(staff=STAFF[2:]), keep=False).asks_first
    before = roster_roles()
    stopped = take(cast, bundle(staff=STAFF[3:]))
    assert stopped.asks_first
    assert stopped.ending["people"] == 3
    assert roster_roles() == before
    assert take(cast, bundle(staff=STAFF[3:]), endings=2).asks_first
    assert roster_roles() == before
    take(cast, bundle(staff=STAFF[3:]), endings=3)
    assert len(roster_roles()) == 7


def test_who_ends_with_their_last_role_loses_their_sessions_and_is_told(cast):
    joined = person("Nell Joined", Role.STAFF, cast.school)
    joined.memberships.update(ends_on=NOW.date())
    take(cast, bundle(staff=[*STAFF, user("t50", email=joined.email)]))
    client = inside(joined)
    assert client.get("/").status_code == 200
    take(cast)
    assert client.get("/").status_code == 302
    kinds = set(Notice.objects.filter(to=str(joined.pk)).values_list("kind", flat=True))
    assert kinds == {"accounts.role_given", "accounts.role_ended"}


def test_the_open_invitation_of_a_leaver_stops_working(cast):
    take(cast)
    Invitation.objects.create(
        organization=cast.school,
        role=Role.STAFF,
        email="t1@aldmoor.example",
        nonce="n",
        token_hash="h",
        invited_by=cast.district_administrator,
        created_at=NOW,
        expires_at=LATER,
    )
    take(cast, bundle(staff=STAFF[1:]))
    assert Invitation.objects.get().withdrawn_at == NOW


def test_a_district_whose_vendor_gives_new_ids_keeps_its_people_and_schools(cast):
    take(cast)
    schools = (org("D", "Aldmoor Schools", "district", ""), org("S1", "Aldmoor High"), org("S2", "Heron Elementary"))
    staff = [user(f"n{n}", "S1" if n % 2 else "S2", email=f"t{n}@aldmoor.example") for n in range(1, 11)]
    found = take(cast, bundle(schools=schools, staff=staff))
    assert found.counts["staff"] == counts(updated=10)
    assert found.counts["schools"] == counts(updated=2)
    assert len(roster_roles()) == 10
    assert take(cast, bundle(schools=schools, staff=staff)).counts["staff"] == counts(unchanged=10)


def test_a_file_of_schools_alone_ends_nobody(cast):
    take(cast)
    alone = bundle(users_csv=None, mode="absent", orgs_mode="bulk", schools=(DISTRICT, *SCHOOLS[1:]))
    assert take(cast, alone).counts["staff"] == counts()
    assert len(roster_roles()) == 10
