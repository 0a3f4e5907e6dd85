"""Portal administrators: more than one, never none, and the second person where a side has too few."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from accounts.access import AccessDenied
from accounts.actions import invitations, portal, recovery
from accounts.errors import AlreadyInvited, AlreadyMember, HasAdministrator, OwnMembership
from accounts.models import Invitation, Membership, User
from accounts.roles import Role
from ledger.models import Notice
from tests.accounts import door
from tests.accounts.people import PASSWORD, everything, inside, path_of, send
from tests.cast import NOW, person
from tests.checking import confirm_page

pytestmark = pytest.mark.usefixtures("frozen")

PAGE = "/organizations/"
INVITE = "/organizations/portal-administrators/invite/"


def second_of(cast, name="Vera Second"):
    return person(name, Role.PORTAL_ADMINISTRATOR, None)


def held(user):
    return Membership.objects.get(user=user, role=Role.PORTAL_ADMINISTRATOR)


def waiting_to(kind="accounts.factor_reset_waits"):
    return {notice.to for notice in Notice.objects.filter(kind=kind)}


def test_a_portal_administrator_invites_a_second_who_comes_in_by_the_link(cast, mailoutbox):
    client = inside(cast.portal_administrator)
    assert "Only one portal administrator" in client.get(PAGE).content.decode()
    assert client.post(INVITE, {"name": "Vera Second", "email": "Vera@example.org"})["Location"] == PAGE
    invitation = Invitation.objects.get()
    assert (invitation.organization, invitation.role) == (None, "portal_administrator")
    send(NOW)
    assert path_of(invitation) in mailoutbox[0].body
    assert mailoutbox[0].to == ["vera@example.org"]
    assert "vera@example.org" in client.get(PAGE).content.decode()
    answers = {"name": "Vera Second", "password": PASSWORD, "password_again": PASSWORD, "phone": ""}
    assert "portal administrator" in Client().get(path_of(invitation)).content.decode()
    assert Client().post(path_of(invitation), answers).status_code == 302
    assert held(User.objects.get(email="vera@example.org")).source == "invitation"
    assert Notice.objects.get(kind="accounts.invitation_accepted").facts["path"] == PAGE
    assert "Only one portal administrator" not in client.get(PAGE).content.decode()
    with pytest.raises(AlreadyMember):
        invitations.invite(
            by=cast.portal_administrator,
            at=NOW,
            organization=None,
            role=Role.PORTAL_ADMINISTRATOR,
            email="vera@example.org",
        )


def test_the_invitation_is_sent_again_and_withdrawn(cast):
    client = inside(cast.portal_administrator)
    answers = {"name": "Vera Second", "email": "vera@example.org"}
    client.post(INVITE, answers)
    invitation = Invitation.objects.get()
    old = path_of(invitation)
    assert str(AlreadyInvited.words) in client.post(INVITE, answers).content.decode()
    assert client.post(f"/invitations/{invitation.pk}/resend/")["Location"] == PAGE
    assert Client().get(old).status_code == 404
    assert Client().get(path_of(invitation)).status_code == 200
    assert confirm_page(client, f"/invitations/{invitation.pk}/withdraw/")["Location"] == PAGE
    assert Client().get(path_of(invitation)).status_code == 404


@pytest.mark.parametrize("by", ["district_administrator", "agency_administrator", "principal", "sro"])
def test_nobody_else_invites_or_ends_one(cast, by):
    second_of(cast)
    user = getattr(cast, by)
    client, before = inside(user), everything()
    with pytest.raises(AccessDenied):
        invitations.invite(by=user, at=NOW, organization=None, role=Role.PORTAL_ADMINISTRATOR, email="vera@example.org")
    with pytest.raises(AccessDenied):
        portal.end(by=user, at=NOW, membership=held(cast.portal_administrator))
    end = f"/organizations/portal-administrators/{held(cast.portal_administrator).pk}/end/"
    assert {client.get(end).status_code, client.post(end).status_code, client.post(INVITE).status_code} == {404}
    assert everything() == before


def test_one_ends_another_and_never_themselves_nor_the_last(cast):
    first, second = cast.portal_administrator, second_of(cast)
    theirs = inside(second)
    with pytest.raises(OwnMembership):
        portal.end(by=first, at=NOW, membership=held(first))
    client = inside(first)
    path = f"/organizations/portal-administrators/{held(second).pk}/end/"
    assert "Vera Second" in client.get(path).content.decode()
    assert confirm_page(client, path)["Location"] == PAGE
    assert theirs.get(PAGE).status_code == 302, "signed out"
    assert client.post(path).status_code == 404
    with pytest.raises(AccessDenied):
        portal.end(by=second, at=NOW, membership=held(first))


def test_two_others_reset_the_lost_factor_of_a_portal_administrator(cast):
    lost, first, second = cast.portal_administrator, second_of(cast), second_of(cast, "Tilda Third")
    door.enrol_app(lost)
    ask = f"/factor-resets/ask/{lost.pk}/"
    assert inside(cast.district_administrator).get(ask).status_code == 404
    assert confirm_page(inside(first), ask, {"identity_note": "Met in person."}).status_code == 302
    reset = lost.factor_resets.get()
    assert reset.organization is None
    assert waiting_to() == {str(second.pk)}
    with pytest.raises(AccessDenied):
        recovery.agree(by=cast.district_administrator, reset=reset, at=NOW)
    with pytest.raises(recovery.SameAdministrator):
        recovery.agree(by=first, reset=reset, at=NOW)
    assert lost.name in inside(second).get("/factor-resets/").content.decode()
    assert confirm_page(inside(second), f"/factor-resets/{reset.pk}/agree/").status_code == 302
    recovery.complete_due(at=NOW + timedelta(hours=24))
    assert not Authenticator.objects.filter(user=lost).exists()


def test_a_portal_administrator_agrees_where_the_side_has_nobody_else(cast):
    door.enrol_app(cast.principal)
    reset = recovery.ask(by=cast.district_administrator, person=cast.principal, identity_note="Met.", at=NOW)
    assert waiting_to() == {str(cast.portal_administrator.pk)}
    recovery.agree(by=cast.portal_administrator, reset=reset, at=NOW)
    assert reset.agreed_by == cast.portal_administrator


def test_a_portal_administrator_keeps_out_where_the_side_has_two(cast):
    second = person("Edda Second", Role.DISTRICT_ADMINISTRATOR, cast.district)
    door.enrol_app(cast.principal)
    reset = recovery.ask(by=cast.district_administrator, person=cast.principal, identity_note="Met.", at=NOW)
    assert waiting_to() == {str(second.pk)}
    client, before = inside(cast.portal_administrator), everything()
    with pytest.raises(AccessDenied):
        recovery.agree(by=cast.portal_administrator, reset=reset, at=NOW)
    assert client.post(f"/factor-resets/{reset.pk}/agree/").status_code == 404
    assert cast.principal.name not in client.get("/factor-resets/").content.decode()
    assert client.get(f"/factor-resets/ask/{second.pk}/").status_code == 404
    assert everything() == before


def test_for_the_only_administrator_of_a_side_two_portal_administrators_do_it(cast):
    lost, second = cast.district_administrator, second_of(cast)
    door.enrol_app(lost)
    with pytest.raises(AccessDenied):
        recovery.ask(by=cast.agency_administrator, person=lost, identity_note="Met.", at=NOW)
    reset = recovery.ask(by=cast.portal_administrator, person=lost, identity_note="Met.", at=NOW)
    assert reset.organization == cast.district
    assert waiting_to() == {str(second.pk)}
    recovery.agree(by=second, reset=reset, at=NOW)


def test_a_portal_administrator_names_no_administrator_beside_one_but_does_after_a_closed_account(cast):
    sent = {"at": NOW, "organization": cast.district, "role": Role.DISTRICT_ADMINISTRATOR, "email": "new@example.org"}
    with pytest.raises(HasAdministrator):
        invitations.invite(by=cast.portal_administrator, **sent)
    User.objects.filter(pk=cast.district_administrator.pk).update(is_active=False)
    assert invitations.invite(by=cast.portal_administrator, **sent).organization == cast.district
