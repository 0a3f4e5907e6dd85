"""The record of requests and disclosures that 34 CFR 99.32 asks an educational agency to keep, as entries to print.

99.32(a)(1): each request for access to, and each disclosure of, personally identifiable information from education
records. 99.32(a)(3): the parties who requested or received it, and their legitimate interests. 99.32(a)(5): for a
health or safety emergency the threat, and to whom it was disclosed. What staff saw or heard themselves is no education
record, so a call without names from a school record has no entry.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _

from incidents.choices import About, Basis, Direction
from incidents.disclosure_querysets import DisclosureQuerySet
from incidents.fields import label_of, words_of
from incidents.models import Disclosure, RecordRequest
from incidents.record.from_disclosures import ground_lines
from incidents.record_request_querysets import RecordRequestQuerySet
from incidents.states import RequestState


@dataclass(frozen=True)
class Entry:
    """One request or disclosure. Moments are as at the district."""

    at: datetime
    zone: ZoneInfo
    number: str
    school: str
    party: str  # who requested or received it, and where
    interest: str
    ground: str
    written: tuple[tuple[str, str], ...]  # what the ground demands to be written down
    record: str  # which record was asked for, or what of it was given
    outcome: str
    given: str = ""
    not_given: str = ""
    by: str = ""
    answered_at: datetime | None = None
    clause: str = ""
    looked: str = ""


def entries_of(
    requests: RecordRequestQuerySet[RecordRequest], disclosures: DisclosureQuerySet[Disclosure]
) -> list[Entry]:
    """The entries of these requests, and of those of these disclosures that carry something from a school record."""
    asked = list(requests.for_rows())
    return sorted(
        [*of_requests(asked), *(of_disclosure(one) for one in from_calls(disclosures))], key=lambda one: one.at
    )


def from_calls(disclosures: DisclosureQuerySet[Disclosure]) -> DisclosureQuerySet[Disclosure]:
    """Those about calls that told the agency something from a school record: names, or words the family agreed to."""
    kept = disclosures.to_agency().filter(~Q(identity_basis="") | Q(basis=Basis.CONSENT), referral__isnull=False)
    return kept.select_related("text", "by", "clause", "recipient", "referral__school", "referral__district")


def of_requests(asked: Iterable[RecordRequest]) -> list[Entry]:
    """The entry of each request with its answer: the granted, the refused, the withdrawn and those that wait."""
    rows = list(asked)
    told: dict[tuple[Any, str], Disclosure] = {
        (one.record_request_id, one.about): one
        for one in Disclosure.objects.filter(record_request__in=rows).select_related("text", "by", "clause")
    }
    return [_of_request(one, told[one.pk, About.REQUEST], told.get((one.pk, About.RECORD))) for one in rows]


def _of_request(request: RecordRequest, asked: Disclosure, answer: Disclosure | None) -> Entry:
    words = asked.text.projection
    said: Mapping[str, Any] = answer.text.projection if answer else {}
    look = getattr(request, "look", None)
    looked = ""
    if look:
        agreed = _("%(name)s agreed.") if look.agreed else _("%(name)s did not agree.")
        looked = f"{agreed % {'name': look.by.name}} {look.words}".strip()
    return Entry(
        at=request.asked_at,
        zone=request.district.zone,
        number=request.number,
        school=request.school.name,
        party=_party(words["by"], request.agency.name),
        interest=words["why"],
        ground=words_of(Basis, request.basis),
        written=_written(words["ground"]),
        record=words["what"],
        outcome=words_of(RequestState, request.state),
        given="\n\n".join(filter(None, [said.get("given", ""), said.get("school_only", "")])),
        not_given=said.get("not_given", ""),
        by=answer.by.name if answer else "",
        answered_at=answer.at if answer else None,
        clause=str(answer.clause) if answer and answer.clause else "",
        looked=looked,
    )


def of_disclosure(one: Disclosure) -> Entry:
    """The entry of a disclosure to the agency about a call. Raises LookupError for any other."""
    if one.referral is None or one.direction != Direction.TO_AGENCY:
        raise LookupError(str(one.pk))
    carried = dict.fromkeys(label_of(name) for name in one.fields)
    return Entry(
        at=one.at,
        zone=one.referral.school.zone,
        number=one.referral.number,
        school=one.referral.school.name,
        party=one.recipient.name,
        interest=_("To answer the school’s call on the officer."),
        ground=words_of(Basis, one.identity_basis or one.basis),
        written=_written(one.text.ground),
        record=", ".join(carried),
        outcome=words_of(About, one.about),
        by=one.by.name,
        answered_at=one.at,
        clause=str(one.clause) if one.clause else "",
    )


def _written(ground: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    return ground_lines({name: said for name, said in ground.items() if name != "interest"})


def _party(by: Mapping[str, str], agency: str) -> str:
    named = " ".join(filter(None, [by.get("title", ""), by["name"]]))
    return f"{named}, {agency}"
