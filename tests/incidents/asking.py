"""Requests for a record at a stage, for the tests about them."""

from uuid import uuid4

from incidents.actions import record_requests
from incidents.choices import Basis
from tests.cast import NOW

NEEDS = {
    Basis.COURT_ORDER: {"court": "Juvenile court", "dated": "2026-10-01", "number": "JV-2207"},
    Basis.CONSENT: {"by": "The mother", "on": "2026-10-02", "for": "sharing the plan"},
    Basis.EMERGENCY: {"threat": "A message names tonight.", "needs": "The family."},
}
WHAT, WHY = "WHAT-TOKEN-4X2: the attendance of Tuesday.", "WHY-TOKEN-9R7: to find who was there."
GIVEN, KEPT = "GIVEN-TOKEN-2B6: present from 8:05.", "KEPT-TOKEN-8C3: the notes are not needed."


def asked(cast, by=None, basis=Basis.SCHOOL_OFFICIAL, at=NOW, **more):
    """Asked for by the officer, unless by somebody else."""
    words = {"what": WHAT, "why": WHY, "ground": NEEDS.get(basis, {})}
    words |= {name: more.pop(name) for name in tuple(more) if name in words}
    place = {"partnership": cast.partnership, "school": cast.school, "form_key": uuid4(), **more}
    return record_requests.ask(by=by or cast.sro, at=at, asked=record_requests.Asked(basis, **words), **place)


def granted(cast, request, by=None, at=NOW, given=GIVEN, form_key=None, **more):
    """Granted whole by the custodian."""
    answer = record_requests.Answer(given=given, **more)
    by = by or cast.records_custodian
    key = form_key or uuid4()
    return record_requests.grant(by=by, at=at, record_request=request, answer=answer, form_key=key)


def in_part(cast, request, given=GIVEN, words=KEPT, at=NOW):
    """Granted in part."""
    answer = record_requests.Answer(given=given, words=words)
    by = cast.records_custodian
    return record_requests.grant_in_part(by=by, at=at, record_request=request, answer=answer, form_key=uuid4())


def refused(cast, request, by=None, words="Ask again with the order.", at=NOW, form_key=None):
    """Refused with these words."""
    by = by or cast.records_custodian
    key = form_key or uuid4()
    return record_requests.refuse(by=by, at=at, record_request=request, words=words, form_key=key)


def look(cast, request, by=None, agreed=True, words="", at=NOW, form_key=None):
    """Looked at again by the district's administrator."""
    by = by or cast.district_administrator
    given = {"agreed": agreed, "words": words, "form_key": form_key or uuid4()}
    return record_requests.look_again(by=by, at=at, record_request=request, **given)
