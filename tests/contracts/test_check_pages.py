"""What was checked is what is done: every page that asks for a yes names the version of what it shows."""

import html
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import Resolver404, resolve

from ledger.models import Event
from tests.checking import versions_in
from tests.contracts.addresses import patterns
from tests.contracts.check_pages import BY_HAND, BY_LINK, CHECKS, LISTED, OTHERS, OWN, opener
from tests.contracts.crawl import paths, walked
from tests.contracts.test_access_matrix import written
from tests.contracts.visit import undone

FORM = re.compile(r"<form\b([^>]*\bmethod=\"post\"[^>]*)>(.*?)</form>", re.DOTALL)
INPUT = re.compile(r"<input\b[^>]*>")
BUTTONS = {LISTED, OWN}
ASKS = re.compile(r"(since you opened this( page)?, it changed|changed after you opened it)")


def attribute(tag, name):
    found = re.search(rf'\b{name}="([^"]*)"', tag)
    return html.unescape(found.group(1)) if found else ""


def answered():
    """Every page of ours that can be opened and takes a post, by the matrix; those of allauth have underscores."""
    told = {}
    for (name, _relation, method), row in written().items():
        told.setdefault(name, {}).setdefault(method, set()).update(row.values())
    pages = {name for name, by in told.items() if "405" not in by["GET"] | by.get("POST", set())}
    return {name for name in pages if "_" not in name}


def test_every_page_that_takes_a_post_says_whether_it_asks_for_a_yes():
    assert not CHECKS.keys() & OTHERS.keys()
    assert answered() - CHECKS.keys() - OTHERS.keys() == set(), "put each into one of the two lists of check_pages.py"
    assert (CHECKS.keys() | OTHERS.keys()) - {one.name for one in patterns()} == set(), "no such pages any more"


def openers():
    """Each page of the first list, with a way of opening it."""
    found = dict(BY_HAND)
    for (name, relation, method), row in written().items():
        if name in CHECKS and name not in found and method == "GET" and relation != "other":
            role = next((role for role, told in row.items() if told == "200" and role != "anonymous"), None)
            if role:
                found[name] = opener(name, relation, role)
    return found


OPENERS = openers()


def test_every_one_of_them_is_opened_here_or_in_its_own_test():
    assert OPENERS.keys() - BY_LINK == CHECKS.keys() - BY_LINK


def sent_back(page, path, response):
    """The hidden fields of the form that answers the page, as a browser sends them."""
    for tag, inside in FORM.findall(page):
        action = attribute(tag, "action") or response.request["PATH_INFO"]
        if action.partition("?")[0] == path and 'name="version"' in inside:
            hidden = [one for one in INPUT.findall(inside) if attribute(one, "type") == "hidden"]
            data = {}
            for one in hidden:
                data.setdefault(attribute(one, "name"), []).append(attribute(one, "value"))
            button = re.search(r'<button[^>]*name="(\w+)"[^>]*value="(record)"', inside)
            return data | ({button[1]: [button[2]]} if button else {})
    return None


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(OPENERS.keys() - BY_LINK))
def test_a_check_page_names_its_version_and_asks_again_where_it_is_another(world, name):
    with undone():
        path, response = OPENERS[name](world)
        page = response.content.decode()
        assert response.status_code == 200, response.status_code
        given = sent_back(page, path, response)
        assert given, f"{name} shows {CHECKS[name]}, and names no version of it"
        assert all(given["version"])
        client, before = response.client, Event.objects.count()
        again = client.post(path, given | {"version": ["0" * 16 + ":" + "0" * 16]})
        asked = again.content.decode()
        assert again.status_code == 422, f"{name}: {again.status_code}"
        assert ASKS.search(html.unescape(asked)), name
        assert versions_in(asked), "and it can be confirmed as it stands now"
        # Opening a record is an event of its own; nothing else was done.
        opened = {"incidents.referral.opened", "incidents.consult.opened"}
        assert set(Event.objects.order_by("seq").values_list("action", flat=True)[before:]) <= opened


EVERYDAY = ("principal", "district_administrator")
IN_CI = ("sro", "supervisor", "agency_administrator", "portal_administrator", "district_signatory", "agency_signatory")


@pytest.mark.django_db
@pytest.mark.parametrize("role", [*EVERYDAY, *(pytest.param(role, marks=pytest.mark.slow) for role in IN_CI)])
def test_a_page_with_nothing_but_a_button_is_one_of_them(world, role):
    seen, bare = 0, set()
    for path in paths(world, role):
        page = walked(world, role, path)
        if page.status != 200:
            continue
        for tag, inside in FORM.findall(page.body):
            fields = [one for one in INPUT.findall(inside) if attribute(one, "type") not in ("hidden", "submit")]
            if fields or "<textarea" in inside or "<select" in inside:
                continue
            try:
                name = resolve((attribute(tag, "action") or path).partition("?")[0]).url_name
            except Resolver404:
                continue
            seen += 1
            if name in answered() and 'name="version"' not in inside and OTHERS.get(name) not in BUTTONS:
                bare.add(name)
    assert seen > 3, "or the test looks at nothing"
    assert bare == set(), "each asks for a yes to what it shows, and names no version of it"


def test_a_check_page_cannot_be_laid_out_without_its_form():
    used = []
    for path in sorted((Path(settings.BASE_DIR) / "templates").rglob("*.html")):
        used += [
            (path.name, one) for one in re.findall(r'include "components/confirm.html" with ([^%]*)', path.read_text())
        ]
    assert len(used) > 10
    assert [one for one in used if "form=form" not in one[1]] == []
