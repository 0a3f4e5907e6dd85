"""Exports, and giving somebody a role, are refused unless the person has just signed in again (AUTHN-09)."""

import pytest

from tests.contracts.addresses import patterns

EXPORTS = ("-export", "-csv", "-xlsx")
# Names lines of a file the reader sent, and no person.
NO_PERSON = {"roster-problems"}
POWER = {
    "factor-reset-agree",
    "factor-reset-ask",
    "invitation-new",
    "invitation-resend",
    "membership-change",
    "my-address",
    "person-address",
    "person-designate",
    "person-reopen",
    "portal-administrator-invite",
    "roster-administrator",
    "sign-on-add",
    "sign-on-change",
}
VIEWS = {pattern.name: pattern.callback for pattern in patterns()}


def test_every_list_that_leaves_the_portal_is_among_them():
    leaving = {name for name in VIEWS if name and name.endswith(EXPORTS)} - NO_PERSON
    assert leaving >= {"person-export", "referral-export", "training-board-csv", "training-people-xlsx"}
    assert [name for name in sorted(leaving) if not hasattr(VIEWS[name], "asks_again")] == []


# What is disclosed by hand, after a call had reached nobody.
BY_HAND = {"referral-correction", "referral-disclose", "record-request-give"}


@pytest.mark.parametrize("name", sorted(POWER | BY_HAND))
def test_what_gives_power_or_discloses_by_hand_asks(name):
    assert hasattr(VIEWS[name], "asks_again")
