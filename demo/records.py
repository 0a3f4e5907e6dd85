"""What the agency asked the district's records custodian for: granted in part, refused, in an emergency, waiting."""

import uuid
from datetime import datetime, timedelta

from accounts.models import User
from demo.county import County
from demo.people import HIGH
from demo.story import NAMESPACE, school_days_back
from incidents.actions import record_requests
from incidents.actions.record_requests import Answer, Asked
from incidents.choices import Basis
from incidents.models import RecordRequest
from incidents.reference import REFUSALS

HOUR = timedelta(hours=1)


def tell_requests(county: County, now: datetime) -> None:
    """Four requests of the last weeks, each as far as it has come."""
    days = school_days_back(county, now, 20)
    custodian, officer = county.people["priya_raman"], county.officer_at(HIGH)
    if officer is None or len(days) < 20:
        return
    supervisor = county.supervisor_for(HIGH)

    def morning(back: int) -> datetime:
        return datetime(days[back].year, days[back].month, days[back].day, 9, 20, tzinfo=county.places[HIGH].zone)

    def key(name: str) -> uuid.UUID:
        return uuid.uuid5(NAMESPACE, f"request {name}")

    def ask(name: str, by: User, at: datetime, asked: Asked) -> RecordRequest:
        place = county.places[HIGH]
        partnership = county.partnerships[county.agency_of[HIGH]]
        return record_requests.ask(by=by, at=at, partnership=partnership, school=place, asked=asked, form_key=key(name))

    visitors = Asked(
        Basis.SCHOOL_OFFICIAL,
        "The visitor list and the attendance of the east wing for the afternoon the laptops were taken.",
        "To find out who was in the wing when the cart was last seen.",
    )
    request = ask("visitors", officer, morning(14), visitors)
    part = Answer(
        given="The visitor list of that afternoon, on paper: eleven visitors, none without a badge.",
        words="The attendance of the classes: it is not needed to know who had no reason to be in the wing.",
    )
    record_requests.grant_in_part(
        by=custodian, at=morning(13), record_request=request, answer=part, form_key=key("visitors answered")
    )
    history = Asked(
        Basis.SCHOOL_OFFICIAL,
        "The discipline history of the students named in last week’s reports.",
        "To prepare for a talk with the school.",
    )
    request = ask("history", supervisor, morning(9), history)
    words = str(REFUSALS.by_key["no_ground"].hint)
    record_requests.refuse(
        by=custodian, at=morning(8), record_request=request, words=words, form_key=key("history answered")
    )
    threat = {
        "threat": "A message read out to the officer names a place and tonight’s date, and a way to do harm.",
        "needs": "The officers on duty, to reach the family before the evening.",
    }
    at = morning(2) + 4 * HOUR
    home = Asked(Basis.EMERGENCY, "The home address and the guardian’s phone number.", "To reach the family.", threat)
    request = ask("emergency", officer, at, home)
    given = Answer(given="Address and phone number, read out by phone and confirmed by the dispatcher.")
    record_requests.grant(
        by=custodian, at=at + HOUR / 6, record_request=request, answer=given, form_key=key("emergency answered")
    )
    order = {"court": "Juvenile court of the county", "dated": str(days[3]), "number": "JV-2207"}
    subpoena = Asked(
        Basis.COURT_ORDER,
        "The attendance record of the day named in the subpoena.",
        "The hearing.",
        order,
    )
    ask("subpoena", officer, now - 2 * HOUR, subpoena)
