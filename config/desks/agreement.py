"""The MOU on a desk: the clause on discipline, how it stands, who is on campus."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Organization, User
from incidents.views.clauses import DISCIPLINE, card
from partnerships.models import MouDraft, Partnership, Version
from partnerships.mou_status import mou_status
from partnerships.reference import default_discipline
from partnerships.review_status import review_statuses
from partnerships.scoping import Cover


def clause_of(cover: Cover | None, *, why: str) -> dict[str, Any]:
    """The discipline clause of the MOU in force, or our written default."""
    version = cover.version if cover and cover.in_force else None
    clause = version.clauses.about(DISCIPLINE).first() if version else None
    if version is None or clause is None or cover is None:
        return card(default_discipline(), version=None, why=why)
    shown = card(clause, version=version, why=why)
    shown["read_url"] = reverse("mou-detail", args=[cover.partnership.pk])
    shown["read_label"] = _("Read the MOU")
    return shown


def mou_status_rows(given: Iterable[Cover]) -> list[dict[str, str]]:
    """How each MOU stands, as lines with a link."""
    return [
        {
            "title": _("MOU of %(district)s and %(agency)s")
            % {"district": cover.partnership.district.name, "agency": cover.partnership.agency.name},
            "words": f"{now.words}.",
            "url": reverse("mou-detail", args=[cover.partnership.pk]),
            "tone": now.tone,
        }
        for cover in given
        for now in [mou_status(cover)]
    ]


@dataclass(frozen=True)
class Partners:
    """The partnerships of the person's side: those accepted, and those that wait for an answer."""

    accepted: list[Partnership]
    proposed: list[Partnership]

    @property
    def all(self) -> list[Partnership]:
        return [*self.accepted, *self.proposed]

    @classmethod
    def of(cls, user: User) -> "Partners":
        """One statement."""
        found = Partnership.objects.visible_to(user).filter(declined_at__isnull=True)
        found = found.select_related("district", "agency", "proposed_for").order_by("agency__name_folded", "pk")
        accepted = [one for one in found if one.accepted_at]
        return cls(accepted, [one for one in found if not one.accepted_at])


def to_settle(user: User, proposed: Iterable[Partnership], own: set[Any]) -> list[dict[str, Any]]:
    """Proposals and MOU versions that wait for the person's side. One statement."""
    needs: list[dict[str, Any]] = []
    for partnership in proposed:
        if partnership.proposed_for_id in own:
            continue
        needs.append(
            {
                "kicker": _("Partnership"),
                "title": _("%(side)s proposes a partnership") % {"side": partnership.proposed_for.name},
                "url": reverse("partnership-detail", args=[partnership.pk]),
                "why": _("It exists once your side accepts it."),
                "primary": {"label": _("Read and answer"), "url": reverse("partnership-detail", args=[partnership.pk])},
            }
        )
    waiting = Version.objects.visible_to(user).waiting().select_related("entered_for", "agreement")
    for version in waiting:
        if version.entered_for_id in own:
            continue
        needs.append(
            {
                "kicker": _("MOU, version %(number)s") % {"number": version.number},
                "title": _("Confirm what %(side)s entered") % {"side": version.entered_for.name},
                "url": reverse("mou-version", args=[version.pk]),
                "why": _("Signed on paper %(day)s. It is in force once you confirm that this is what was signed.")
                % {"day": date_format(version.signed_on, "F j, Y")},
                "primary": {"label": _("Compare and confirm"), "url": reverse("mou-version", args=[version.pk])},
            }
        )
    return needs


def lapsed(given: Iterable[Cover]) -> list[dict[str, Any]]:
    """MOUs that have ended, for those who can do something about it."""
    return [
        {
            "kicker": _("MOU with %(agency)s") % {"agency": cover.partnership.agency.name},
            "title": f"{now.words}.",
            "url": reverse("mou-detail", args=[cover.partnership.pk]),
            "why": now.consequence,
            "primary": {"label": _("Enter the new MOU"), "url": reverse("mou-detail", args=[cover.partnership.pk])},
        }
        for cover in given
        if not cover.in_force and cover.version
        for now in [mou_status(cover)]
    ]


def to_review(given: Iterable[Cover], own: set[Any], at: datetime) -> list[dict[str, Any]]:
    """Yearly reviews within their first rung, or late, that the person's side has not recorded. One statement."""
    return [
        {
            "kicker": _("MOU of %(district)s and %(agency)s")
            % {"district": one.cover.partnership.district.name, "agency": one.cover.partnership.agency.name},
            "title": _("Record the review of the MOU"),
            "url": reverse("mou-detail", args=[one.cover.partnership.pk]),
            "why": f"{one.words}.",
            "primary": {
                "label": _("Record the review"),
                "url": reverse("review-record", args=[one.cover.partnership.pk]),
            },
        }
        for one in review_statuses(given, at)
        if one.is_due_soon and any(side.pk in own and one.recorded_by_side(side) is None for side in one.sides)
    ]


def drafts(user: User) -> list[dict[str, Any]]:
    """MOUs that the person's side is entering and has not sent. One statement."""
    begun = MouDraft.objects.visible_to(user).select_related("changed_by", "partnership__district")
    begun = begun.select_related("partnership__agency", "side").order_by("changed_at")
    return [
        {
            "kicker": _("MOU of %(district)s and %(agency)s")
            % {"district": one.partnership.district.name, "agency": one.partnership.agency.name},
            "title": _("Go on with the draft of the MOU"),
            "url": reverse("mou-draft-contents", args=[one.pk]),
            "why": _("%(who)s wrote on it last, on %(day)s. %(other)s does not see it until you send it.")
            % {
                "who": one.changed_by.name,
                "day": date_format(one.changed_at.astimezone(one.side.zone), "F j, Y"),
                "other": one.partnership.other_side(one.side).name,
            },
            "primary": {"label": _("Go on writing"), "url": reverse("mou-draft-contents", args=[one.pk])},
        }
        for one in begun
    ]


def side_ids(place: Organization) -> set[Any]:
    """The organization and its side."""
    return {place.pk, place.side_id}
