"""What others must be told of at a district: by Fenceline's own list everywhere, and by the district's own marks."""

from collections.abc import Iterable
from uuid import UUID

from incidents.choices import Crime
from incidents.models import MustReport, Referral
from incidents.reference import BEHAVIORS, DISTRICT_DUTY, Duty, duty_of
from incidents.reference.behaviors import can_be_marked


def duty_at(district: UUID, behavior: str) -> Duty | None:
    """What is owed for a behavior at a district's schools; None where it is the school's to settle, or the officer's.

    One query, and none for what is owed everywhere.
    """
    duty = duty_of(behavior)
    if duty is not None or not behavior:
        return duty
    marked = MustReport.objects.in_force().filter(district=district, behavior=behavior)
    return DISTRICT_DUTY if marked.exists() else None


def owed_among(referrals: Iterable[Referral]) -> set[UUID]:
    """Which of these, called no crime by their writer, others must be told of. One query at most."""
    found = [one for one in referrals if one.crime == Crime.NO]
    owed = {one.pk for one in found if duty_of(one.behavior)}
    rest = [one for one in found if one.pk not in owed and one.behavior]
    if rest:
        districts = {one.district_id for one in rest}
        marks = MustReport.objects.in_force().filter(district__in=districts)
        marked = set(marks.values_list("district", "behavior"))
        owed |= {one.pk for one in rest if (one.district_id, one.behavior) in marked}
    return owed


def can_mark() -> list[tuple[str, list[tuple[str, str]]]]:
    """What a district may mark, in the groups of the list: all of it but what is owed anyway, and what is no matter."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for item in BEHAVIORS:
        if can_be_marked(item) and duty_of(item.key) is None:
            groups.setdefault(str(item.group), []).append((item.key, str(item.label)))
    return list(groups.items())
