"""Requests for a record in the world of the contracts: at every stage, in the other county, and past grace."""

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

from accounts.models import User
from accounts.roles import Role
from incidents.actions import addenda, record_requests
from incidents.choices import Basis
from incidents.models import Disclosure, RecordRequest
from tests.cast import NOW, person
from tests.contracts.calls import DAY, HOUR, LONG_AGO
from tests.contracts.tokens import token


def ask(by: User, partnership: Any, school: Any, at: Any, what: str, **more: Any) -> RecordRequest:
    """Asked for with the district's notice as ground, unless another is given."""
    given = {"basis": Basis.SCHOOL_OFFICIAL, "why": "To find the owner.", "ground": {}, **more}
    referral = given.pop("referral", None)
    return record_requests.ask(
        by=by,
        at=at,
        partnership=partnership,
        school=school,
        asked=record_requests.Asked(what=what, **given),
        referral=referral,
        form_key=uuid4(),
    )


def in_emergency(by: User, w: SimpleNamespace, at: Any, threat: str) -> RecordRequest:
    """Asked for in an emergency."""
    ground = {"threat": threat, "needs": "The family."}
    c = w.cast
    return ask(by, c.partnership, c.school, at, "The address.", basis=Basis.EMERGENCY, ground=ground)


def give(by: User, request: RecordRequest, at: Any, given: str, words: str = "") -> None:
    """Granted, in part where words say what is not given."""
    act = record_requests.grant_in_part if words else record_requests.grant
    answer = record_requests.Answer(given=given, words=words)
    act(by=by, at=at, record_request=request, answer=answer, form_key=uuid4())


def make_requests(w: SimpleNamespace) -> None:
    """One that waits; emergencies answered, looked at again and not; refused; away, past grace, and elsewhere."""
    c, at = w.cast, NOW - 2 * DAY + HOUR
    keeper = c.records_custodian
    w.request = ask(c.sro, c.partnership, c.school, at, token("askwhat"), why=token("askwhy"), referral=w.decided)
    w.request_answered = in_emergency(c.sro, w, at, token("askthreat"))
    give(keeper, w.request_answered, at + HOUR, token("recordgiven"))
    w.request_looked = in_emergency(c.sro, w, at, "A knife was shown.")
    give(keeper, w.request_looked, at + HOUR, "The street.", token("recordkept"))
    record_requests.look_again(
        by=c.district_administrator,
        at=NOW - HOUR,
        record_request=w.request_looked,
        agreed=True,
        words=token("lookwords"),
        form_key=uuid4(),
    )
    w.request_refused = ask(c.supervisor, c.partnership, c.school, at, token("supervisorask"))
    record_requests.refuse(
        by=keeper, at=at + HOUR, record_request=w.request_refused, words=token("refusalwords"), form_key=uuid4()
    )
    w.named_disclosure = Disclosure.objects.get(referral=w.crossed, about="referral")
    w.far_disclosure = Disclosure.objects.get(referral=w.far, about="referral")
    w.request_away = ask(c.sro, c.partnership, c.second_school, at, token("awayask"))
    gorse = w.lapsed_partnership
    gorse_keeper = person("Gorse Keeper", Role.RECORDS_CUSTODIAN, gorse.district)
    w.request_lapsed = ask(c.sro, gorse, w.lapsed.school, LONG_AGO, token("lapsedask"))
    give(gorse_keeper, w.request_lapsed, LONG_AGO + HOUR, token("lapsedgiven"))
    w.far_keeper = far_keeper = person("Folke Keeper", Role.RECORDS_CUSTODIAN, c.other_district)
    w.far_request = ask(c.stranger_sro, c.other_partnership, c.other_school, at, token("farask"))
    give(far_keeper, w.far_request, at + HOUR, token("fargiven"))
    far = ask(
        c.stranger_sro,
        c.other_partnership,
        c.other_school,
        at,
        "The address.",
        basis=Basis.EMERGENCY,
        ground={"threat": "A threat.", "needs": "The family."},
    )
    give(far_keeper, far, at + HOUR, "The street.")
    look = {"agreed": True, "words": "", "form_key": uuid4()}
    record_requests.look_again(by=c.stranger_district_administrator, at=NOW, record_request=far, **look)
    addenda.correct(
        by=keeper, at=NOW - HOUR, referral=w.decided, text=token("correctiontext"), consent=None, form_key=uuid4()
    )
