"""Create and change districts, schools and agencies."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from accounts.access import AccessDenied, require
from accounts.errors import NameTaken
from accounts.events import EventName
from accounts.models import Organization, User
from accounts.permissions import Permission
from accounts.roles import Kind
from common.folding import fold
from ledger.actions.events import record

# What may be changed, by kind; a school's state and zone are its district's.
EDITABLE: dict[str, tuple[str, ...]] = {
    Kind.DISTRICT: ("name", "state", "time_zone", "phone", "nces_leaid", "closes_at"),
    Kind.AGENCY: ("name", "state", "time_zone", "phone", "ori", "closes_at"),
    Kind.SCHOOL: ("name", "phone", "level", "nces_schid", "closes_at"),
}
INHERITED = ("state", "time_zone")


def create(*, by: User, at: datetime, kind: str, values: Mapping[str, Any]) -> Organization:
    """Create a district or an agency; its first administrator is invited next.

    Raises AccessDenied, for who is no portal administrator and for any other kind, and NameTaken.
    """
    require(by=by, permission=Permission.ORGANIZATION_CREATE, at=at)
    if kind not in (Kind.DISTRICT, Kind.AGENCY):
        raise AccessDenied("a school is created by its district")
    with transaction.atomic():
        return write(by=by, at=at, kind=kind, parent=None, values=values)


def create_school(*, by: User, at: datetime, district: Organization, values: Mapping[str, Any]) -> Organization:
    """Create a school in a district; state and zone are the district's. Raises AccessDenied or NameTaken."""
    require(by=by, permission=Permission.ORGANIZATION_EDIT, on=district, at=at)
    if district.kind != Kind.DISTRICT:
        raise AccessDenied("only a district has schools")
    inherited = {name: getattr(district, name) for name in INHERITED}
    with transaction.atomic():
        return write(by=by, at=at, kind=Kind.SCHOOL, parent=district, values={**values, **inherited})


def write(*, by: User, at: datetime, kind: str, parent: Organization | None, values: Mapping[str, Any]) -> Organization:
    """The row of an organization, with a short name of its own. Raises NameTaken. Inside the caller's transaction."""
    allowed = {name: values[name] for name in (*EDITABLE[kind], *INHERITED) if name in values}
    require_free_name(name=allowed["name"], kind=kind, parent=parent)
    pk = uuid.uuid4()
    organization = Organization.objects.create(
        pk=pk, kind=kind, parent=parent, slug=free_slug(allowed["name"], pk), created_at=at, **allowed
    )
    note(EventName.ORGANIZATION_CREATED, by=by, at=at, organization=organization)
    return organization


def edit(*, by: User, at: datetime, organization: Organization, values: Mapping[str, Any]) -> list[str]:
    """Change what may be changed and say which fields that were; a district's state and zone reach its schools.

    Raises AccessDenied or NameTaken.
    """
    require(by=by, permission=Permission.ORGANIZATION_EDIT, on=organization, at=at)
    with transaction.atomic():
        fresh = Organization.objects.select_for_update().get(pk=organization.pk)
        changes = {
            name: values[name]
            for name in EDITABLE[fresh.kind]
            if name in values and values[name] != getattr(fresh, name)
        }
        if not changes:
            return []
        if "name" in changes:
            require_free_name(name=changes["name"], kind=fresh.kind, parent=fresh.parent, besides=fresh)
        Organization.objects.filter(pk=fresh.pk).update(**changes)
        inherited = {name: value for name, value in changes.items() if name in INHERITED}
        if inherited and fresh.kind == Kind.DISTRICT:
            Organization.objects.filter(parent=fresh).update(**inherited)
        note(EventName.ORGANIZATION_CHANGED, by=by, at=at, organization=fresh, fields=sorted(changes))
    return sorted(changes)


def require_free_name(
    *, name: str, kind: str, parent: Organization | None, besides: Organization | None = None
) -> None:
    """Raise NameTaken when another of the kind, or another school of the district, is called so."""
    others = Organization.objects.filter(kind=kind, parent=parent, name_folded=fold(name))
    if besides is not None:
        others = others.exclude(pk=besides.pk)
    if others.exists():
        raise NameTaken


def free_slug(name: str, pk: uuid.UUID) -> str:
    """A short name from the name, with a piece of the id when it is taken or nothing is left of it."""
    slug = slugify(name)[:50].strip("-")
    if not slug or Organization.objects.filter(slug=slug).exists():
        slug = f"{slug or 'organization'}-{pk.hex[:8]}"
    return slug


def note(action: EventName, *, by: User, at: datetime, organization: Organization, **data: Any) -> None:
    """Record what became of an organization."""
    record(
        action=action,
        at=at,
        by=by,
        on=("accounts.organization", str(organization.pk)),
        organization=organization.side_id,
        data={"kind": organization.kind, **data},
    )
