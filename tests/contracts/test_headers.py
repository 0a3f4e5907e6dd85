"""The policy and no-store on every answer at every address, whatever the answer."""

import pytest

from tests.accounts.test_headers import FIXED, POLICY
from tests.contracts.addresses import OBJECTS, address, patterns
from tests.contracts.crawl import walked
from tests.contracts.visit import visit

pytestmark = pytest.mark.django_db

# A scan is never shown in place: its own policy is stricter.
KEPT_FILES = ("mou-scan", "mou-scan-as-sent", "evidence-file", "evidence-as-sent")
STRICTER = {name: {"sandbox", "default-src 'none'"} for name in KEPT_FILES}


INLINE = ("<style", " style=", " onclick=", " onload=", " onsubmit=", "javascript:", "hx-on")


def policy_of(response):
    return {part.strip() for part in response["Content-Security-Policy"].split(";") if part.strip()}


# The everyday walks of the matrix, looked at once more; two further roles in CI.
EVERYDAY = ("anonymous", "principal", "sro")
IN_CI = ("district_administrator", "supervisor")


@pytest.mark.parametrize("role", [*EVERYDAY, *(pytest.param(role, marks=pytest.mark.slow) for role in IN_CI)])
@pytest.mark.parametrize("relation", ["own", "other"])
def test_every_answer_carries_the_headers(world, role, relation):
    seen = set()
    for one in patterns():
        objects = OBJECTS.get(str(one.name), {"none": None})
        which = relation if relation in objects else next(iter(objects))
        if relation == "other" and which != "other":
            continue
        page = walked(world, role, address(str(one.name), which, world, role))
        response = page.response
        seen.add(response.status_code)
        allowed = [POLICY, STRICTER.get(one.name, POLICY)]
        assert policy_of(response) in allowed, one.name
        for name, value in FIXED.items():
            assert response[name] == value, f"{name} of {one.name}"
        assert response["X-Request-ID"]
        if response["Content-Type"].startswith("text/html"):
            assert not [mark for mark in INLINE if mark in page.body], one.name
        assert "Server" not in response.headers
    assert len(seen) > 1


def test_a_failure_and_a_missing_page_carry_them_too(world, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError("broken")

    monkeypatch.setattr("config.views.home.desk_for", broken)
    for path, status in (("/", 500), ("/no/such/page/", 404), ("/referrals/not-an-id/", 404)):
        response = visit(world, "principal", path)
        assert response.status_code == status
        assert policy_of(response) == POLICY
        assert response["Cache-Control"] == "no-store"
