"""A school that the roster let go stays as it is until a person closes it."""

from datetime import timedelta

import pytest

from accounts.actions import invitations
from accounts.models import Invitation, Membership, Organization
from accounts.roles import Role
from ledger.models import Event, Notice
from rosters.actions import schools
from rosters.errors import SchoolNotLetGo
from rosters.models import SchoolLetGo
from tests.accounts.people import inside
from tests.cast import NOW, person
from tests.checking import confirm_page
from tests.rosters.bundles import SCHOOLS, STAFF, bundle, take

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


@pytest.fixture
def heron(cast):
    """A school with a principal by hand, whom no roster ends, that the second roster does not name any more."""
    take(cast)
    school = Organization.objects.get(name="Heron Elementary")
    person("Hedy Head", Role.PRINCIPAL, school)
    invitations.invite(
        by=cast.district_administrator, at=NOW, organization=school, role=Role.STAFF, email="new@aldmoor.example"
    )
    take(cast, bundle(schools=SCHOOLS[:2], staff=[row for row in STAFF if ",s1," in row]), endings=5)
    return school


def test_a_school_the_roster_let_go_is_listed_and_closed_on_its_page(cast, heron):
    client = inside(cast.district_administrator)
    page = client.get("/rosters/").content.decode()
    assert "Schools no longer in the roster" in page
    let_go = SchoolLetGo.objects.get(school=heron)
    path = f"/rosters/schools/{let_go.pk}/close/"
    assert path in page
    check = client.get(path).content.decode()
    assert "Close Heron Elementary?" in check
    assert "Hedy Head" in check
    assert confirm_page(client, path)["Location"] == "/rosters/"
    assert not Membership.objects.filter(organization=heron, ends_on=None).exists()
    assert Invitation.objects.get(email="new@aldmoor.example").withdrawn_at == NOW
    head = Membership.objects.get(organization=heron, role=Role.PRINCIPAL)
    assert head.ends_on == NOW.date()
    assert Notice.objects.filter(to=str(head.user_id), kind="accounts.role_ended").exists()
    event = Event.objects.get(action="accounts.roster.school_closed")
    assert (event.actor_id, event.details["roles"]) == (str(cast.district_administrator.pk), 1)
    page = client.get("/rosters/").content.decode()
    assert "closed on Oct 14, 2026" in page
    assert path not in page


def test_a_school_is_closed_once_and_not_while_the_roster_names_it(cast, heron):
    let_go = SchoolLetGo.objects.get(school=heron)
    assert schools.close(by=cast.district_administrator, at=NOW, let_go=let_go) == 1
    with pytest.raises(SchoolNotLetGo):
        schools.close(by=cast.district_administrator, at=NOW, let_go=let_go)
    take(cast, at=NOW + timedelta(days=1))
    assert not SchoolLetGo.objects.exists(), "named again, it is open again"
    with pytest.raises(SchoolNotLetGo):
        schools.close(by=cast.district_administrator, at=NOW, let_go=let_go)
    assert Membership.objects.filter(organization=heron, role=Role.STAFF, ends_on=None).count() == 5


def test_who_closes_a_school_keeps_their_own_roles_elsewhere(cast, heron):
    schools.close(by=cast.district_administrator, at=NOW, let_go=SchoolLetGo.objects.get(school=heron))
    assert cast.district_administrator.active_memberships(NOW)
    assert cast.principal.active_memberships(NOW)


def test_nobody_else_closes_it(cast, heron):
    path = f"/rosters/schools/{SchoolLetGo.objects.get(school=heron).pk}/close/"
    for who in ("principal", "staff", "agency_administrator", "stranger_district_administrator"):
        client = inside(getattr(cast, who))
        assert client.get(path).status_code == client.post(path).status_code == 404
    assert Membership.objects.filter(organization=heron, role=Role.PRINCIPAL, ends_on=None).exists()
