"""manage.py import_roster: what it prints, its exit codes, and that it is the same import as on the page."""

import json
import tracemalloc

import pytest

from accounts.models import Organization, User
from ledger.models import Event
from rosters.models import RosterImport
from tests.rosters.bundles import STAFF, bundle, console, counts, one_line, user, whole_database

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def write(tmp_path):
    """A bundle in a file."""

    def written(content=None, name="roster.zip"):
        path = tmp_path / name
        path.write_bytes(bundle() if content is None else content)
        return path

    return written


def test_a_preview_prints_one_line_of_numbers_and_changes_nothing(cast, write):
    before = whole_database()
    code, out, err = console(write(), "--json")
    assert (code, err) == (0, "")
    assert one_line(out) == {"schools": counts(created=1, updated=1), "staff": counts(created=10)}
    assert list(json.loads(out)) == ["schools", "staff"]
    assert list(json.loads(out)["staff"]) == ["created", "updated", "ended", "unchanged", "rejected"]
    assert whole_database() == before


def test_apply_changes_and_a_second_apply_does_not(cast, write):
    path = write()
    assert console(path, "--apply", "--json")[0] == 0
    assert User.objects.filter(email__endswith="@aldmoor.example").count() == 10
    code, out, _err = console(path, "--apply", "--json")
    assert code == 0
    assert one_line(out) == {"schools": counts(unchanged=2), "staff": counts(unchanged=10)}


def test_without_json_it_speaks(cast, write):
    code, out, _err = console(write())
    assert code == 0
    assert "A preview; nothing was changed." in out
    assert "staff: 10 created" in out
    assert "Applied." in console(write(), "--apply")[1]


def test_a_line_with_a_problem_is_named_and_the_code_is_one(cast, write):
    before = whole_database()
    code, out, err = console(write(bundle(staff=[*STAFF, user("x", "s9")])), "--apply", "--json")
    assert code == 1
    assert one_line(out)["staff"] == counts(created=10, rejected=1)
    assert "users.csv, line 12 (x): The organization “s9” is neither" in err
    assert "add --set-aside 1." in err
    assert err.endswith("Nothing was changed.")
    assert whole_database() == before


def test_lines_are_left_out_by_their_number_alone(cast, write):
    path = write(bundle(staff=[*STAFF, user("x", "s9"), user("y", email="")]))
    assert console(path, "--apply", "--set-aside", "1")[0] == 1
    assert not User.objects.filter(email__endswith="@aldmoor.example").exists()
    code, out, _err = console(path, "--apply", "--json", "--set-aside", "2")
    assert (code, one_line(out)["staff"]) == (0, counts(created=10, rejected=2))
    assert User.objects.filter(email__endswith="@aldmoor.example").count() == 10


@pytest.mark.parametrize("content", [b"no zip", b""])
def test_what_cannot_be_read_still_prints_its_one_line(cast, write, content):
    code, out, err = console(write(content), "--json")
    assert code == 1
    assert one_line(out) == {"schools": counts(), "staff": counts()}
    assert err.startswith("This is not a zip archive.")


def test_a_file_or_a_district_that_is_not_there_is_said(cast, write, tmp_path):
    assert console(tmp_path / "none.zip")[0] == 1
    assert "cannot be opened" in console(tmp_path / "none.zip")[2]
    assert "cannot be opened" in console(tmp_path)[2]
    assert "no district with the short name" in console(write(), district="aldmoor-high")[2]


def test_many_endings_stop_until_the_number_is_said(cast, write):
    console(write(), "--apply")
    fewer = write(bundle(staff=STAFF[:6]))
    before = whole_database()
    code, out, err = console(fewer, "--apply", "--json")
    assert code == 1
    assert one_line(out)["staff"] == counts(ended=4, unchanged=6)
    assert "4 of 10 staff members would lose their roles" in err
    assert "--allow-ending 4" in err
    assert whole_database() == before
    assert console(fewer, "--json")[0] == 0, "a preview may be looked at"
    assert console(fewer, "--apply", "--allow-ending", "4")[0] == 0


def test_it_acts_as_the_portal_or_as_somebody_who_may(cast, write):
    console(write(), "--apply")
    assert Event.objects.get(action="accounts.roster.applied").actor_id == ""
    console(write(), "--apply", "--as", cast.district_administrator.email)
    last = Event.objects.filter(action="accounts.roster.applied").order_by("seq").last()
    assert last.actor_id == str(cast.district_administrator.pk)
    for email in (cast.principal.email, cast.stranger_district_administrator.email):
        code, _out, err = console(write(), "--apply", "--as", email)
        assert code == 1
        assert "may not import" in err
    assert "nobody with the address" in console(write(), "--as", "x@example.org")[2]
    assert RosterImport.objects.count() == 2


def many(count):
    """A bundle of that many staff at twenty schools."""
    schools = [f"s{n},,,School {n},school,," for n in range(20)]
    return bundle(schools=schools, staff=[user(f"t{n}", f"s{n % 20}") for n in range(count)])


def peak(action):
    """The most memory that Python held while it ran, in megabytes."""
    tracemalloc.start()
    action()
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most / 1_000_000


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.timeout(600)  # tracing memory makes it slow; the bench applies 50,000 rows
def test_four_times_the_rows_take_no_more_memory(cast, write):
    few, lots = write(many(3_000), "few.zip"), write(many(12_000), "lots.zip")
    small = peak(lambda: console(few, "--apply", "--json"))
    large = peak(lambda: console(lots, "--apply", "--json"))
    assert User.objects.filter(email__endswith="@aldmoor.example").count() == 12_000
    assert Organization.objects.filter(parent=cast.district, name__startswith="School ").count() == 20
    assert large < small + 8, f"{small:.0f} MB for 3,000 rows, {large:.0f} MB for 12,000"
