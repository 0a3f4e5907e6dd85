"""The days on which the portal goes by each version of one MOU: its own, cut short where a later one takes its place.

The one reading of supersession: the agency's reach, the status on screen, the days of the yearly review and the page
that confirms all ask here. Of two versions the one with the later first day takes the place of the other from that
day, and the other does not come back; with the same first day it is the one with the higher number. A version
confirmed after its first day binds from the day on which it was confirmed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from common.dates import ONE_DAY, local_day
from partnerships.models import Version


@dataclass(frozen=True)
class EffectiveDays:
    """The days of one confirmed version among the others. `ends_on` is the first day on which it binds no more."""

    version: Version
    begins_on: date
    ends_on: date
    follower: Version | None  # the version that binds from `ends_on`; None where nothing follows at once

    @property
    def superseded(self) -> bool:
        """Whether another version ends it before its own last day."""
        return self.ends_on < self.version.expires_on

    @property
    def never_binds(self) -> bool:
        """Whether another version has taken its place before it could begin."""
        return self.ends_on <= self.begins_on

    @property
    def last_day(self) -> date:
        """The last day on which it binds, as people read it."""
        return self.ends_on - ONE_DAY


def effective_days(versions: Iterable[Version], zone: ZoneInfo) -> dict[UUID, EffectiveDays]:
    """The days of each confirmed version of one MOU, by its key; `zone` is the district's."""
    rows = sorted((one for one in versions if one.confirmed_at), key=_place)
    found: dict[UUID, EffectiveDays] = {}
    takes_over: tuple[date, Version] | None = None  # the first day of any later version, and that version
    for version in reversed(rows):
        begins, ends = begins_on(version, zone), version.expires_on
        follows = takes_over if takes_over and takes_over[0] <= ends else None
        found[version.pk] = EffectiveDays(version, begins, follows[0] if follows else ends, follows and follows[1])
        if takes_over is None or begins < takes_over[0]:
            takes_over = begins, version
    return found


def binding(versions: Iterable[Version], day: date) -> Version | None:
    """The version that binds on the day, or last bound, among those confirmed by then."""
    return max((one for one in versions if one.effective_on <= day), key=_place, default=None)


def begins_on(version: Version, zone: ZoneInfo) -> date:
    """Its first day, or the day on which it was confirmed when that is later."""
    known = local_day(version.confirmed_at, zone) if version.confirmed_at else version.effective_on
    return max(version.effective_on, known)


def _place(version: Version) -> tuple[date, int]:
    """Where a version stands among the others: a later one takes the place of those before it."""
    return version.effective_on, version.number
