"""The registers as files: exactly the rows of the list, safe to open, and an event for each taking away."""

import csv
import io
from datetime import date
from uuid import uuid4

import pytest

from incidents.actions import referrals, reviews
from incidents.choices import Crime, Danger
from incidents.models import KeptInSchool
from ledger.models import Event
from tests.accounts.people import inside
from tests.cast import NOW
from tests.factories.incidents import decided, submitted
from tests.incidents.views.desk import page

FILES = ("kept-in-school", "handed-on", "disclosures", "reviews")


def begin(cast, by, school, **answers):
    one = referrals.start(by=by, at=NOW, school=school, danger=Danger.NONE, form_key=uuid4())
    return referrals.change(by=by, at=NOW, referral=one, answers={"crime": Crime.NO, **answers})


@pytest.fixture
def registers(cast):
    """A row in each register, of our county and of the other."""
    for by, school in ((cast.principal, cast.school), (cast.stranger_principal, cast.other_school)):
        kept = begin(cast, by, school, behavior="phone")
        referrals.keep_in_school(by=by, at=NOW, referral=kept, route="family", occurred_on=date(2026, 10, 14))
        handed = begin(cast, by, school, behavior="firearm")
        referrals.hand_on(by=by, at=NOW, referral=handed, told=["police"], told_at=NOW)
    decided(cast.principal, cast.school, cast.sro, cast.supervisor, NOW)
    decided(cast.stranger_principal, cast.other_school, cast.stranger_sro, cast.stranger_supervisor, NOW)
    return cast


def rows(response):
    assert response.status_code == 200
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    *found, last = csv.DictReader(io.StringIO(text))
    assert next(iter(last.values())).startswith("Exported by ")
    return found


@pytest.mark.parametrize(
    ("name", "reader", "expected"),
    [
        (
            "kept-in-school",
            "principal",
            {"What happened": "Phone or device", "School": "Aldmoor High", "Day": "2026-10-14"},
        ),
        ("handed-on", "district_administrator", {"What happened": "Firearm", "Who was told": "Police or 911"}),
        ("disclosures", "records_custodian", {"Referral": "26-0001", "What": "The supervisor's determination"}),
        ("reviews", "supervisor", {"Referral": "A26-0001", "Determination": "Police matter"}),
    ],
)
def test_a_register_is_taken_away_as_it_is_listed_and_the_ledger_says_so(registers, name, reader, expected):
    client = inside(getattr(registers, reader))
    assert f"/{name}/export.csv" in page(client.get(f"/{name}/"))
    found = rows(client.get(f"/{name}/export.csv"))
    assert expected.items() <= found[0].items()
    assert not any("Stranger" in value or "other" in value.lower() for row in found for value in row.values() if value)
    event = Event.objects.get(action__endswith=".exported")
    assert event.details["count"] == len(found)
    assert event.actor_id == str(getattr(registers, reader).pk)


@pytest.mark.parametrize(
    ("query", "count"), [("", 1), ("since=2026-10-15", 0), ("until=2026-10-13", 0), ("since=nonsense", 1)]
)
@pytest.mark.parametrize("name", ["kept-in-school", "handed-on"])
def test_the_file_is_filtered_as_the_list_is(registers, principal, name, query, count):
    assert len(rows(principal.get(f"/{name}/export.csv?{query}"))) == count


def test_the_register_of_disclosures_is_filtered_by_its_direction(registers, district):
    ways = {row["Direction"] for row in rows(district.get("/disclosures/export.csv?direction=to_school"))}
    assert ways == {"Police to school"}


@pytest.mark.parametrize("name", FILES)
def test_who_may_not_read_a_register_finds_no_file_of_it(registers, name):
    allowed = {
        "reviews": (registers.supervisor, registers.second_supervisor),
    }.get(
        name, (registers.principal, registers.designee, registers.district_administrator, registers.records_custodian)
    )
    people = [registers.principal, registers.sro, registers.supervisor, *registers.without_referrals()]
    for person in people:
        response = inside(person).get(f"/{name}/export.csv")
        assert response.status_code == (200 if person in allowed else 404), (name, person)


def test_a_stranger_takes_away_their_own_rows_alone(registers):
    found = rows(inside(registers.stranger_district_administrator).get("/kept-in-school/export.csv"))
    assert [row["School"] for row in found] == [registers.other_school.name]


def test_nothing_that_is_typed_becomes_a_formula(cast, supervisor):
    sent = submitted(cast.principal, cast.school, NOW)
    typed = '=HYPERLINK("http://evil.example","x")'
    decision = reviews.Decision("police_matter", "yes", typed, feedback="+1", notes="\t@SUM(A1)")
    reviews.decide(by=cast.supervisor, at=NOW, referral=sent, decision=decision, form_key=uuid4())
    (row,) = rows(supervisor.get("/reviews/export.csv"))
    assert (row["Reason"], row["Feedback to the school"], row["Notes"]) == (f"'{typed}", "'+1", "'@SUM(A1)")
    KeptInSchool.objects.create(
        form_key=uuid4(),
        district=cast.district,
        school=cast.school,
        behavior="=1+1",
        route="family",
        occurred_on=date(2026, 10, 14),
        by=cast.principal,
        at=NOW,
    )
    (row,) = rows(inside(cast.principal).get("/kept-in-school/export.csv"))
    assert row["What happened"] == "'=1+1"
