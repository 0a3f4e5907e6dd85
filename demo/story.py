"""What happened: sixty calls over twelve months, at every stage, from the referral examples."""

import json
import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from common.dates import Calendar, is_school_day, school_year_of
from demo.county import County
from demo.people import CEDAR, FERNWOOD, HIGH, MILLRACE, ORCHARD, QUARRY, RIVERSIDE, SCHOOLS
from incidents.actions import addenda, drafts, outcomes, questions, referrals, responses, reviews, settling
from incidents.choices import Crime, Danger, Determination, OutcomeKind, PlanKnown, TextKind, Tried, WhatFor
from incidents.models import Question, Referral
from partnerships.models import Clause

NAMESPACE = uuid.UUID("b7b3a6f2-6f0e-4f0a-9f53-1d4b0a4c9a10")
EXAMPLES = json.loads((Path(__file__).parent / "reference" / "referral_examples.json").read_text(encoding="utf-8"))

# Examples told last, each left at a stage of its own: (example, school, school days ago, stage).
OPEN_STAGES = (
    ("EX-031", FERNWOOD, 3, "late"),
    ("EX-025", HIGH, 2, "asked"),
    ("EX-047", HIGH, 2, "accepted"),
    ("EX-018", HIGH, 1, "declined"),
    ("EX-051", HIGH, 0, "sent"),
    ("EX-036", MILLRACE, 1, "sent"),
    ("EX-019", CEDAR, 2, "replied"),
    ("EX-035", HIGH, 4, "no_outcome"),
    ("EX-071", RIVERSIDE, 1, "accepted"),
    ("EX-050", ORCHARD, 0, "draft"),
    ("EX-054", HIGH, 0, "draft"),
    ("EX-014", QUARRY, 3, "uncovered"),
    ("EX-026", HIGH, 5, "withdrawn"),
)

REASONS = {
    Crime.YES: "What staff saw fits what the law calls a crime, and the items or messages were kept.",
    Crime.NO: "A school rule was broken. Nobody was hurt, nothing was taken, and it broke no law that staff know of.",
    Crime.UNSURE: "It could be a crime or not, and staff would like the officer’s view before going on.",
}
WHY_CALL = {
    "school": "Staff asked for the officer before the office could step in.",
    "mentoring": "The officer’s help as a mentor or teacher is wanted, not police action.",
    "emergency": "Someone’s safety was at stake.",
    "police": "The family asked that the officer hear of it.",
}
WHAT_FOR = {
    "school": WhatFor.STAND_BY,
    "mentoring": WhatFor.ACT,
    "emergency": WhatFor.ACT,
    "police": WhatFor.ACT,
}
TRIED = {
    "school": f"{Tried.TALK},{Tried.ADMIN}",
    "mentoring": Tried.SUPPORT,
    "emergency": Tried.APART,
    "police": f"{Tried.ADMIN},{Tried.APART}",
}
FEEDBACK = {
    "school": "Thank you for writing it down. This one was the school’s to settle; clause 3.1 helps before you call.",
    "police": "Called at the right moment, and the evidence was left as it was found.",
    "emergency": "911 first, then us: exactly as planned.",
    "mentoring": "A good use of the officer’s time. Keep the counselor in the loop.",
}
RECORD_NOTE = "From the office file: a meeting with the family is on record for last month."


@dataclass(frozen=True)
class Example:
    """One line of the examples."""

    id: str
    level: str
    narrative: str
    place: str
    time: str
    behavior: str
    crime: str
    nibrs_code: str
    kind: str
    why: str
    started_by: str


def tell(county: County, now: datetime) -> None:
    """Tell the year up to `now`: old calls to their end, the latest ones left where they stand."""
    for person in county.people.values():
        # As on a request: what a person reaches at one moment is read once, however often an action asks. Nobody joins
        # or leaves while the year is told.
        person.remembers_reach = True
    examples = [Example(**line) for line in EXAMPLES["items"]]
    staged = {line[0] for line in OPEN_STAGES}
    days = school_days_back(county, now, 175)
    closed = [one for one in examples if one.id not in staged]
    for index, example in enumerate(closed):
        # Spread from the oldest day to six school days ago, the school's own matters mostly early in the year.
        day = days[len(days) - 1 - round(index * (len(days) - 8) / max(len(closed) - 1, 1))]
        Call(county, example, school_for(example.level, index), day).to_the_end(index)
    autumn(county, examples, days)
    for index, example in enumerate(one for one in examples if one.kind == "school"):
        keep(county, example, school_for(example.level, index + 1), days[6 + 3 * index])
    for example_id, school, back, stage in OPEN_STAGES:
        example = next(one for one in examples if one.id == example_id)
        Call(county, example, school, days[back], now=now).to_stage(stage)


def autumn(county: County, examples: list[Example], days: list[date]) -> None:
    """The high school's year: calls over school rules grow fewer month by month, as the MOU becomes known."""
    this_year = [day for day in reversed(days) if school_year_of(day) == school_year_of(days[0])]
    rules = [one for one in examples if one.level == "high" and one.kind == "school"]
    crimes = [one for one in examples if one.level == "high" and one.kind == "police"]
    for index, example in enumerate(rules):
        # Squared, so that most of them lie early in the year.
        place = round((len(this_year) - 8) * (index / len(rules)) ** 2)
        Call(county, example, HIGH, this_year[max(place, 0)], telling="autumn").to_the_end(index)
    for index, example in enumerate(crimes[:10]):
        place = round((len(this_year) - 8) * index / 10)
        Call(county, example, HIGH, this_year[max(place, 0)], telling="autumn").to_the_end(index)


def school_days_back(county: County, now: datetime, number: int) -> list[date]:
    """The latest school days up to today, newest first. A day counts once its school hours are over."""
    district = next(iter(county.partnerships.values())).district
    calendar = Calendar.of(district.closed_days.values_list("first_day", "last_day", "name"))
    local = now.astimezone(district.zone)
    day = local.date() if local.time() >= time(16) else local.date() - timedelta(days=1)
    begun = county.at.astimezone(district.zone).date()
    days: list[date] = []
    while len(days) < number and day > begun:
        if is_school_day(day, calendar):
            days.append(day)
        day -= timedelta(days=1)
    return days


def school_for(level: str, index: int) -> str:
    """A covered school of that level, in turn."""
    fitting = [name for name, its_level, _agency in SCHOOLS if its_level == level and name != QUARRY]
    return fitting[index % len(fitting)]


def keep(county: County, example: Example, school: str, day: date) -> None:
    """A matter like the example's, settled at the gate without an officer."""
    place = county.places[school]
    by = county.principal_of(school)
    at = datetime.combine(day, time(14, 40), tzinfo=place.zone)
    key = uuid.uuid5(NAMESPACE, f"kept {example.id} {school}")
    draft = drafts.start(by=by, at=at, school=place, danger=Danger.NONE, form_key=key)
    drafts.change(by=by, at=at, referral=draft, answers={"crime": Crime.NO, "behavior": example.behavior})
    settling.keep_in_school(
        by=by, at=at, referral=draft, route="administrator", occurred_on=day, behavior=example.behavior
    )


class Call:
    """One call on the officer, moved on step by step, each step at its own time."""

    def __init__(
        self,
        county: County,
        example: Example,
        school: str,
        day: date,
        *,
        now: datetime | None = None,
        telling: str = "first",
    ) -> None:
        self.county, self.example, self.day, self.now = county, example, day, now
        self.place = county.places[school]
        self.by = county.principal_of(school)
        self.officer = county.officer_at(school)
        self.supervisor = county.supervisor_for(school)
        self.key = uuid.uuid5(NAMESPACE, f"{telling} {example.id} {school}")
        self.clock = datetime.combine(day, self._hour(), tzinfo=self.place.zone)
        self.referral = self._draft()

    def _hour(self) -> time:
        hour, minute = map(int, self.example.time.split(":"))
        return time(hour, minute)

    def later(self, **by: float) -> datetime:
        """The next moment in the call's life; never after the present."""
        self.clock += timedelta(**by)
        return min(self.clock, self.now) if self.now else self.clock

    def _draft(self) -> Referral:
        example, occurred = self.example, self.clock
        danger = Danger.OVER if example.kind == "emergency" else Danger.NONE
        at = self.later(minutes=20)
        draft = drafts.start(by=self.by, at=at, school=self.place, danger=danger, form_key=self.key)
        texts = {TextKind.SHARED: example.narrative, TextKind.CRIME_REASON: REASONS[Crime(example.crime)]}
        if example.crime == Crime.NO and danger == Danger.NONE:
            texts[TextKind.WHY_CALL] = WHY_CALL[example.kind]
        if example.kind == "police":
            texts[TextKind.SCHOOL_ONLY] = RECORD_NOTE
        if example.kind == "mentoring":
            texts[TextKind.SPEAK_TO] = "The counselor of the grade"
        return drafts.change(
            by=self.by,
            at=at,
            referral=draft,
            answers={
                "crime": example.crime,
                "started_by": example.started_by,
                "what_for": WHAT_FOR[example.kind],
                "tried": TRIED[example.kind],
                "plan": PlanKnown.YES if example.kind == "mentoring" else PlanKnown.UNKNOWN,
                "behavior": example.behavior,
                "place": example.place,
                "occurred_at": occurred,
            },
            texts=texts,
        )

    def submit(self) -> None:
        """Send it."""
        self.referral = referrals.submit(by=self.by, at=self.later(minutes=5), referral=self.referral)

    def clause(self, subject: str) -> Clause | None:
        """The clause on that subject in the MOU the call was made under."""
        clauses = Clause.objects.filter(
            version__agreement__partnership=self.referral.partnership_id, version__confirmed_at__isnull=False
        )
        in_force = clauses.filter(version__effective_on__lte=self.day, version__expires_on__gt=self.day)
        return in_force.filter(subject=subject).order_by("position").first()

    def accept(self) -> None:
        """The officer takes it on."""
        assert self.officer  # noqa: S101
        elements = self.example.crime if self.example.kind != "school" else Crime.NO
        responses.accept(
            by=self.officer,
            at=self.later(minutes=40),
            referral=self.referral,
            elements=responses.Elements(elements, self.example.nibrs_code if elements == Crime.YES else ""),
            form_key=uuid.uuid5(NAMESPACE, f"accept {self.key}"),
        )

    def decline(self) -> None:
        """The officer says that it is the school's."""
        assert self.officer  # noqa: S101
        responses.decline(
            by=self.officer,
            at=self.later(minutes=40),
            referral=self.referral,
            clause=self.clause("discipline"),
            reason="A school rule, and nobody in danger. Happy to talk it through.",
            form_key=uuid.uuid5(NAMESPACE, f"decline {self.key}"),
        )

    def ask(self) -> Question:
        """The officer asks before deciding."""
        assert self.officer  # noqa: S101
        return questions.ask(
            by=self.officer,
            at=self.later(minutes=30),
            referral=self.referral,
            question="What did staff try before the call, and who was in the room?",
            form_key=uuid.uuid5(NAMESPACE, f"question {self.key}"),
        )

    def reply(self, question: Question) -> None:
        """The principal answers."""
        questions.reply(
            by=self.by,
            at=self.later(hours=3),
            question=question,
            reply="The dean spoke with both of them first. The aide and two teachers were there.",
            form_key=uuid.uuid5(NAMESPACE, f"reply {self.key}"),
        )

    def outcome(self, kind: str) -> None:
        """The officer says what came of it."""
        assert self.officer  # noqa: S101
        outcomes.record_outcome(
            by=self.officer,
            at=self.later(hours=2),
            referral=self.referral,
            kind=kind,
            form_key=uuid.uuid5(NAMESPACE, f"outcome {self.key}"),
        )

    def decide(self) -> None:
        """The supervisor decides the next morning."""
        kind = self.example.kind
        crime = self.example.crime if kind != "school" else Crime.NO
        if crime == Crime.UNSURE:
            crime = Crime.YES if self.example.nibrs_code and kind == "police" else Crime.NO
        decision = reviews.Decision(
            determination=DETERMINATIONS[kind],
            crime_involved=crime,
            reason=f"{self.example.why}.",
            clause=self.clause("discipline" if kind == "school" else "calls"),
            feedback=FEEDBACK[kind],
            notes="Talked it over with the officer at shift change.",
        )
        reviews.decide(
            by=self.supervisor,
            at=self.later(hours=20),
            referral=self.referral,
            decision=decision,
            form_key=uuid.uuid5(NAMESPACE, f"review {self.key}"),
        )

    def to_the_end(self, index: int) -> None:
        """Sent, answered, reviewed, with an outcome; now and then a question or a later fact on the way."""
        self.submit()
        if index % 9 == 4:
            self.reply(self.ask())
        if self.example.kind == "school":
            self.decline()
        else:
            self.accept()
            self.outcome(OUTCOMES[index % len(OUTCOMES)] if self.example.kind == "police" else LIGHT[self.example.kind])
        self.decide()
        if index % 11 == 5:
            addenda.add(
                by=self.by,
                at=self.later(days=1),
                referral=self.referral,
                text="The family came in the next day and everyone spoke together.",
                crosses=True,
                form_key=uuid.uuid5(NAMESPACE, f"addendum {self.key}"),
            )

    def to_stage(self, stage: str) -> None:
        """Leave it where the stage says."""
        if stage == "draft":
            return
        self.submit()
        match stage:
            case "asked":
                self.ask()
            case "replied":
                self.reply(self.ask())
            case "accepted":
                self.accept()
            case "declined":
                self.decline()
            case "no_outcome":
                self.accept()
                self.decide()
            case "withdrawn":
                referrals.withdraw(
                    by=self.by,
                    at=self.later(minutes=50),
                    referral=self.referral,
                    reason="The dean has spoken with the student and the family; nothing is left for the officer.",
                )


DETERMINATIONS = {
    "school": Determination.RETURNED_TO_SCHOOL,
    "police": Determination.POLICE_MATTER,
    "emergency": Determination.EMERGENCY,
    "mentoring": Determination.MENTOR_OR_EDUCATOR,
}
OUTCOMES = (
    OutcomeKind.WARNING,
    OutcomeKind.DIVERSION,
    OutcomeKind.ADVICE,
    OutcomeKind.CITATION,
    OutcomeKind.DIVERSION,
    OutcomeKind.PETITION,
    OutcomeKind.NONE,
    OutcomeKind.ARREST,
)
LIGHT = {"emergency": OutcomeKind.MEDICAL, "mentoring": OutcomeKind.MENTORING}
