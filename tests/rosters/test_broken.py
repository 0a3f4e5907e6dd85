"""Broken rosters: each is refused with a sentence that says what to do, and changes nothing."""

import io
import struct
import zipfile

import pytest

from rosters.errors import RosterUnderWay
from rosters.models import RosterImport
from rosters.oneroster.problems import Unreadable
from rosters.states import RosterState
from tests.cast import NOW
from tests.rosters.bundles import (
    DISTRICT,
    ORGS,
    SCHOOLS,
    STAFF,
    USERS,
    bundle,
    manifest,
    org,
    take,
    user,
    whole_database,
    zipped,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

GOOD = {
    "manifest.csv": manifest(),
    "orgs.csv": "\n".join([ORGS, *SCHOOLS]),
    "users.csv": "\n".join([USERS, *STAFF]),
}


def with_info(name, content=b"x", **changes):
    """A good roster and one more member, made by hand."""
    out = io.BytesIO(zipped(GOOD))
    with zipfile.ZipFile(out, "a") as archive:
        info = zipfile.ZipInfo(name)
        for key, value in changes.items():
            setattr(info, key, value)
        archive.writestr(info, content)
    return out.getvalue()


def locked():
    """An archive whose members claim to be locked."""
    content = bytearray(zipped(GOOD))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.find(mark)
        while at >= 0:
            content[at + place] |= 1
            at = content.find(mark, at + 4)
    return bytes(content)


def damaged():
    content = bytearray(bundle())
    name = content.find(b"users.csv")
    content[name + 200 : name + 260] = b"\0" * 60
    return bytes(content)


def crowded():
    return zipped({**GOOD, **{f"extra/{n}.txt": "" for n in range(2_001)}})


def lying_list():
    """The last record says that the list of files is huge."""
    content = bytearray(zipped(GOOD))
    end = content.rfind(b"PK\x05\x06")
    content[end + 12 : end + 16] = struct.pack("<L", 900_000_000)
    return bytes(content)


FATAL = {
    "no zip": (b"sourcedId,status", "not a zip"),
    "empty file": (b"", "not a zip"),
    "half a zip": (zipped(GOOD)[:300], "not a zip"),
    "missing manifest": (bundle(manifest_csv=None), "manifest.csv is missing"),
    "renamed files": (zipped({"manifest.csv": manifest(), "Staff.csv": "x"}), "Staff.csv"),
    "files in another folder": (
        zipped({"manifest.csv": manifest(), "a/orgs.csv": ORGS, "a/users.csv": USERS}),
        "missing",
    ),
    "half a file of utf-16": (bundle(users_csv="\n".join([USERS, *STAFF]).encode("utf-16") + b"x"), "UTF-16"),
    "an endless line": (bundle(users_csv=USERS + "\n" + "x" * 90_000), "without an end"),
    "two rosters": (zipped({**GOOD, "old/manifest.csv": manifest()}), "several rosters"),
    "wrong header of users": (bundle(users_csv=USERS.replace("email", "mail") + "\n"), "Missing: email"),
    "wrong header of orgs": (bundle(orgs_csv="id,name\n1,x\n"), "sourcedId"),
    "no header": (bundle(users_csv="\n".join(STAFF)), "not the header"),
    "empty users": (bundle(users_csv=""), "not the header"),
    "a column twice": (bundle(users_csv=USERS + ",email\n"), "more than once"),
    "version 1.0": (bundle(manifest_csv=manifest(version="1.0")), "“1.0”"),
    "version 2": (bundle(manifest_csv=manifest(version="2")), "“2”"),
    "no version": (bundle(manifest_csv="propertyName,value\nfile.orgs,bulk\nfile.users,bulk\n"), "1.1 and 1.2"),
    "no mode": (
        bundle(manifest_csv="propertyName,value\noneroster.version,1.1\nfile.orgs,bulk\n"),
        "users.csv is bulk",
    ),
    "unknown mode": (bundle(manifest_csv=manifest(users="full")), "“full”"),
    "two modes": (bundle(manifest_csv=manifest() + "file.users,delta\n"), "two different modes"),
    "said to be absent": (bundle(manifest_csv=manifest(users="absent")), "absent"),
    "nothing in it": (
        bundle(manifest_csv=manifest("absent", "absent"), orgs_csv=None, users_csv=None),
        "nothing to read",
    ),
    "two districts": (bundle(schools=[*SCHOOLS, org("d2", "Other", "district", "")]), "2 districts"),
    "a bomb": (bundle(users_csv=USERS + "\n" + "0" * 30_000_000), "far larger than a roster"),
    "a bomb beside": (bundle(results_csv="0" * 30_000_000), "far larger than a roster"),
    "too many files": (crowded(), "more than 2000 files"),
    "a list that lies": (lying_list(), "more than 2000 files"),
    "traversal": (zipped({**GOOD, "../../etc/users.csv": "x"}), "a path outside the archive"),
    "an absolute name": (zipped({**GOOD, "/etc/passwd": "x"}), "a path outside the archive"),
    "a windows name": (with_info("C:\\x\\users.csv"), "a path outside the archive"),
    "a link": (with_info("link.csv", b"/etc/passwd", external_attr=0o120777 << 16), "a path outside the archive"),
    "a lock": (locked(), "password"),
    "another packing": (with_info("more.csv", compress_type=zipfile.ZIP_LZMA), "packed"),
    "damaged": (damaged(), "damaged"),
}


@pytest.mark.parametrize("name", FATAL)
def test_a_broken_bundle_is_refused_with_a_sentence_and_changes_nothing(cast, name):
    content, words = FATAL[name]
    before = whole_database()
    with pytest.raises(Unreadable) as refusal:
        take(cast, content)
    assert words in str(refusal.value.words)
    assert str(refusal.value.words).endswith(".")
    assert whole_database() == before


LINES = {
    "duplicate ids": ([*STAFF, STAFF[0].replace("t1@", "t1b@")], SCHOOLS, "id_twice", 2),
    "a pupil with the id of a teacher": ([*STAFF, user("t1", role="student")], SCHOOLS, "id_twice", 1),
    "a quote that never closes": ([*STAFF, 'x,,,true,"s1,teacher' + ",x" * 9], SCHOOLS, "quotes", 1),
    "a quote in the midst": ([*STAFF, 'x,,,true,"s1"x,teacher' + ",x" * 12], SCHOOLS, "quotes", 1),
    "a letter that is no utf-8": ([*STAFF, user("x", name="Ren\udce9 Ash")], SCHOOLS, "not_utf8", 1),
    "duplicate ids of schools": (STAFF, [*SCHOOLS, org("s1", "Another")], "id_twice", 2),
    "two people with one address": ([*STAFF, user("x", email="T1@Aldmoor.example")], SCHOOLS, "email_twice", 2),
    "an unknown organization": ([*STAFF, user("x", "s9")], SCHOOLS, "org_unknown", 1),
    "no organization": ([*STAFF, user("x", "")], SCHOOLS, "org_missing", 1),
    "an organization that is no place": (
        [*STAFF, user("x", "z")],
        [*SCHOOLS, org("z", "Ohio", "state", "")],
        "org_place",
        1,
    ),
    "a department in a circle": (
        [*STAFF, user("x", "a")],
        [*SCHOOLS, org("a", "A", "department", "b"), org("b", "B", "department", "a")],
        "org_place",
        1,
    ),
    "no address": ([*STAFF, user("x", email="")], SCHOOLS, "email_missing", 1),
    "an address that is none": ([*STAFF, user("x", email="not an address")], SCHOOLS, "email_wrong", 1),
    "an unknown role": ([*STAFF, user("x", role="wizard")], SCHOOLS, "role", 1),
    "an unknown status": ([*STAFF, user("x", status="asleep")], SCHOOLS, "status", 1),
    "no id": ([*STAFF, user("", email="x@aldmoor.example")], SCHOOLS, "id_missing", 1),
    "a field too few": ([*STAFF, "x,,,true,s1"], SCHOOLS, "columns", 1),
    "a field too many": ([*STAFF, user("x") + ",more"], SCHOOLS, "columns", 1),
    "a name that is empty": ([*STAFF, "x,,,true,s1,teacher,u,,,,,,x@aldmoor.example,,,,,"], SCHOOLS, "name_missing", 1),
    "a name too long": ([*STAFF, user("x", name="L" * 160)], SCHOOLS, "name_long", 1),
    "a bell in a name": ([*STAFF, user("x", name="Bell\x07 Ringer")], SCHOOLS, "unprintable", 1),
    "a NUL in a name": ([*STAFF, user("x", name="Null\x00 Byte")], SCHOOLS, "unprintable", 1),
    "a type that is none": (STAFF, [*SCHOOLS, org("c", "College", "university")], "type", 1),
    "two schools of one name": (STAFF, [*SCHOOLS, org("s3", "Heron ELEMENTARY")], "school_twice", 1),
}


@pytest.mark.parametrize("name", LINES)
def test_a_line_that_cannot_be_taken_is_named_and_nothing_is_applied(cast, name):
    staff, schools, code, lines = LINES[name]
    before = whole_database()
    found = take(cast, bundle(staff=staff, schools=schools))
    assert found.rejected == lines
    assert {one.code for one in found.kept_problems} == {code}
    for one in found.kept_problems:
        assert one.line > 1
        assert len(one.words) > 20
        assert "%(" not in one.words
    assert whole_database() == before


def test_the_line_named_is_the_line_of_the_file(cast):
    found = take(cast, bundle(staff=[*STAFF[:3], user("x", "s9"), *STAFF[3:]]))
    assert [(one.file, one.line, one.detail) for one in found.kept_problems] == [("users.csv", 5, "s9")]


def test_a_delta_needs_a_status_and_takes_no_address_of_another(cast):
    take(cast)
    delta = bundle(
        staff=[user("x1"), user("x2", email="t1@aldmoor.example", status="active")], schools=[], mode="delta"
    )
    assert {one.code for one in take(cast, delta).kept_problems} == {"status_missing", "email_known"}


def test_an_address_is_not_handed_from_one_person_of_the_roster_to_another(cast):
    take(cast)
    swapped = [user("t1", email="other@aldmoor.example"), *STAFF[1:], user("x9", email="t1@aldmoor.example")]
    assert {one.code for one in take(cast, bundle(staff=swapped)).kept_problems} == {"email_twice"}


def test_noise_of_other_machines_is_passed_over(cast):
    noise = {"__MACOSX/._users.csv": "x", ".DS_Store": "x", "._manifest.csv": "x", "readme.txt": "x"}
    assert take(cast, zipped({**GOOD, **noise})).rejected == 0


def test_a_second_roster_waits_until_the_first_is_done(cast):
    RosterImport.objects.create(district=cast.district, state=RosterState.CONFIRMED, created_at=NOW)
    with pytest.raises(RosterUnderWay):
        take(cast)


def test_a_roster_for_what_is_no_district_is_refused(cast):
    with pytest.raises(Exception, match="only a district"):
        take(cast, bundle(schools=(DISTRICT,), staff=[]), district=cast.agency)
