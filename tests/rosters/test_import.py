"""A roster is previewed, applied whole, and changes nothing the second time."""

import pytest

from accounts.models import Membership, Organization, User
from accounts.roles import Role
from ledger.models import Event, Notice
from rosters.models import RosterImport, RosterPerson
from rosters.states import RosterState
from tests.cast import NOW
from tests.rosters.bundles import (
    DISTRICT,
    SCHOOLS,
    SECRETS,
    STAFF,
    bundle,
    came,
    counts,
    org,
    roster_roles,
    take,
    user,
    whole_database,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def test_a_preview_changes_nothing(cast):
    before = whole_database()
    found = take(cast, keep=False)
    assert found.counts["staff"] == counts(created=10)
    assert found.counts["schools"] == counts(created=1, updated=1)
    assert whole_database() == before


def test_applying_makes_schools_and_staff_without_a_login(cast):
    take(cast)
    heron = Organization.objects.get(name="Heron Elementary")
    assert (heron.parent, heron.state, heron.time_zone) == (cast.district, "OH", "America/New_York")
    person = came("t1")
    assert person.joined_at is None
    assert not person.has_usable_password()
    role = person.memberships.get()
    assert (role.role, role.organization, role.source, role.starts_on) == (
        Role.STAFF,
        cast.school,
        "roster",
        NOW.date(),
    )
    assert len(roster_roles()) == 10
    assert not Notice.objects.filter(to=str(person.pk)).exists(), "nobody is mailed by an import"


def test_repeating_it_changes_nothing(cast):
    take(cast)
    imports = RosterImport.objects.count()
    before = whole_database()
    again = take(cast)
    assert again.counts["staff"] == counts(unchanged=10)
    assert again.counts["schools"] == counts(unchanged=2)
    after = whole_database()
    changed = {label for label in before if before[label] != after[label]}
    assert changed == {"rosters.RosterImport", "ledger.Event"}, "only that it was sent again is written down"
    assert RosterImport.objects.count() == imports + 1


@pytest.mark.parametrize(
    "shape", [{"end": "\r\n"}, {"bom": True}, {"folder": "export/2026/"}, {"end": "\r\n", "bom": True}]
)
def test_line_ends_byte_order_mark_and_a_folder_make_no_difference(cast, shape):
    assert take(cast, bundle(**shape)).counts["staff"] == counts(created=10)


def test_case_of_words_order_of_columns_and_further_columns_make_no_difference(cast):
    users = (
        "EMAIL,extra,sourcedId,role,status,orgSourcedIds,familyName,givenName\n"
        "Ann@Aldmoor.Example,x,t1,Teacher,ACTIVE,s1,Ash,Ann\n\n,,,,,,,\n"
    )
    take(cast, bundle(users_csv=users))
    assert came("ann").name == "Ann Ash"


def test_nothing_of_students_phones_or_passwords_is_stored_anywhere(cast):
    kept = take(cast)
    assert User.objects.count() == 10 + User.objects.joined().count()
    rows = str(whole_database())
    assert [word for word in SECRETS if word in rows] == []
    assert kept.staff.count() == kept.schools.count() == kept.problems.count() == 0


def test_the_event_holds_numbers_and_no_name(cast):
    take(cast, by=cast.district_administrator)
    event = Event.objects.filter(action="accounts.roster.applied").get()
    assert event.actor_id == str(cast.district_administrator.pk)
    assert event.details == {"schools_created": 1, "schools_updated": 1, "staff_created": 10}


def test_a_school_of_the_same_name_is_linked_and_not_made_twice(cast):
    take(cast, bundle(schools=(DISTRICT, org("s1", "ALDMOOR high"), org("s2", "Heron Elementary"))))
    assert Organization.objects.filter(parent=cast.district, name__iexact="aldmoor high").count() == 1
    cast.school.refresh_from_db()
    assert (cast.school.roster_id, cast.school.name) == ("s1", "Aldmoor High")


def test_a_school_is_found_by_its_nces_number_before_its_name(cast):
    Organization.objects.filter(pk=cast.school.pk).update(nces_schid="390001200345")
    schools = (DISTRICT, org("s1", "Aldmoor Senior High", identifier="390001200345"), org("s2", "Heron Elementary"))
    take(cast, bundle(schools=schools))
    cast.school.refresh_from_db()
    assert (cast.school.roster_id, cast.school.name) == ("s1", "Aldmoor High")


def test_a_school_renamed_in_the_roster_is_renamed_and_one_renamed_by_hand_stays(cast):
    take(cast)
    Organization.objects.filter(roster_id="s2").update(name="Heron K-5")
    assert take(cast).counts["schools"] == counts(unchanged=2)
    renamed = (DISTRICT, org("s1", "Aldmoor Upper School"), org("s2", "Heron Elementary"))
    assert take(cast, bundle(schools=renamed)).counts["schools"] == counts(updated=1, unchanged=1)
    names = set(Organization.objects.filter(parent=cast.district).values_list("name", flat=True))
    assert {"Aldmoor Upper School", "Heron K-5"} <= names


def test_one_person_at_two_schools_and_the_district_has_three_roles(cast):
    take(cast, bundle(staff=[*STAFF, user("t99", "s1, s2,d1")]))
    places = {place for email, place in roster_roles() if email.startswith("t99@")}
    assert places == {"Aldmoor High", "Heron Elementary", cast.district.name}


def test_staff_of_a_department_belong_to_its_school(cast):
    take(cast, bundle(schools=[*SCHOOLS, org("x1", "Maths", "department", "s2")], staff=[user("t1", "x1")]))
    assert roster_roles() == [("t1@aldmoor.example", "Heron Elementary")]


@pytest.mark.parametrize("role", ["administrator", "aide", "proctor", "teacher"])
def test_every_kind_of_staff_becomes_a_staff_member_and_never_principal(cast, role):
    take(cast, bundle(staff=[user("t1", role=role)]))
    assert list(came("t1").memberships.values_list("role", flat=True)) == [Role.STAFF]
    assert RosterPerson.objects.get(roster_id="t1").administrator == (role == "administrator")


@pytest.mark.parametrize("role", ["student", "guardian", "parent", "relative"])
def test_who_is_no_staff_is_passed_over(cast, role):
    found = take(cast, bundle(staff=[user("t1"), user("x1", role=role, email="", orgs="nowhere")]))
    assert found.counts["staff"] == counts(created=1)
    assert not User.objects.filter(email__startswith="x1").exists()


def test_the_district_of_another_is_not_touched(cast):
    take(cast)
    take(cast, district=cast.other_district)
    assert Organization.objects.filter(name="Heron Elementary").count() == 2
    # The people have one account each, and a role on another side already: no second one without their word.
    assert Membership.objects.filter(organization__parent=cast.other_district, source="roster").count() == 0
    assert User.objects.filter(email="t1@aldmoor.example").count() == 1


def test_an_import_that_is_over_says_so_and_keeps_its_numbers(cast):
    done = take(cast)
    assert done.state == RosterState.APPLIED
    assert done.finished_at == NOW
    assert done.counts["staff"]["created"] == 10
