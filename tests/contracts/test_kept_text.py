"""Every form that somebody can type into says whose it is, so that nothing typed is lost with a session."""

import re

import pytest

from tests.contracts.crawl import paths, walked
from tests.contracts.world import user_of

pytestmark = pytest.mark.django_db

FORM = re.compile(r"<form\b[^>]*\bmethod=\"post\"[^>]*>.*?</form>", re.DOTALL)
EVERYDAY = ("principal", "sro")
IN_CI = ("supervisor", "district_administrator", "agency_administrator", "district_signatory")


@pytest.mark.parametrize("role", [*EVERYDAY, *(pytest.param(role, marks=pytest.mark.slow) for role in IN_CI)])
def test_every_form_with_words_in_it_carries_its_writer(world, role):
    hexed, seen, bare = user_of(world, role).pk.hex, 0, []
    for path in paths(world, role):
        page = walked(world, role, path)
        for form in FORM.findall(page.body) if page.status in (200, 422) else ():
            if "<textarea" in form or 'type="text"' in form:
                seen += 1
                if f'name="writer" value="{hexed}:' not in form:
                    bare.append((path, form[:120]))
    assert seen > 3, "or the test looks at nothing"
    assert bare == []
