"""Mail that reached nobody: whose of it this person sees, and whose names with it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Concat

from accounts.models import AddressChange, Invitation, User
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.recipients import CLOSED, INVITED, NEW_ADDRESS, OLD_ADDRESS
from common.bulk_sql import UUIDText
from ledger.models import Delivery
from ledger.querysets import DeliveryQuerySet


@dataclass(frozen=True)
class Row:
    """One message. Without a name where whose it is, is no business of this reader."""

    delivery: Delivery
    name: str


def undelivered_to(by: User, at: datetime) -> DeliveryQuerySet:
    """What was given up: of the people whose roles and invitations the person manages; all of it for who looks after
    the portal itself."""
    found = Delivery.objects.undelivered()
    if reach_of(by, at).may(Permission.SETTINGS_VIEW):
        return found
    return found.filter(of_people_of(by, at))


def of_people_of(by: User, at: datetime) -> Q:
    """Messages to the people of this person's own side, however they are addressed."""
    people, invitations, changes = _own(by, at)
    return (
        Q(to__in=_addressed("", people))
        | Q(to__in=_addressed(CLOSED, people))
        | Q(to__in=_addressed(INVITED, invitations))
        | Q(to__in=_addressed(NEW_ADDRESS, changes))
        | Q(to__in=_addressed(OLD_ADDRESS, changes))
    )


def rows(by: User, deliveries: Iterable[Delivery], at: datetime) -> list[Row]:
    """Each message with the name of whose it is, where the person manages their roles. Three queries."""
    people, invitations, changes = _own(by, at)
    shown = list(deliveries)
    ids = {one.pk: one.to.rpartition(":")[2] for one in shown}
    names = {str(pk): name for pk, name in people.filter(pk__in=ids.values()).values_list("pk", "name")}
    invited = invitations.filter(pk__in=ids.values()).values_list("pk", "name", "email")
    names |= {str(pk): name or email for pk, name, email in invited}
    names |= {str(pk): name for pk, name in changes.filter(pk__in=ids.values()).values_list("pk", "user__name")}
    return [Row(one, names.get(ids[one.pk], "")) for one in shown]


def _own(by: User, at: datetime) -> tuple[QuerySet[User], QuerySet[Invitation], QuerySet[AddressChange]]:
    """The people this person manages, the invitations to their places, and those people's changes of address."""
    places = reach_of(by, at).of(Permission.PEOPLE_MANAGE)
    held = User.objects.filter(places.match("memberships__organization", "memberships__side")).order_by().values("pk")
    return (
        User.objects.filter(pk__in=held).order_by(),
        Invitation.objects.filter(places.match("organization")).order_by(),
        AddressChange.objects.filter(user__in=held).order_by(),
    )


def _addressed(
    prefix: str, found: QuerySet[User] | QuerySet[Invitation] | QuerySet[AddressChange]
) -> QuerySet[Any, Any]:
    return found.annotate(addressed=Concat(Value(prefix), UUIDText("pk"), output_field=CharField())).values("addressed")
