"""A OneRoster 1.2 bundle: roles in a file of their own, with the words of that version."""

import pytest

from accounts.models import Membership
from accounts.roles import Role
from rosters.models import RosterPerson
from rosters.oneroster.problems import Unreadable
from rosters.oneroster.words import OTHER_ROLES, STAFF_ROLES
from tests.cast import NOW
from tests.rosters.bundles import ORGS, SCHOOLS, came, counts, roster_roles, take, zipped

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

USERS = (
    "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,identifier,email"
)
ROLES = (
    "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId"
)
PUPIL = "k1,,,true,zora.secret,,Zora-Pupil,Small,,77,zora@pupils.example"


def user(key, email=None, enabled="true", number="", status=""):
    email = f"{key}@aldmoor.example" if email is None else email
    return f"{key},{status},,{enabled},,,Given,Family-{key},,{number},{email}"


def role(key, role="teacher", org="s1", kind="primary", status="", begins="", ends=""):
    return f"r-{key}-{role}-{org},{status},,{key},{kind},{role},{begins},{ends},{org},"


def roster(users, roles, **more):
    files = {
        "manifest.csv": "propertyName,value\nmanifest.version,1.0\noneroster.version,1.2\n"
        "file.orgs,bulk\nfile.users,bulk\nfile.roles,bulk\nfile.classes,absent\n",
        "orgs.csv": "\n".join([ORGS, *SCHOOLS]),
        "users.csv": "\n".join([USERS, *users, PUPIL]),
        "roles.csv": "\n".join([ROLES, *roles, role("k1", "student")]),
        **more,
    }
    return zipped({name: content for name, content in files.items() if content is not None})


def test_roles_are_read_from_their_own_file(cast):
    found = take(
        cast, roster([user("t1"), user("t2")], [role("t1"), role("t2"), role("t2", org="s2", kind="secondary")])
    )
    assert found.oneroster_version == "1.2"
    assert found.counts["staff"] == counts(created=2)
    assert roster_roles() == [
        ("t1@aldmoor.example", "Aldmoor High"),
        ("t2@aldmoor.example", "Aldmoor High"),
        ("t2@aldmoor.example", "Heron Elementary"),
    ]
    assert take(cast, roster([user("t1")], [role("t1")]), endings=1).counts["staff"] == counts(ended=1, unchanged=1)


@pytest.mark.parametrize(
    "word",
    [
        "aide",
        "counselor",
        "districtAdministrator",
        "principal",
        "proctor",
        "siteAdministrator",
        "systemAdministrator",
        "teacher",
    ],
)
def test_every_role_of_staff_becomes_a_staff_member_and_who_may_lead_is_asked_about(cast, word):
    take(cast, roster([user("t1")], [role("t1", word)]))
    assert list(Membership.objects.filter(user=came("t1")).values_list("role", flat=True)) == [Role.STAFF]
    marked = RosterPerson.objects.get(roster_id="t1").administrator
    assert marked == (word in ("principal", "siteAdministrator"))


def test_the_words_of_both_versions_are_known():
    words = "administrator aide guardian parent proctor relative student teacher counselor districtadministrator"
    words += " principal siteadministrator systemadministrator"
    assert set(words.split()) == STAFF_ROLES | OTHER_ROLES


@pytest.mark.parametrize("word", ["student", "guardian", "parent", "relative"])
def test_students_and_families_are_passed_over(cast, word):
    found = take(cast, roster([user("t1"), user("x1", email="no address")], [role("t1"), role("x1", word)]))
    assert found.counts["staff"] == counts(created=1)


def test_a_student_who_helps_as_an_aide_is_no_staff(cast):
    found = take(cast, roster([user("t1"), user("x1")], [role("t1"), role("x1", "student"), role("x1", "aide")]))
    assert found.counts["staff"] == counts(created=1)


def test_an_unknown_role_is_asked_about_and_not_guessed(cast):
    content = roster([user("t1"), user("x1")], [role("t1"), role("x1", "ext:learnerHelper")])
    found = take(cast, content)
    assert [(one.file, one.code, one.roster_id, one.detail) for one in found.kept_problems] == [
        ("roles.csv", "role", "x1", "ext:learnerHelper")
    ]
    assert take(cast, content, set_aside=1).counts["staff"] == counts(created=1, rejected=1)


def test_roles_that_are_over_or_not_begun_or_marked_do_not_count(cast):
    day = NOW.date().isoformat()
    roles = [
        role("t1"),
        role("t1", org="s2", ends="2026-06-30"),
        role("t2", begins="2027-01-01"),
        role("t3", status="tobedeleted"),
        role("t4", begins=day, ends=day),
    ]
    take(cast, roster([user(f"t{n}") for n in (1, 2, 3, 4)], roles))
    assert roster_roles() == [("t1@aldmoor.example", "Aldmoor High"), ("t4@aldmoor.example", "Aldmoor High")]


def test_who_is_not_enabled_ends_and_is_told_apart(cast):
    everybody = [user(f"t{n}") for n in range(1, 6)]
    roles = [role(f"t{n}") for n in range(1, 6)]
    take(cast, roster(everybody, roles))
    found = take(cast, roster([user("t1", enabled="false"), *everybody[1:]], roles))
    assert found.counts["staff"] == counts(ended=1, unchanged=4)
    assert take(cast, roster(everybody, roles)).counts["staff"] == counts(created=1, unchanged=4)


def test_the_staff_number_is_kept_for_other_lists_of_the_district(cast):
    take(cast, roster([user("t1", number="004711")], [role("t1")]))
    assert RosterPerson.objects.get(roster_id="t1").identifier == "004711"
    found = take(cast, roster([user("t1", number="004712")], [role("t1")]))
    assert found.counts["staff"] == counts(updated=1)
    assert RosterPerson.objects.get(roster_id="t1").identifier == "004712"
    take(cast, roster([user("t1")], [role("t1")]))
    assert RosterPerson.objects.get(roster_id="t1").identifier == "004712", "a file that says none takes none away"


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"roles.csv": None}, "roles.csv is missing"),
        ({"roles.csv": "sourcedId,role\n"}, "The first line of roles.csv is not the header of OneRoster"),
        (
            {
                "manifest.csv": "propertyName,value\noneroster.version,1.2\nfile.orgs,bulk\n"
                "file.users,delta\nfile.roles,delta\n"
            },
            "A delta of OneRoster 1.2 says which roles changed",
        ),
    ],
)
def test_what_cannot_be_read_of_it_is_said(cast, more, words):
    with pytest.raises(Unreadable) as refused:
        take(cast, roster([user("t1")], [role("t1")], **more))
    assert words in str(refused.value.words)
