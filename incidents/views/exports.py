"""Lists as files: calls, kept in school, handed on, disclosures, determinations. Each taking away is an event."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import AccessDenied, SignedInRequest, requires
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.views.exporting import csv_answer, last_line
from accounts.views.fresh import fresh
from common.dates import local_day
from common.forms import FilterForm
from common.tables import csv_file, with_last_line
from incidents.actions import referrals, registers
from incidents.choices import Crime, Direction
from incidents.fields import label_of, words_of
from incidents.models import Disclosure, HandedOn, KeptInSchool, Referral, Review
from incidents.record.rows import columns, rows_for
from incidents.reference import BEHAVIORS, SCHOOL_ROUTES, TOLD
from incidents.rules import Act
from incidents.views.handing_on import HANDED_KEY, handed_filter
from incidents.views.lists import KEPT_KEY, KEY, REVIEW_KEY, filter_form, kept_filter
from incidents.views.lookups import READERS, does, own_zone
from incidents.views.register import DISCLOSURE_KEY, NEEDED, filtered

CHUNK = 250


def file_of(
    request: SignedInRequest,
    at: datetime,
    name: str,
    chosen: registers.Chosen,
    header: Sequence[str],
    rows: Iterable[Sequence[object]],
    filters: dict[str, str],
    said: Sequence[str],
) -> HttpResponseBase:
    """The rows as CSV, recorded as taken away once they are; `said` is the filters in words, for the last line."""
    zone = own_zone(request)
    file = csv_file(header, with_last_line(rows, lambda count: last_line(request.user, at, zone, list(said), count)))
    registers.record_export(chosen, by=request.user, at=at, filters=filters)
    return csv_answer(file, f"{name}-{at.astimezone(zone).date().isoformat()}")


def register_file(
    request: SignedInRequest,
    register: registers.Register,
    rows: QuerySet[Any],
    header: Sequence[str],
    cells: Callable[[Any], list[object]],
    filters: dict[str, str],
    said: Sequence[str] = (),
) -> HttpResponseBase:
    """A register as CSV. Raises AccessDenied for who may read but not take away."""
    if not reach_of(request.user).may(register.right):
        raise AccessDenied("no right to export")
    now = timezone.now()
    chosen = registers.choose_rows(by=request.user, at=now, register=register, rows=rows)
    name = register.event.partition(".")[2].partition(".")[0].replace("_", "-")
    return file_of(request, now, name, chosen, header, lines(rows, chosen.rows, cells), filters, said)


def lines(rows: QuerySet[Any], wanted: list[UUID], cells: Callable[[Any], list[object]]) -> Iterator[list[object]]:
    """The chosen rows as lines of the file, read a few hundred at a time."""
    for batch in in_batches(wanted):
        found = rows.order_by().in_bulk(batch)
        yield from (cells(found[pk]) for pk in batch if pk in found)


def in_batches(wanted: list[UUID]) -> Iterator[list[UUID]]:
    """The keys, a few hundred at a time."""
    return (wanted[start : start + CHUNK] for start in range(0, len(wanted), CHUNK))


def given(form: FilterForm) -> dict[str, str]:
    """The filters that are on, as an event keeps them."""
    return {name: str(getattr(value, "pk", value)) for name, value in form.given.items()}


@requires(*READERS)
@fresh()
@require_safe
def referral_export(request: SignedInRequest) -> HttpResponseBase:
    """The list as CSV, exactly as filtered. Raises AccessDenied for who may read but not take away."""
    if not does(request, Act.EXPORT):
        raise AccessDenied("no right to export")
    form, now = filter_form(request), timezone.now()
    found = Referral.objects.exportable_by(request.user).submitted()
    found = form.apply(found, by=request.user, at=now).open_first(*KEY)
    chosen = referrals.choose_rows(by=request.user, at=now, rows=found)
    return file_of(
        request, now, "referrals", chosen, columns(), referral_lines(request, chosen.rows), given(form), form.words()
    )


def referral_lines(request: SignedInRequest, wanted: list[UUID]) -> Iterator[list[object]]:
    """The chosen referrals as lines of the file, read a few hundred at a time."""
    exportable = Referral.objects.exportable_by(request.user).submitted().for_rows()
    for batch in in_batches(wanted):
        found = exportable.in_bulk(batch)
        for row in rows_for(request.user, [found[pk] for pk in batch if pk in found]):
            yield row.cells()


@requires(Permission.KEPT_IN_SCHOOL_READ)
@fresh()
@require_safe
def kept_in_school_export(request: SignedInRequest) -> HttpResponseBase:
    """What was kept in school, as filtered."""
    form = kept_filter(request)
    rows = form.apply(KeptInSchool.objects.visible_to(request.user).select_related("school", "by")).order_by(*KEPT_KEY)
    header = [_("What happened"), _("What the school did"), _("School"), _("Day"), _("By")]
    return register_file(request, registers.KEPT, rows, header, kept_cells, given(form), form.words())


def kept_cells(one: KeptInSchool) -> list[object]:
    """A matter kept in school as a row of the file."""
    route = SCHOOL_ROUTES.label(one.route)
    return [BEHAVIORS.label(one.behavior), route, one.school.name, one.occurred_on.isoformat(), one.by.name]


@requires(Permission.HANDED_ON_READ)
@fresh()
@require_safe
def handed_on_export(request: SignedInRequest) -> HttpResponseBase:
    """What was handed on, as filtered."""
    form = handed_filter(request)
    rows = form.apply(HandedOn.objects.visible_to(request.user).select_related("school", "by")).order_by(*HANDED_KEY)
    header = [_("What happened"), _("Who was told"), _("School"), _("When"), _("By")]
    return register_file(request, registers.HANDED_ON, rows, header, handed_cells, given(form), form.words())


def handed_cells(one: HandedOn) -> list[object]:
    """A matter handed on as a row of the file."""
    told = ", ".join(TOLD.label(key) for key in one.told)
    when = one.told_at.astimezone(one.school.zone).isoformat(timespec="minutes")
    return [BEHAVIORS.label(one.behavior), told, one.school.name, when, one.by.name]


@requires(Permission.REFERRAL_READ)
@fresh()
@require_safe
def disclosure_export(request: SignedInRequest) -> HttpResponseBase:
    """The register of disclosures, as filtered. No text of what crossed."""
    direction = request.GET.get("direction", "")
    rows = filtered(Disclosure.objects.on_school_side_of(request.user), direction)
    said = [str(Direction(direction).label)] if direction in Direction.values else []
    rows = rows.select_related(*NEEDED).order_by(*DISCLOSURE_KEY)
    header = [
        *(
            _("Referral"),
            _("School"),
            _("What"),
            _("Direction"),
            _("To"),
            _("When"),
            _("Ground"),
            _("Ground for names"),
        ),
        *(_("Clause"), _("What it carried"), _("By")),
    ]
    return register_file(request, registers.DISCLOSURES, rows, header, disclosure_cells, {"direction": direction}, said)


def disclosure_cells(one: Disclosure) -> list[object]:
    """A disclosure as a row of the file."""
    return [
        one.concerns.number,
        one.concerns.school.name,
        one.get_about_display(),
        one.get_direction_display(),
        one.recipient.name,
        one.at.astimezone(one.concerns.school.zone).isoformat(timespec="minutes"),
        one.get_basis_display(),
        one.get_identity_basis_display(),
        one.clause.number if one.clause else "",
        ", ".join(dict.fromkeys(label_of(name) for name in one.fields)),
        one.by.name,
    ]


@requires(Permission.REFERRAL_REVIEW)
@fresh()
@require_safe
def review_export(request: SignedInRequest) -> HttpResponseBase:
    """The agency's own determinations with its notes."""
    rows = Review.objects.visible_to(request.user).select_related("referral", "by", "agency", "clause")
    header = [
        *(_("Referral"), _("Determination"), _("Crime?"), _("Agrees on crime"), _("Clause"), _("Reason")),
        *(_("Feedback to the school"), _("Notes"), _("Decided"), _("By")),
    ]
    return register_file(request, registers.REVIEWS, rows.order_by(*REVIEW_KEY), header, review_cells, {})


def review_cells(one: Review) -> list[object]:
    """A determination as a row of the file."""
    return [
        one.referral.agency_number,
        one.get_determination_display(),
        words_of(Crime, one.crime_involved),
        _("Yes") if one.agrees_on_crime else _("No"),
        one.clause.number if one.clause else "",
        one.reason,
        one.feedback,
        one.notes,
        local_day(one.at, one.agency.zone).isoformat(),
        one.by.name,
    ]
