"""A membership keeps the side of its organization, whoever writes it."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F

from accounts.models import Membership
from accounts.roles import Role
from tests.rosters.bundles import take

pytestmark = pytest.mark.django_db


def astray():
    """Memberships whose side is not that of their organization."""
    return Membership.objects.exclude(organization=None).exclude(side=F("organization__side"))


def test_every_way_of_giving_a_role_writes_the_side(cast):
    take(cast)
    assert Membership.objects.filter(role=Role.STAFF, side=cast.district.pk).count() > 5
    assert not astray().exists()
    assert Membership.objects.get(user=cast.portal_administrator).side is None


def test_the_database_takes_no_role_without_its_side(cast):
    held = Membership.objects.get(user=cast.principal)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.filter(pk=held.pk).update(side=None)
    assert not astray().exists()
