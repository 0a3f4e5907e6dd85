"""The county before its first call: organizations, people, calendar, partnerships, MOUs, postings."""

import re
import secrets
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from uuid import uuid4

from accounts import tokens
from accounts.actions import calendar, invitations, memberships, organizations, setup
from accounts.models import Organization, User
from accounts.roles import Kind, Role
from common.dates import add_months, school_year_days, school_year_of
from demo.people import BY_KEY, CAST, DISTRICT, HOURS, POLICE, POSTINGS, SCHOOLS, SHERIFF, Character
from partnerships.actions import partnerships, postings, versions
from partnerships.actions.versions import VersionText
from partnerships.blanks import blank_in, with_days
from partnerships.models import Partnership, Version
from partnerships.reference import MODEL_GROUNDS, ClauseText, model_clauses
from partnerships.terms import IdentitySharing, TermKey

ZONE = "America/New_York"
STATE = "OH"
REVIEW_IN = timedelta(days=14)


@dataclass
class County:
    """Everything made so far, by name."""

    at: datetime
    places: dict[str, Organization] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    partnerships: dict[str, Partnership] = field(default_factory=dict)
    agency_of: dict[str, str] = field(default_factory=dict)

    def officer_at(self, school: str) -> User | None:
        """The officer posted to the school, or None."""
        return next((self.people[key] for key, place in POSTINGS if place == school), None)

    def principal_of(self, school: str) -> User:
        """The principal of the school."""
        return next(self.people[one.key] for one in CAST if one.place == school and one.role == Role.PRINCIPAL)

    def supervisor_for(self, school: str) -> User:
        """Who reviews the school's calls."""
        agency = self.agency_of[school]
        return next(self.people[one.key] for one in CAST if one.place == agency and one.role == Role.SRO_SUPERVISOR)


def build(begun: datetime, today: date) -> County:
    """Make the county as of the moment it began, about thirteen months before today."""
    county = County(at=begun)
    _first_administrator(county)
    _organizations(county)
    _people(county)
    _calendar(county, today)
    _partnerships(county, today)
    _postings(county)
    _designation(county, today)
    return county


def _join(county: County, one: Character, token: str) -> None:
    """Accept an invitation as its person would; the password is thrown away, for the demo signs in by a click."""
    county.people[one.key] = invitations.accept_as_new(
        at=county.at, token=token, name=one.name, password=secrets.token_urlsafe(32), email=one.email, phone=one.phone
    )


def _first_administrator(county: County) -> None:
    path = setup.first_link(at=county.at)
    if path is None:
        raise RuntimeError("The demo is for an empty installation, and this one has a portal administrator.")
    _join(county, BY_KEY["sam_ortega"], path.rstrip("/").rpartition("/")[2])


def _organizations(county: County) -> None:
    by, at = county.people["sam_ortega"], county.at
    common = {"state": STATE, "time_zone": ZONE}
    for name, kind, phone in (
        (DISTRICT, Kind.DISTRICT, "555-0101"),
        (POLICE, Kind.AGENCY, "555-0102"),
        (SHERIFF, Kind.AGENCY, "555-0103"),
    ):
        county.places[name] = organizations.create(
            by=by, at=at, kind=kind, values={"name": name, "phone": phone, **common}
        )


def _people(county: County) -> None:
    """Each side's first administrator invites the rest of the side; the district's also makes its schools."""
    first = {DISTRICT: "ruth_castellan", POLICE: "joan_petersen", SHERIFF: "theo_marsh"}
    for place, key in first.items():
        _invite(county, "sam_ortega", BY_KEY[key], place)
    for number, (name, level, agency) in enumerate(SCHOOLS, start=1):
        county.places[name] = organizations.create_school(
            by=county.people["ruth_castellan"],
            at=county.at,
            district=county.places[DISTRICT],
            values={"name": name, "level": level, "phone": f"555-02{number:02d}"},
        )
        county.agency_of[name] = agency
    for one in CAST:
        if one.key not in county.people:
            side = one.place if one.place in first else DISTRICT
            _invite(county, first[side], one, one.place)


def _invite(county: County, by: str, one: Character, place: str) -> None:
    invitation = invitations.invite(
        by=county.people[by],
        at=county.at,
        organization=county.places[place],
        role=one.role,
        email=one.email,
        name=one.name,
        title=one.title,
    )
    _join(county, one, tokens.token_for(invitation.pk, invitation.nonce))


def _calendar(county: County, today: date) -> None:
    """Closed days of last, this and next school year, from fixed rules."""
    for year in (school_year_of(today) - 1, school_year_of(today), school_year_of(today) + 1):
        for first_day, last_day, name in closed_days(year):
            calendar.close(
                by=county.people["ruth_castellan"],
                at=county.at,
                organization=county.places[DISTRICT],
                first_day=first_day,
                last_day=last_day,
                name=name,
            )


def closed_days(year: int) -> list[tuple[date, date, str]]:
    """The days of the school year that begins in July of `year` on which the demo district does not meet."""
    opening, closing = school_year_days(year)
    thanksgiving = nth_weekday(date(year, 11, 1), weekday=3, number=4)
    return [
        (opening, date(year, 8, 11), "Summer break"),
        (nth_weekday(date(year, 9, 1), weekday=0, number=1),) * 2 + ("Labor Day",),
        (nth_weekday(date(year, 10, 1), weekday=0, number=2),) * 2 + ("Teachers’ day",),
        (date(year, 11, 11), date(year, 11, 11), "Veterans Day"),
        (thanksgiving - timedelta(days=1), thanksgiving + timedelta(days=1), "Thanksgiving break"),
        (date(year, 12, 22), date(year + 1, 1, 2), "Winter break"),
        (nth_weekday(date(year + 1, 1, 1), weekday=0, number=3),) * 2 + ("Martin Luther King Jr. Day",),
        (nth_weekday(date(year + 1, 2, 1), weekday=0, number=3),) * 2 + ("Presidents’ Day",),
        (date(year + 1, 3, 29), date(year + 1, 4, 2), "Spring break"),
        (date(year + 1, 6, 5), closing - timedelta(days=1), "Summer break"),
    ]


def nth_weekday(first: date, *, weekday: int, number: int) -> date:
    """The n-th Monday (0) to Sunday (6) from the first of a month on."""
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (number - 1))


def _partnerships(county: County, today: date) -> None:
    district = county.places[DISTRICT]
    ruth = county.people["ruth_castellan"]
    for agency, administrator, contact in (
        (POLICE, "joan_petersen", "Sgt. Karin Lindqvist, 555-0144"),
        (SHERIFF, "theo_marsh", "Lt. Marcus Bell, 555-0153"),
    ):
        covered = [county.places[name] for name, _level, by_agency in SCHOOLS if by_agency == agency]
        partnership = partnerships.propose(
            by=ruth, at=county.at, side=district, other=county.places[agency], schools=covered, form_key=uuid4()
        )
        theirs = county.people[administrator]
        partnership = partnerships.accept(by=theirs, at=county.at, partnership=partnership)
        partnerships.set_contact(
            by=theirs, at=county.at, partnership=partnership, side=county.places[agency], contact=contact
        )
        partnerships.set_contact(
            by=ruth, at=county.at, partnership=partnership, side=district, contact="Ruth Castellan, 555-0111"
        )
        partnership.refresh_from_db()
        county.partnerships[agency] = partnership
        _mou(county, agency, administrator, today)


def _mou(county: County, agency: str, administrator: str, today: date) -> None:
    """Two versions one after the other. With the police the second is this school year's, and names cross where a crime
    is involved; with the sheriff it runs for two years, and its first yearly review falls in two weeks."""
    began = county.at.astimezone(county.places[DISTRICT].zone).date()
    turn = date(school_year_of(today), 7, 1)
    heads = {POLICE: "Chief Warren Tate", SHERIFF: "Sheriff Ada Quinn"}
    if agency == SHERIFF:
        turn = add_months(today + REVIEW_IN, -12)
    last = date(turn.year + 1, 7, 1) if agency == POLICE else add_months(turn, 24)
    spans = [(min(began, turn - timedelta(days=1)), turn), (turn, last)]
    for effective_on, expires_on in spans:
        entered = datetime.combine(max(effective_on, began), time(9), tzinfo=county.places[DISTRICT].zone)
        sharing = IdentitySharing.CRIME_OR_EMERGENCY if agency == POLICE else IdentitySharing.NEVER
        version = versions.enter(
            by=county.people["ruth_castellan"],
            at=entered,
            partnership=county.partnerships[agency],
            side=county.places[DISTRICT],
            text=VersionText(
                title=f"Memorandum of understanding, {_years(effective_on, expires_on)}",
                signed_on=effective_on - timedelta(days=14),
                signed_by_school="Superintendent Grace Ellison",
                signed_by_agency=heads[agency],
                effective_on=effective_on,
                expires_on=expires_on,
                clauses=signed_clauses(effective_on, expires_on - timedelta(days=1), sharing, agency),
                terms={TermKey.IDENTITY_SHARING: sharing},
                grounds=MODEL_GROUNDS,
            ),
            form_key=uuid4(),
        )
        confirm(version, county.people[administrator], entered + timedelta(hours=5))


def _years(first_day: date, expires_on: date) -> str:
    """ "2026–27", or the one year."""
    last = (expires_on - timedelta(days=1)).year
    return str(first_day.year) if last == first_day.year else f"{first_day.year}–{last % 100:02}"


def signed_clauses(first_day: date, last_day: date, sharing: str, agency: str) -> list[ClauseText]:
    """What the county's two sides signed: the model clauses with their blanks filled, without those they left open."""
    course = "the basic course for school resource officers"

    def said(text: str) -> str:
        text = re.sub(r"\[(\d+)\]", r"\1", text)
        return with_days(text.replace("[name of course]", course), first_day, last_day)

    model = model_clauses({TermKey.IDENTITY_SHARING: sharing}, district=DISTRICT, agency=agency)
    clauses = [replace(one, text=said(one.text)) for one in model]
    return [one for one in clauses if not blank_in(one.text)]


def confirm(version: Version, by: User, at: datetime) -> None:
    """The other side says that this is what was signed."""
    versions.confirm(by=by, at=at, version=version)


def _postings(county: County) -> None:
    for key, school in POSTINGS:
        agency = county.agency_of[school]
        begins, ends = HOURS[school]
        administrator = county.people["joan_petersen" if agency == POLICE else "theo_marsh"]
        postings.post(
            by=administrator,
            at=county.at,
            partnership=county.partnerships[agency],
            school=county.places[school],
            details=postings.PostingDetails(
                officer=county.people[key],
                starts_on=county.places[school].today(county.at),
                phone=BY_KEY[key].phone,
                here_from=begins,
                here_until=ends,
            ),
            form_key=uuid4(),
        )


def _designation(county: County, today: date) -> None:
    """The assistant principal stands in for this school year, named on its first day."""
    school = county.places[BY_KEY["luis_moreno"].place]
    first, after = school_year_days(school_year_of(today))
    starts = max(first, school.today(county.at))
    memberships.designate(
        by=county.people["amara_okafor"],
        at=datetime.combine(starts, time(8), tzinfo=school.zone),
        school=school,
        person=county.people["luis_moreno"],
        starts_on=starts,
        ends_on=after,
    )
