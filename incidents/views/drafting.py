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
    drafts = Referral.objects.visible_to(user).begun().without_question().filter(written_by=user.pk)
    return drafts_shown(drafts.select_related("school").danger_first()[:most], at)


def draft_words(draft: Referral) -> str:
    """How a draft is told from another: when it was begun and, once answered, what it is about."""
    began = moment(draft.created_at, draft.school.zone)
    about = ", ".join(str(word) for word in (BEHAVIORS.label(draft.behavior), PLACES.label(draft.place)) if word)
    if draft.in_danger:
        about = ", ".join(words for words in (_("danger, not logged yet"), about) if words)
    return _("%(when)s: %(about)s") % {"when": began, "about": about} if about else began


def told_apart(drafts: Iterable[Referral]) -> list[str]:
    """The words of each; of several that read alike the second and the next are numbered."""
    found: dict[str, int] = {}
    said = []
    for draft in drafts:
        words = draft_words(draft)
        found[words] = found.get(words, 0) + 1
        said.append(
            _("%(words)s (%(number)d)") % {"words": words, "number": found[words]} if found[words] > 1 else words
        )
    return said


def drafts_shown(drafts: Iterable[Referral], at: datetime) -> list[dict[str, Any]]:
    """The person's own drafts, with when each was saved last."""
    shown = list(drafts)
    return [
        {
            "pk": draft.pk,
            "words": words,
            "school": draft.school.name,
            "saved": _("Saved just now.")
            if at - draft.changed_at < JUST_NOW
            else _("Saved %(ago)s ago.") % {"ago": timesince(draft.changed_at, at, depth=1)},
        }
        for draft, words in zip(shown, told_apart(shown), strict=True)
    ]
