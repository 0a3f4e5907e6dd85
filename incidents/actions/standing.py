"""Who may act on a referral from which side, and the row as it is at this moment."""

from datetime import datetime
from uuid import UUID

from accounts.access import AccessDenied, require
from accounts.models import Organization, User
from accounts.permissions import Permission
from accounts.reach import Reach
from incidents.errors import AlreadyDecided, NotFrozen, NotYours
from incidents.models import Referral
from incidents.states import CLOSED, ReferralState
from partnerships.scoping import Cover, agency_reach, covers


def current(pk: UUID) -> Referral:
    """The referral as it is now, held until the transaction ends, so that two acts follow one another."""
    return (
        Referral.objects.select_for_update(of=("self",), no_key=True)
        .select_related("school__parent", "district", "partnership__agency", "partnership__district")
        .get(pk=pk)
    )


def require_school(*, by: User, at: datetime, school: Organization, permission: Permission) -> None:
    """Raise NotYours unless the person holds the right at the school."""
    try:
        require(by=by, permission=permission, on=school, at=at)
    except AccessDenied as refused:
        raise NotYours(str(refused)) from refused


def require_agency(*, by: User, at: datetime, referral: Referral, permission: Permission) -> Cover:
    """The cover under which the agency's person acts. Raise NotYours without reach or without a disclosure."""
    reached = agency_reach(by, permission, at)
    place = (referral.partnership_id, referral.school_id)
    if referral.partnership is None or not (referral.partnership_id in reached.partnerships or place in reached.posted):
        raise NotYours(f"{permission} does not reach this referral")
    if not is_disclosed(referral):
        raise NotYours("nothing of this referral was disclosed")
    return covers([referral.partnership], at)[0]


def require_frozen(referral: Referral) -> None:
    """Raise NotFrozen for a draft."""
    if referral.state == ReferralState.DRAFT:
        raise NotFrozen(str(referral.pk))


def require_open(referral: Referral) -> None:
    """Raise NotFrozen for a draft, AlreadyDecided once the referral was reviewed or withdrawn."""
    require_frozen(referral)
    if referral.state in CLOSED:
        raise AlreadyDecided(referral.number)


def is_disclosed(referral: Referral) -> bool:
    """Whether the agency was told of it."""
    return Referral.objects.disclosed().filter(pk=referral.pk).exists()


def open_cover(referral: Referral, at: datetime) -> Cover | None:
    """The cover under which a school's later word reaches the agency now; None where none does."""
    if referral.partnership is None or not is_disclosed(referral):
        return None
    cover = covers([referral.partnership], at)[0]
    return cover if cover.open else None


def who(user: User, right: Permission, place: Organization | None, at: datetime) -> dict[str, str]:
    """The person as the other side reads them: name, and the title of the role in which they had that right there."""
    titles = [
        held.title
        for held in user.active_memberships(at)
        if place and Reach.by([held]).may(right, place) and held.title
    ]
    return {"name": user.name, "title": titles[0] if titles else ""}
