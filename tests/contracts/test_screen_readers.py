"""What a person hears who does not see the page: every table has a name and headings, a refused form says so first."""

import re
from html.parser import HTMLParser

import pytest

from tests.contracts.crawl import paths, walked
from tests.contracts.visit import visit

pytestmark = pytest.mark.django_db

READERS = ("principal", "district_administrator", "sro", "supervisor", "agency_administrator", "portal_administrator")
# Walked everyday by other contracts as well; the others in CI.
EVERYDAY = ("principal", "sro")


class Tables(HTMLParser):
    """The tables of a page: each with its name, its headings, and the first cell of each row of its body."""

    def __init__(self):
        super().__init__()
        self.tables, self.into = [], None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "table":
            self.tables.append({"name": given.get("aria-label", ""), "role": given.get("role"), "heads": []})
        elif tag == "caption":
            self.into = "name"
        elif tag == "th":
            self.tables[-1]["heads"].append({"words": "", "scope": given.get("scope")})
            self.into = "th"

    def handle_endtag(self, tag):
        if tag in ("caption", "th"):
            self.into = None

    def handle_data(self, data):
        if self.into == "name":
            self.tables[-1]["name"] += data.strip()
        elif self.into == "th":
            self.tables[-1]["heads"][-1]["words"] += data.strip()


def faults_of(html):
    found = Tables()
    found.feed(html)
    for table in found.tables:
        if not table["name"]:
            yield "a table without a name"
        for head in table["heads"]:
            if not head["words"] or head["scope"] not in ("col", "row"):
                yield f"a heading without words or direction: {head}"
        if not any(head["scope"] == "col" for head in table["heads"]):
            yield f"no headings: {table['name']}"


def test_a_fault_of_a_table_is_found():
    assert list(faults_of("<table><tr><td>1</td></tr></table>"))
    assert list(faults_of("<table><caption>Years</caption><tr><th scope='col'></th></tr></table>"))
    assert not list(faults_of("<table><caption>Years</caption><tr><th scope='col'>Year</th></tr></table>"))


@pytest.mark.parametrize(
    "role", [role if role in EVERYDAY else pytest.param(role, marks=pytest.mark.slow) for role in READERS]
)
def test_every_table_has_a_name_and_headings(world, role):
    pages = [walked(world, role, path) for path in paths(world, role)]
    html = [page for page in pages if page.response["Content-Type"].startswith("text/html")]
    assert sum("<table" in page.body for page in html) > 3
    faults = {f"{fault} at {page.path}" for page in html for fault in faults_of(page.body)}
    assert faults == set(), "\n".join(sorted(faults))


@pytest.mark.parametrize(
    "role", [role if role in EVERYDAY else pytest.param(role, marks=pytest.mark.slow) for role in READERS]
)
def test_a_refused_form_says_so_in_its_title(world, role):
    refused = 0
    for path in paths(world, role):
        if walked(world, role, path).status != 200:
            continue
        response = visit(world, role, path, data={"form_key": "no key"})
        page = response.body.decode("utf-8", "replace")
        title = re.search(r"<title>(.*?)</title>", page, re.DOTALL)
        if title is None:
            continue
        wrong = "data-error-summary" in page
        refused += wrong
        assert title[1].strip().startswith("Error:") == wrong, path
    assert refused > 3
