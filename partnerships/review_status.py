"""When the yearly review of an MOU is due and who has recorded it, in words; derived from its terms and its reviews."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Organization
from partnerships.models import AnnualReview, Version
from partnerships.mou_status import day_words
from partnerships.review_cycles import ReviewCycle, current_cycle, cycle_after, review_cycles
from partnerships.scoping import Cover


@dataclass(frozen=True)
class ReviewStatus:
    """The reviews of one version on one day: the cycle that counts, and who has recorded what."""

    cover: Cover
    all_cycles: tuple[ReviewCycle, ...]
    recorded: Mapping[tuple[date, UUID], AnnualReview]
    day: date

    @property
    def cycle(self) -> ReviewCycle:
        """The cycle that counts on the day."""
        return current_cycle(self.all_cycles, self.day)

    @property
    def next_cycle(self) -> ReviewCycle | None:
        """The cycle after it; None when the MOU ends first."""
        return cycle_after(self.all_cycles, self.cycle)

    @property
    def sides(self) -> tuple[Organization, Organization]:
        """The two sides, the district first."""
        return self.cover.partnership.district, self.cover.partnership.agency

    def recorded_by_side(self, side: Organization) -> AnnualReview | None:
        """What the side recorded of the cycle that counts."""
        return self.recorded.get((self.cycle.due_on, side.pk))

    @property
    def is_held(self) -> bool:
        """Both sides have recorded the cycle that counts."""
        return all(self.recorded_by_side(side) for side in self.sides)

    def cycle_to_record(self, side: Organization) -> ReviewCycle | None:
        """The cycle the side may record: the one that counts, or the next once that one's day has passed."""
        if self.recorded_by_side(side) is None:
            return self.cycle
        coming = self.next_cycle
        if coming is None or self.day <= coming.previous_on or (coming.due_on, side.pk) in self.recorded:
            return None
        return coming

    @property
    def is_due_soon(self) -> bool:
        """Within the first rung, or past due."""
        return self.cycle.opens_on <= self.day

    @property
    def words(self) -> str:
        """The sentence: due in so many days, late, or reviewed by both on a day."""
        done = [one for one in map(self.recorded_by_side, self.sides) if one]
        if len(done) == len(self.sides):
            return _("Both sides reviewed it on %(day)s") % {"day": day_words(max(one.held_on for one in done))}
        if not done:
            return review_due_words(self.cycle, self.day)
        waiting = next(side for side in self.sides if self.recorded_by_side(side) is None)
        return _("%(side)s reviewed it on %(day)s. For %(other)s: %(due)s") % {
            "side": done[0].side.name,
            "day": day_words(done[0].held_on),
            "other": waiting.name,
            "due": review_due_words(self.cycle, self.day),
        }

    @property
    def next_words(self) -> str:
        """What comes after a review that was held; empty while one is awaited."""
        if not self.is_held:
            return ""
        coming = self.next_cycle
        if coming is None:
            days = self.cover.days
            if days is not None and days.follower is not None:
                words = _("No further review of this version: version %(number)d takes its place on %(day)s.")
                return words % {"number": days.follower.number, "day": day_words(days.ends_on)}
            return _("No further review: the MOU ends on %(day)s.") % {"day": day_words(self.cycle.due_on)}
        return _("The next review is due on %(day)s.") % {"day": day_words(coming.due_on)}


def review_due_words(cycle: ReviewCycle, day: date) -> str:
    """How far off a review is: "Review due in 14 days, on June 30, 2027, the last day of the MOU"."""
    when, days = day_words(cycle.due_on), (cycle.due_on - day).days
    if cycle.ends_with_version:
        when = _("%(day)s, the last day of the MOU") % {"day": when}
    if days == 0:
        return _("Review due today, %(day)s") % {"day": when}
    if days > 0:
        words = ngettext("Review due in %(days)d day, on %(day)s", "Review due in %(days)d days, on %(day)s", days)
        return words % {"days": days, "day": when}
    words = ngettext(
        "Review %(days)d day late; it was due on %(day)s", "Review %(days)d days late; it was due on %(day)s", -days
    )
    return words % {"days": -days, "day": when}


def cycles_of_cover(cover: Cover) -> tuple[ReviewCycle, ...]:
    """The cycles of the version that binds; empty while none is in force.

    Where another version takes its place, what was planned from that day on is not asked for: both sides have just
    agreed on what follows.
    """
    version, days = cover.version, cover.days
    if version is None or days is None or not cover.in_force:
        return ()
    terms = cover.terms
    planned = review_cycles(
        version.effective_on, version.expires_on, terms.review_interval_months, terms.notice_ladder_days
    )
    return tuple(cycle for cycle in planned if cycle.due_on < days.ends_on)


def review_statuses(given: Iterable[Cover], at: datetime) -> list[ReviewStatus]:
    """How the reviews stand of every MOU in force among these, by the district's day. One statement.

    Without those whose version is followed by another before its first review.
    """
    covers = [(cover.version, cover, cycles_of_cover(cover)) for cover in given if cover.in_force and cover.version]
    awaited = [one for one in covers if one[2]]
    recorded = reviews_by_version(version for version, _cover, _cycles in awaited)
    return [
        ReviewStatus(cover, cycles, recorded.get(version.pk, {}), cover.partnership.district.today(at))
        for version, cover, cycles in awaited
    ]


def reviews_by_version(versions: Iterable[Version]) -> dict[UUID, dict[tuple[date, UUID], AnnualReview]]:
    """What was recorded of each version, by cycle and side. One statement, or none without versions."""
    found: dict[UUID, dict[tuple[date, UUID], AnnualReview]] = {}
    given = [version.pk for version in versions]
    for row in AnnualReview.objects.filter(version__in=given).select_related("side", "by") if given else ():
        found.setdefault(row.version_id, {})[row.cycle, row.side_id] = row
    return found
