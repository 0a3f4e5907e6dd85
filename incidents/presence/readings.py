"""What was said of postings on their schools' own day: for panels, desks and the list of a day."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Organization, User
from incidents.models import AwayTime, Presence
from incidents.presence.scope import postings_read
from incidents.presence.words import today_words
from partnerships.models import Posting
from partnerships.on_campus import Told


def said_on(postings: Iterable[Posting], days: Iterable[date]) -> dict[tuple[UUID, date], Presence]:
    """What holds of these postings on these days, with times away and cover. Two statements, none for no posting."""
    wanted = [one.pk for one in postings]
    if not wanted:
        return {}
    away = AwayTime.objects.select_related("covered_by").order_by("begins", "pk")
    rows = Presence.objects.current().filter(posting__in=wanted, day__in=set(days))
    rows = rows.select_related("by").prefetch_related(Prefetch("away_times", away))
    return {(row.posting_id, row.day): row for row in rows}


def told_today(postings: Sequence[Posting], schools: Mapping[UUID, Organization], at: datetime) -> dict[UUID, Told]:
    """How each posting stands now, in words the school reads; nothing where nobody has said it yet."""
    today = {one.pk: schools[one.school_id].today(at) for one in postings}
    said = said_on(postings, today.values())
    found = {}
    for one in postings:
        row = said.get((one.pk, today[one.pk]))
        if row is not None:
            row.school = schools[one.school_id]
            found[one.pk] = today_words(row, row.away_times.all(), at)
    return found


def standing_words(user: User, day: date) -> str:
    """How the day stands, in a sentence. Two statements."""
    current = Presence.objects.visible_to(user).current().filter(day=day)
    open_time = AwayTime.objects.filter(presence=OuterRef("pk"), covered_by__isnull=True)
    counted = Counter(current.annotate(uncovered=Exists(open_time)).values_list("uncovered", flat=True))
    said = Presence.objects.filter(posting=OuterRef("pk"), day=day)
    unsaid = postings_read(user).served_on(day).filter(~Exists(said)).count()
    parts = []
    if counted[True]:
        words = ngettext(
            "One school is without its officer for a time, uncovered.",
            "%(count)d schools are without their officer for a time, uncovered.",
            counted[True],
        )
        parts.append(words % {"count": counted[True]})
    if unsaid:
        words = ngettext("One officer’s day is not confirmed.", "%(count)d days of officers are not confirmed.", unsaid)
        parts.append(words % {"count": unsaid})
    return " ".join(parts) or _("Every officer’s day is confirmed and covered.")
