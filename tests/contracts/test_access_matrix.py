"""Who is answered what, at every address: `access_matrix.csv` says it, line by line.

A line is an address (`url_name`), what it is tried on (`relation`, see addresses.py), and a method, sent without a
body. The columns are the roles of the cast. `sign-in` is the way to the door, 302 a redirect elsewhere, 404 "there is
no such thing for you", 403 "you may see it and not do it", 405 a method the page does not take, 422 a form that came
back with its errors. To write the file anew after a change, and then to read every line of the difference:

    ACCESS_MATRIX=write .venv/bin/pytest tests/contracts/test_access_matrix.py -n 0
"""

import csv
import os
from collections import defaultdict
from pathlib import Path

import pytest

from accounts.sign_in_urls import CLOSED
from tests.contracts.addresses import address, patterns, relations_of, rows
from tests.contracts.crawl import walked
from tests.contracts.visit import told, visit
from tests.contracts.world import COLUMNS

pytestmark = pytest.mark.django_db

CSV = Path(__file__).with_name("access_matrix.csv")
HEADER = ["url_name", "relation", "method", *COLUMNS]
# Tried by POST on an object of one's own side and on the other county's; elsewhere the page alone tells.
POSTED = frozenset({"none", "own", "own_school", "own_district", "own_agency", "other", "for_district", "for_agency"})
# Nobody, one of each side and a stranger; the others walk the matrix in CI.
EVERYDAY = frozenset({"anonymous", "principal", "sro", "stranger_supervisor"})
WRITING = os.environ.get("ACCESS_MATRIX") == "write"
answers: dict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)


def lines():
    """Every line the file must have, in its order."""
    return [
        (name, relation, method)
        for name, relation in rows()
        for method in ("GET", "POST")
        if method == "GET" or (relation in POSTED and name not in CLOSED)
    ]


def written():
    """The file as it is: line to role to answer."""
    with CSV.open(encoding="utf-8", newline="") as file:
        return {
            (row["url_name"], row["relation"], row["method"]): {role: row[role] for role in COLUMNS}
            for row in csv.DictReader(file)
        }


def answer_to(world, role, path, method):
    """What the role is told there; a page is asked once for all contracts."""
    return walked(world, role, path).told if method == "GET" else told(visit(world, role, path, method))


@pytest.fixture(scope="module", autouse=True)
def _written_anew():
    """When asked to, the file is written once every role has walked; a run cut short leaves it as it was."""
    yield
    if WRITING and answers and all(answers[line].keys() == set(COLUMNS) for line in lines()):
        with CSV.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file, lineterminator="\n")
            out.writerow(HEADER)
            out.writerows([*line, *(answers[line][role] for role in COLUMNS)] for line in lines())


@pytest.mark.parametrize(
    "role", [role if role in EVERYDAY else pytest.param(role, marks=pytest.mark.slow) for role in COLUMNS]
)
def test_every_address_answers_a_role_as_the_matrix_says(world, role):
    found = {
        (name, relation, method): answer_to(world, role, address(name, relation, world, role), method)
        for name, relation, method in lines()
    }
    if WRITING:
        for line, answer in found.items():
            answers[line][role] = answer
        return
    expected = {line: by_role[role] for line, by_role in written().items()}
    wrong = [
        f"{' '.join(line)}: {said}, not {expected.get(line)}"
        for line, said in found.items()
        if said != expected.get(line)
    ]
    assert not wrong, f"as {role}:\n" + "\n".join(wrong)


def test_the_matrix_has_a_line_for_every_address_and_none_too_many():
    with CSV.open(encoding="utf-8", newline="") as file:
        assert next(csv.reader(file)) == HEADER
    assert list(written()) == lines()


def test_every_view_declares_who_may_come_in():
    bare = [one.name for one in patterns() if not hasattr(one.callback, "access")]
    assert bare == []


def test_every_address_has_a_name_of_its_own():
    names = [one.name for one in patterns()]
    assert all(names)
    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_an_address_with_an_object_is_tried_on_a_strangers_too():
    for one in patterns():
        if one.pattern.regex.groupindex:
            assert "other" in relations_of(one), one.name


def test_no_role_meets_a_failure_anywhere():
    failures = [line for line, by_role in written().items() if any(said.startswith("5") for said in by_role.values())]
    assert failures == []
