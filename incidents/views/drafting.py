"""How a person finds their drafts again: when each was begun, what it is about, when it was saved."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from accounts.models import User
from incidents.models import Referral
from incidents.reference import BEHAVIORS, PLACES
from incidents.templatetags.referrals import moment

JUST_NOW = timedelta(minutes=1)


def drafts_of(user: User, at: datetime, most: int) -> list[dict[str, Any]]:
    """What the person started and has not sent, the latest first."""
    drafts = Referral.objects.visible_to(user).drafts().filter(written_by=user.pk)
    return drafts_shown(drafts.select_related("school").order_by("-changed_at")[:most], at)


def draft_words(draft: Referral) -> str:
    """How a draft is told from another: when it was begun and, once answered, what it is about."""
    began = moment(draft.created_at, draft.school.zone)
    about = ", ".join(str(word) for word in (BEHAVIORS.label(draft.behavior), PLACES.label(draft.place)) if word)
    return _("%(when)s: %(about)s") % {"when": began, "about": about} if about else began


def drafts_shown(drafts: Iterable[Referral], at: datetime) -> list[dict[str, Any]]:
    """The person's own drafts, with when each was saved last."""
    return [
        {
            "pk": draft.pk,
            "words": draft_words(draft),
            "school": draft.school.name,
            "saved": _("Saved just now.")
            if at - draft.changed_at < JUST_NOW
            else _("Saved %(ago)s ago.") % {"ago": timesince(draft.changed_at, at, depth=1)},
        }
        for draft in drafts
    ]
