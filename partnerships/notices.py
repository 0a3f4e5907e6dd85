"""Who is told what about partnerships, postings and MOUs, by ids, days and a path: names stay in the portal."""

import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import Membership, Organization, User
from accounts.permissions import Permission
from accounts.roles import RULES, Role
from ledger.actions.mailing import NoticeFact
from ledger.actions.notices import queue, queue_all
from partnerships.events import NoticeKind
from partnerships.models import AnnualReview, Partnership, Posting, Version
from partnerships.scoping import covers, sides_held
from partnerships.states import VersionState

WITH_SIDES = ("agreement__partnership__district", "agreement__partnership__agency")


def holders(permission: Permission, organization: Organization, at: datetime) -> set[uuid.UUID]:
    """People who hold the right at the organization on its day of that moment."""
    roles = [role for role, rule in RULES.items() if permission in rule.rights]
    return _people(organization, roles, at)


def _people(organization: Organization, roles: Iterable[str], at: datetime) -> set[uuid.UUID]:
    held = Membership.objects.on_day(organization.today(at)).at_place(organization.pk).with_role(*roles)
    return set(held.filter(user__is_active=True).values_list("user_id", flat=True))


def _tell(
    kind: NoticeKind, people: Iterable[uuid.UUID], at: datetime, about: tuple[str, uuid.UUID], path: str, **extra: Any
) -> int:
    """One notice to each person about one thing, never twice; how many were new."""
    noun, pk = about
    moment, due = extra.pop("moment", ""), extra.pop("due", None)
    told = 0
    for person in sorted(people):
        key = ":".join(filter(None, (kind.removeprefix("partnerships."), str(pk), moment, str(person))))
        facts: Mapping[str, Any] = {"path": path, **extra}
        notice = queue(kind=kind, to=person, at=at, about=(noun, str(pk)), key=key, due=due, facts=facts)
        told += notice is not None
    return told


def _of_partnership(
    kind: NoticeKind, partnership: Partnership, people: Iterable[uuid.UUID], at: datetime, **extra: Any
) -> int:
    path = reverse("partnership-detail", args=[partnership.pk])
    return _tell(kind, people, at, ("partnerships.partnership", partnership.pk), path, **extra)


def partnership_proposed(partnership: Partnership, at: datetime) -> int:
    """To those who can accept it, on the other side."""
    people = holders(Permission.PARTNERSHIP_MANAGE, partnership.answering_side, at)
    return _of_partnership(NoticeKind.PARTNERSHIP_PROPOSED, partnership, people, at)


def partnership_accepted(partnership: Partnership, at: datetime) -> int:
    """To the proposing side's administrators."""
    people = holders(Permission.PARTNERSHIP_MANAGE, partnership.proposed_for, at)
    return _of_partnership(NoticeKind.PARTNERSHIP_ACCEPTED, partnership, people, at)


def partnership_declined(partnership: Partnership, at: datetime) -> int:
    """To the proposing side's administrators."""
    people = holders(Permission.PARTNERSHIP_MANAGE, partnership.proposed_for, at)
    return _of_partnership(NoticeKind.PARTNERSHIP_DECLINED, partnership, people, at)


def schools_changed(partnership: Partnership, at: datetime) -> int:
    """To the agency's administrators: the district covered more schools, or fewer."""
    people = holders(Permission.PARTNERSHIP_MANAGE, partnership.agency, at)
    return _of_partnership(NoticeKind.SCHOOLS_CHANGED, partnership, people, at, moment=_moment(at))


def posting_started(posting: Posting, at: datetime) -> int:
    """To the officer and the school's principals."""
    return _of_posting(NoticeKind.POSTING_STARTED, posting, at)


def posting_ended(posting: Posting, at: datetime) -> int:
    """To the officer and the school's principals."""
    return _of_posting(NoticeKind.POSTING_ENDED, posting, at, moment=_moment(at))


def _of_posting(kind: NoticeKind, posting: Posting, at: datetime, **extra: Any) -> int:
    people = _people(posting.school, [Role.PRINCIPAL], at) | {posting.officer_id}
    about = ("partnerships.posting", posting.pk)
    return _tell(kind, people, at, about, reverse("posting-list"), posting=posting.pk, **extra)


def _of_version(kind: NoticeKind, version: Version, people: Iterable[uuid.UUID], at: datetime) -> int:
    path = reverse("mou-version", args=[version.pk])
    return _tell(kind, people, at, ("partnerships.version", version.pk), path, version=version.number)


def mou_entered(version: Version, at: datetime) -> int:
    """To those who can confirm it, on the other side."""
    people = holders(Permission.MOU_CONFIRM, version.confirming_side, at) - {version.entered_by_id}
    return _of_version(NoticeKind.MOU_ENTERED, version, people, at)


def mou_confirmed(version: Version, at: datetime) -> int:
    """To the administrators and signatories of the side that entered it."""
    return _of_version(NoticeKind.MOU_CONFIRMED, version, holders(Permission.MOU_CONFIRM, version.entered_for, at), at)


def mou_rejected(version: Version, at: datetime) -> int:
    """To those of the entering side who can enter a corrected one."""
    return _of_version(NoticeKind.MOU_REJECTED, version, holders(Permission.MOU_ENTER, version.entered_for, at), at)


def mou_withdrawn(version: Version, at: datetime) -> int:
    """To those who were asked to confirm it."""
    people = holders(Permission.MOU_CONFIRM, version.confirming_side, at) - {version.withdrawn_by_id}
    return _of_version(NoticeKind.MOU_WITHDRAWN, version, people, at)


def mou_lapsed(partnership: Partnership, people: Iterable[uuid.UUID], day: date, due: datetime, at: datetime) -> int:
    """To both sides' administrators and signatories, once a day while no MOU is in force after one was."""
    path = reverse("mou-detail", args=[partnership.pk])
    about = ("partnerships.partnership", partnership.pk)
    return _tell(NoticeKind.MOU_LAPSED, people, at, about, path, moment=lapse_moment(day), due=due)


def lapse_moment(day: date) -> str:
    """The word for one day's warning in its key."""
    return day.isoformat()


def mou_review_due(people: QuerySet[Any], *, due: datetime, day: date, at: datetime) -> int:
    """To a side's administrators and signatories, at each rung before its review of the MOU, then weekly.

    `people` as `queue_all` wants them; what falls on one day of theirs travels together. How many were new.
    """
    return queue_all(
        people,
        kind=NoticeKind.MOU_REVIEW_DUE,
        at=at,
        due=due,
        about_type="partnerships.version",
        fold=day.isoformat(),
    )


def _moment(at: datetime) -> str:
    """A word for the moment, so that the same thing can be told again another time."""
    return str(int(at.timestamp()))


def holds(fact: NoticeFact) -> bool:
    """Whether a notice of this app is still true when it is about to be sent, and still this person's concern."""
    person = User.objects.filter(pk=fact.to).first()
    if person is None:
        return False
    noun, pk = fact.about
    if noun == "partnerships.partnership":
        return _partnership_holds(fact, person, pk)
    if noun == "partnerships.posting":
        return _posting_holds(fact, person, pk)
    version = Version.objects.select_related(*WITH_SIDES).filter(pk=pk).first()
    if version is None:
        return False
    if fact.kind == NoticeKind.MOU_REVIEW_DUE:
        return _review_holds(fact, person, version)
    states: dict[str, VersionState] = {
        NoticeKind.MOU_ENTERED: VersionState.ENTERED,
        NoticeKind.MOU_CONFIRMED: VersionState.CONFIRMED,
        NoticeKind.MOU_REJECTED: VersionState.REJECTED,
        NoticeKind.MOU_WITHDRAWN: VersionState.WITHDRAWN,
    }
    if version.state != states.get(fact.kind):
        return False
    return Version.objects.visible_to(person, fact.now).filter(pk=pk).exists()


def _partnership_holds(fact: NoticeFact, person: User, pk: str) -> bool:
    partnership = Partnership.objects.visible_to(person, fact.now).select_related("district").filter(pk=pk).first()
    if partnership is None:
        return False
    match fact.kind:
        case NoticeKind.PARTNERSHIP_PROPOSED:
            return partnership.is_proposed
        case NoticeKind.PARTNERSHIP_ACCEPTED | NoticeKind.SCHOOLS_CHANGED:
            return partnership.accepted_at is not None
        case NoticeKind.PARTNERSHIP_DECLINED:
            return partnership.declined_at is not None
        case NoticeKind.MOU_LAPSED:
            # Of the day it speaks of: confirmed in the meantime for that day, it is no longer true.
            return not covers([partnership], fact.at)[0].in_force
    return False


def _review_holds(fact: NoticeFact, person: User, version: Version) -> bool:
    """The version binds still, and a side for which the person answers has not recorded that review."""
    partnership = version.agreement.partnership
    now = fact.now
    cover = covers([partnership], now)[0]
    if not cover.in_force or cover.version != version or person.joined_at is None:
        return False
    recorded = AnnualReview.objects.filter(version=version, cycle=str(fact.facts["cycle"]))
    done = set(recorded.values_list("side", flat=True))
    return any(side.pk not in done for side in sides_held(person, Permission.REVIEW_RECORD, partnership, now))


def _posting_holds(fact: NoticeFact, person: User, pk: str) -> bool:
    posting = Posting.objects.filter(pk=pk).select_related("school").first()
    if posting is None or not person.active_memberships(fact.now):
        return False
    if fact.kind == NoticeKind.POSTING_ENDED:
        return posting.ends_on is not None
    return posting.ends_on is None or posting.ends_on > posting.starts_on
