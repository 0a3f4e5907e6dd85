"""One bad line is one bad line; and a file of another shape is read, or refused in words."""

import unicodedata

import pytest

from accounts.models import Membership, Organization, User
from accounts.roles import Role
from rosters.oneroster.words import nces_id
from tests.accounts.people import inside
from tests.cast import NOW, person
from tests.rosters.bundles import (
    DISTRICT,
    ORGS,
    SCHOOLS,
    STAFF,
    USERS,
    bundle,
    came,
    counts,
    manifest,
    org,
    roster_roles,
    take,
    user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

STUDENTS = {
    "no id": user("", role="student"),
    "an unknown status": user("k2", role="student", status="asleep"),
    "a field too few": "k2,,,true,s1,student",
    "fields too many": user("k2", role="student") + ",more,and more",
    "an unclosed quotation mark": 'k2,,,true,s1,student,u,,"Zora,Small,,,z@pupils.example,,,,,',
    "a quotation mark in the midst": 'k2,,,true,s1,student,u,,"Zo"ra,Small,,,z@pupils.example,,,,,',
    "a quotation mark before the role": 'k2,,,true,"s1,student,u,,Zora,Small,,,z@pupils.example,,,,,',
    "a control character": user("k2", role="student", name="Zo\x07ra Small"),
    "a NUL": user("k2", role="student", name="Zo\x00ra Small"),
    "a letter that is no utf-8": user("k2", role="student", name="Zo\udce9 Small"),
    "the id of another student": user("k1", role="student"),
    "an unknown school": user("k2", "nowhere", role="student"),
    "an id too long": user("k" * 300, role="student"),
    "the family's line": user("g1", role="Guardian", email="no address"),
}


@pytest.mark.parametrize("name", STUDENTS)
def test_a_line_about_a_student_is_passed_over_whatever_it_holds(cast, name):
    found = take(cast, bundle(staff=[*STAFF[:5], STUDENTS[name], *STAFF[5:]]))
    assert found.kept_problems == []
    assert found.counts["staff"] == counts(created=10)


def test_a_quoted_field_may_run_over_lines(cast):
    lines = user("t11", name="Two Lines").replace("uname.secret", '"uname\n\nsecret"')
    found = take(cast, bundle(staff=[lines, *STAFF]))
    assert found.counts["staff"] == counts(created=11)


def test_a_quotation_mark_that_is_never_closed_costs_its_own_line_alone(cast):
    content = bundle(staff=[*STAFF[:4], 't5,,,true,"s1,teacher' + ",x" * 12, *STAFF[5:]])
    found = take(cast, content)
    assert [(one.line, one.roster_id, one.code) for one in found.kept_problems] == [(6, "t5", "quotes")]
    assert take(cast, content, set_aside=1).counts["staff"] == counts(created=9, rejected=1)


def test_who_stands_on_a_line_that_is_left_out_stays_as_they_are(cast):
    take(cast)
    faulty = bundle(staff=[user("t1", email=""), user("t2", role="wizard"), user("t3", "s9"), *STAFF[3:9]])
    found = take(cast, faulty, set_aside=3)
    assert found.counts["staff"] == counts(ended=1, unchanged=6, rejected=3), "only t10 is gone"
    assert len(roster_roles()) == 9


def test_where_a_line_has_no_id_nobody_ends_for_not_being_in_the_file(cast):
    take(cast)
    found = take(cast, bundle(staff=[*STAFF[:8], user("", email="x@aldmoor.example")]), set_aside=1)
    assert found.counts["staff"] == counts(unchanged=8, rejected=1)
    assert len(roster_roles()) == 10


def test_a_school_that_cannot_be_taken_leaves_out_who_works_there_alone(cast):
    schools = [*SCHOOLS, org("s3", "Heron ELEMENTARY")]
    content = bundle(schools=schools, staff=[*STAFF, user("x", "s3"), user("y", "s3,s1")])
    found = take(cast, content)
    assert {one.code for one in found.kept_problems} == {"school_twice", "school_aside"}
    done = take(cast, content, set_aside=2)
    assert done.counts["staff"] == counts(created=11, rejected=1)
    assert ("y@aldmoor.example", "Aldmoor High") in roster_roles()


def encoded(encoding, **changes):
    """A bundle whose three files are written so."""
    texts = {
        "manifest_csv": manifest(),
        "orgs_csv": "\n".join([ORGS, *SCHOOLS, ""]),
        "users_csv": "\n".join([USERS, *STAFF, user("t11", name="Ren\u00e9 Ash"), ""]),
    }
    return bundle(**{name: text.encode(encoding) for name, text in {**texts, **changes}.items()})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_is_read_however_it_is_written(cast, encoding):
    assert take(cast, encoded(encoding)).counts["staff"] == counts(created=11)
    assert came("t11").name == "Ren\u00e9 Ash"


def test_of_another_alphabet_only_the_lines_that_need_it_are_refused(cast):
    found = take(cast, encoded("cp1252"))
    assert [(one.line, one.roster_id, one.code) for one in found.kept_problems] == [(12, "t11", "not_utf8")]
    assert "CSV UTF-8" in found.kept_problems[0].words


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_other_separators_are_read(cast, separator):
    texts = {"orgs_csv": "\n".join([ORGS, *SCHOOLS]), "users_csv": "\n".join([USERS, *STAFF])}
    found = take(cast, bundle(**{name: text.replace(",", separator) for name, text in texts.items()}))
    assert found.counts["staff"] == counts(created=10)


def test_headings_are_known_in_any_spelling_of_the_same_words(cast):
    heading = USERS.replace("sourcedId", "Sourced ID", 1).replace("givenName", "given_name")
    assert take(cast, bundle(users_csv="\n".join([heading, *STAFF]))).counts["staff"] == counts(created=10)


@pytest.mark.parametrize("missing", ["orgs_csv", "users_csv"])
def test_a_file_that_is_not_there_is_read_as_nothing_said(cast, missing):
    take(cast)
    found = take(cast, bundle(**{missing: None}))
    assert found.left_out == [missing.replace("_", ".")]
    assert found.counts["staff"]["ended"] == found.counts["schools"]["ended"] == 0
    assert len(roster_roles()) == 10


def test_a_file_of_which_the_manifest_says_nothing_and_that_is_not_there(cast):
    take(cast)
    said = "propertyName,value\noneroster.version,1.1\nfile.orgs,bulk\n"
    assert take(cast, bundle(manifest_csv=said, users_csv=None)).counts["schools"] == counts(unchanged=2)


def test_who_is_not_enabled_ends_and_the_preview_says_why(cast):
    take(cast)
    off = STAFF[0].replace(",true,", ",false,")
    found = take(cast, bundle(staff=[off, *STAFF[1:]]))
    assert found.counts["staff"] == counts(ended=1, unchanged=9)
    assert take(cast, bundle(staff=[off, *STAFF[1:]])).counts["staff"] == counts(unchanged=9)


def test_a_number_whose_first_zero_a_spreadsheet_dropped_finds_its_school(cast):
    Organization.objects.filter(pk=cast.school.pk).update(nces_schid="010000500870")
    schools = (
        DISTRICT,
        org("s1", "Another Name", identifier="10000500870"),
        org("s2", "New", identifier="10000500871"),
    )
    take(cast, bundle(schools=schools))
    cast.school.refresh_from_db()
    assert (cast.school.roster_id, cast.school.nces_schid) == ("s1", "010000500870")
    assert Organization.objects.get(roster_id="s2").nces_schid == "010000500871"


def test_only_what_a_spreadsheet_does_to_a_number_is_undone():
    assert nces_id("10000500870") == "010000500870"
    assert nces_id("010000500870") == "010000500870"
    assert nces_id("01-00005-00870") == "010000500870"
    assert nces_id("00870") == "00870"
    assert nces_id("A-12") == "A-12"
    assert nces_id("1.00005E+10") == "1.00005E+10"


def test_names_are_the_same_however_their_accents_are_written(cast):
    name = "\u00c9cole Jos\u00e9 Mart\u00ed"
    Organization.objects.filter(pk=cast.school.pk).update(name=unicodedata.normalize("NFC", name))
    apart = unicodedata.normalize("NFD", name)
    staff = [user("t1", name=unicodedata.normalize("NFD", "Jos\u00e9 Pe\u00f1a")), *STAFF[1:]]
    take(cast, bundle(schools=(DISTRICT, org("s1", apart), SCHOOLS[2]), staff=staff))
    cast.school.refresh_from_db()
    assert cast.school.roster_id == "s1"
    assert came("t1").name == "Jos\u00e9 Pe\u00f1a"
    together = [user("t1", name="Jos\u00e9 Pe\u00f1a"), *STAFF[1:]]
    again = take(cast, bundle(schools=(DISTRICT, org("s1", name), SCHOOLS[2]), staff=together))
    assert again.counts == {**again.counts, "schools": counts(unchanged=2), "staff": counts(unchanged=10)}


def test_a_school_is_known_without_the_accents_and_quotes_of_its_roster(cast):
    Organization.objects.filter(pk=cast.school.pk).update(name="École O’Dowd")
    take(cast, bundle(schools=(DISTRICT, org("s1", "ECOLE O'DOWD"), SCHOOLS[2])))
    cast.school.refresh_from_db()
    assert (cast.school.roster_id, cast.school.name) == ("s1", "École O’Dowd")


def test_who_is_gone_from_the_roster_and_still_principal_is_listed(cast):
    head = person("Hedy Head", Role.PRINCIPAL, cast.school)
    never = cast.principal
    take(cast, bundle(staff=[*STAFF, user("h1", email=head.email), user("h2", "s2", email="other@aldmoor.example")]))
    client = inside(cast.district_administrator)
    heading = "Gone from the roster, still principal"
    assert heading not in client.get("/rosters/administrators/").content.decode()
    preview = take(cast, keep=False)
    assert preview.counts["staff"]["ended"] == 2
    take(cast)
    page = client.get("/rosters/administrators/").content.decode()
    assert heading in page
    gone = page[page.index(heading) :]
    assert "Hedy Head" in gone
    assert never.name not in gone, "no roster ever named them"
    assert Membership.objects.filter(user=head, role=Role.PRINCIPAL, ends_on=None).exists()
    stranger = inside(cast.stranger_district_administrator).get("/rosters/administrators/").content.decode()
    assert "Hedy Head" not in stranger
    Membership.objects.filter(user=head, role=Role.PRINCIPAL).update(ends_on=NOW.date())
    assert "Hedy Head" not in client.get("/rosters/administrators/").content.decode()
    assert User.objects.filter(pk=head.pk).exists()
