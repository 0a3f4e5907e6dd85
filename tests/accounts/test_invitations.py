"""Invitations: to one's own side, by a link that works once, for a time, and lies nowhere in the clear."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail

from accounts import tokens
from accounts.access import AccessDenied
from accounts.actions import invitations
from accounts.errors import (
    AlreadyInvited,
    AlreadyMember,
    DayGone,
    HasAdministrator,
    InvitationClosed,
    NotTheInvited,
    OwnMembership,
    RoleNotAllowedHere,
)
from accounts.models import Invitation, Membership, User
from accounts.roles import Role
from ledger.models import Event, Notice
from tests.accounts.people import PASSWORD, actions, everything, known_address, send, token_of
from tests.cast import NOW, make_cast
from tests.factories.accounts import DistrictFactory, MembershipFactory

DAY = timedelta(days=1)


def invited(cast, **given):
    """The district's administrator invites a principal to the high school."""
    wanted = {"organization": cast.school, "role": Role.PRINCIPAL, "email": "New@Example.org", "name": "Nia New"}
    by = given.pop("by", cast.district_administrator)
    at = given.pop("at", NOW)
    return invitations.invite(by=by, at=at, **{**wanted, **given})


def test_an_invitation_keeps_only_the_hash_of_its_token(cast):
    invitation = invited(cast)
    token = token_of(invitation)
    assert invitation.token_hash == tokens.hash_of(token)
    assert len(token) == 43
    rows = str(everything())
    assert token not in rows
    assert invitation.expires_at == NOW + 14 * DAY
    assert invitation.email == "new@example.org"
    assert actions() == ["accounts.invitation.sent"]


def test_the_token_is_rebuilt_under_an_older_key_and_lost_without_it(cast, settings):
    invitation = invited(cast)
    token = token_of(invitation)
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another key that is long enough to be one, or nearly so"
    assert tokens.rebuild(invitation.pk, invitation.nonce, invitation.token_hash) == token
    settings.SECRET_KEY_FALLBACKS = []
    assert tokens.rebuild(invitation.pk, invitation.nonce, invitation.token_hash) is None


@pytest.mark.parametrize(
    ("by", "place", "role"),
    [
        ("district_administrator", "agency", Role.SRO),
        ("district_administrator", "other_district", Role.STAFF),
        ("district_administrator", "other_school", Role.PRINCIPAL),
        ("agency_administrator", "district", Role.STAFF),
        ("agency_administrator", "school", Role.PRINCIPAL),
        ("agency_administrator", "other_agency", Role.SRO),
        ("stranger_district_administrator", "school", Role.PRINCIPAL),
        ("portal_administrator", "school", Role.PRINCIPAL),
        ("principal", "second_school", Role.DESIGNEE),
        ("designee", "school", Role.DESIGNEE),
        ("staff", "school", Role.STAFF),
        ("records_custodian", "district", Role.STAFF),
        ("sro", "agency", Role.SRO),
        ("supervisor", "agency", Role.SRO),
        ("district_signatory", "district", Role.STAFF),
    ],
)
def test_nobody_invites_to_a_place_that_is_not_theirs_to_fill(cast, by, place, role):
    before = everything()
    with pytest.raises(AccessDenied):
        invited(cast, by=getattr(cast, by), organization=getattr(cast, place), role=role)
    assert everything() == before


@pytest.mark.parametrize(
    ("by", "place", "role"),
    [
        ("district_administrator", "district", Role.PRINCIPAL),
        ("district_administrator", "district", Role.SRO),
        ("district_administrator", "school", Role.DISTRICT_ADMINISTRATOR),
        ("district_administrator", "school", Role.SIGNATORY),
        ("district_administrator", "district", Role.PORTAL_ADMINISTRATOR),
        ("agency_administrator", "agency", Role.RECORDS_CUSTODIAN),
        ("principal", "school", Role.PRINCIPAL),
        ("principal", "school", Role.STAFF),
        ("portal_administrator", "district", Role.STAFF),
    ],
)
def test_a_role_is_given_only_where_it_may_be_held_and_by_whom_it_may_be_given(cast, by, place, role):
    before = everything()
    with pytest.raises(RoleNotAllowedHere):
        invited(cast, by=getattr(cast, by), organization=getattr(cast, place), role=role)
    assert everything() == before


def test_the_portal_administrator_invites_first_administrators_only(cast):
    before = everything()
    with pytest.raises(HasAdministrator):
        invited(cast, by=cast.portal_administrator, organization=cast.district, role=Role.DISTRICT_ADMINISTRATOR)
    assert everything() == before
    fresh = DistrictFactory(name="New Valley Schools")
    made = invited(cast, by=cast.portal_administrator, organization=fresh, role=Role.DISTRICT_ADMINISTRATOR)
    assert made.organization == fresh


def test_nobody_invites_themselves_twice_the_same_or_who_is_there(cast):
    for email, refusal in (
        (cast.district_administrator.email.upper(), OwnMembership),
        (cast.principal.email.upper(), AlreadyMember),
    ):
        before = everything()
        with pytest.raises(refusal):
            invited(cast, email=email)
        assert everything() == before
    invited(cast)
    before = everything()
    with pytest.raises(AlreadyInvited):
        invited(cast, email="new@EXAMPLE.org")
    with pytest.raises(DayGone):
        invited(cast, email="later@example.org", ends_on=NOW.date())
    assert everything() == before


def test_a_new_account_has_the_role_the_verified_address_and_nothing_else(cast):
    invitation = invited(cast, title="Principal", ends_on=NOW.date() + 30 * DAY)
    at = NOW + DAY
    user = invitations.accept_as_new(at=at, token=token_of(invitation), name="Nia New", password=PASSWORD)
    membership = Membership.objects.get(user=user)
    assert (membership.role, membership.organization, membership.title) == ("principal", cast.school, "Principal")
    assert (membership.starts_on, membership.ends_on) == (at.date(), NOW.date() + 30 * DAY)
    assert user.check_password(PASSWORD)
    assert user.emailaddress_set.get().verified
    assert actions() == ["accounts.invitation.sent", "accounts.invitation.accepted"]
    told = Notice.objects.get(kind="accounts.invitation_accepted")
    assert told.to == str(cast.district_administrator.pk)


def test_a_link_works_once(cast):
    token = token_of(invited(cast))
    invitations.accept_as_new(at=NOW, token=token, name="Nia New", password=PASSWORD)
    before = everything()
    for again in (
        lambda: invitations.accept_as_new(at=NOW, token=token, name="Second", password=PASSWORD),
        lambda: invitations.accept(by=cast.staff, at=NOW, token=token),
    ):
        with pytest.raises(InvitationClosed):
            again()
    assert everything() == before


def test_of_two_who_open_the_link_at_once_one_comes_in(cast):
    """Both requests found it open; the row decides."""
    invitation = invited(cast)
    found = [invitations.find(token=token_of(invitation), at=NOW) for _each in range(2)]
    invitations.give(user=cast.staff, at=NOW, invitation=found[0])
    before = everything()
    with pytest.raises(InvitationClosed):
        invitations.give(user=cast.sro, at=NOW, invitation=found[1])
    assert everything() == before


@pytest.mark.parametrize("how", ["unknown", "empty", "expired", "withdrawn", "sent again"])
def test_a_link_that_does_not_work_is_refused_alike(cast, how):
    invitation = invited(cast)
    token, at = token_of(invitation), NOW
    if how == "unknown":
        token = token[:-1] + ("A" if token[-1] != "A" else "B")
    elif how == "empty":
        token = ""
    elif how == "expired":
        at = NOW + 14 * DAY
    elif how == "withdrawn":
        invitations.withdraw(by=cast.district_administrator, at=NOW, invitation=invitation)
    else:
        invitations.resend(by=cast.district_administrator, at=NOW, invitation=invitation)
    before = everything()
    with pytest.raises(InvitationClosed):
        invitations.accept_as_new(at=at, token=token, name="Nia New", password=PASSWORD)
    assert everything() == before


def test_a_link_works_to_the_last_moment(cast):
    token = token_of(invited(cast))
    just_before = NOW + 14 * DAY - timedelta(seconds=1)
    assert invitations.accept_as_new(at=just_before, token=token, name="Nia New", password=PASSWORD).pk


def test_sending_again_makes_a_new_link_even_after_the_old_one_expired(cast):
    invitation = invited(cast)
    old = token_of(invitation)
    at = NOW + 20 * DAY
    invitations.resend(by=cast.district_administrator, at=at, invitation=invitation)
    new = token_of(invitation)
    assert new != old
    assert invitation.expires_at == at + 14 * DAY
    assert invitations.find(token=new, at=at).pk == invitation.pk
    assert actions()[-1] == "accounts.invitation.sent_again"


def test_strangers_neither_send_again_nor_withdraw(cast):
    invitation = invited(cast)
    before = everything()
    for by in (cast.agency_administrator, cast.stranger_district_administrator, cast.principal, cast.staff):
        for act in (invitations.resend, invitations.withdraw):
            with pytest.raises((AccessDenied, RoleNotAllowedHere)):
                act(by=by, at=NOW, invitation=invitation)
    assert everything() == before


def test_what_was_accepted_is_neither_sent_again_nor_withdrawn(cast):
    invitation = invited(cast)
    invitations.accept_as_new(at=NOW, token=token_of(invitation), name="Nia New", password=PASSWORD)
    before = everything()
    for act in (invitations.resend, invitations.withdraw):
        with pytest.raises(InvitationClosed):
            act(by=cast.district_administrator, at=NOW, invitation=invitation)
    assert everything() == before


def test_a_person_with_an_account_accepts_only_what_was_sent_to_their_address(cast):
    known_address(cast.staff)
    known_address(cast.designee)
    invitation = invited(cast, email=cast.staff.email)
    before = everything()
    with pytest.raises(NotTheInvited):
        invitations.accept(by=cast.designee, at=NOW, token=token_of(invitation))
    assert everything() == before
    invitations.accept(by=cast.staff, at=NOW, token=token_of(invitation))
    assert {held.role for held in cast.staff.active_memberships(NOW)} == {"staff", "principal"}


def test_an_address_with_an_account_makes_no_second_one(cast):
    invitation = invited(cast, email=cast.stranger_sro.email)
    before = everything()
    with pytest.raises(invitations.AccountExists):
        invitations.accept_as_new(at=NOW, token=token_of(invitation), name="Twin", password=PASSWORD)
    assert everything() == before
    assert User.objects.filter(email__iexact=cast.stranger_sro.email).count() == 1


def test_accepting_a_role_one_holds_by_now_makes_no_second_row(cast):
    known_address(cast.staff)
    invitation = invited(cast, email=cast.staff.email)
    MembershipFactory(user=cast.staff, organization=cast.school, role=Role.PRINCIPAL)
    invitations.accept(by=cast.staff, at=NOW, token=token_of(invitation))
    assert Membership.objects.filter(user=cast.staff, role=Role.PRINCIPAL).count() == 1


def test_an_event_names_nobody(cast):
    invited(cast, name="Quentin Unusual", email="quentin@example.org")
    assert "uentin" not in str(list(Event.objects.values()))


@pytest.mark.django_db(transaction=True)
def test_the_mail_carries_the_link_and_a_link_sent_again_is_mailed_alone():
    from_cast = make_cast()
    with time_machine.travel(NOW, tick=False):
        invitation = invited(from_cast)
        old = token_of(invitation)
        invitations.resend(by=from_cast.district_administrator, at=NOW, invitation=invitation)
        report = send(NOW)
    assert (report.sent, report.dropped) == (1, 1)
    (message,) = mail.outbox
    assert message.to == ["new@example.org"]
    assert message.subject == "You are invited to Fenceline as Principal at Aldmoor High"
    link = f"/invitation/{token_of(invitation)}/"
    html = message.alternatives[0][0]
    assert link in message.body
    assert link in html
    assert old not in message.body + html
    assert Invitation.objects.get().nonce not in message.body
