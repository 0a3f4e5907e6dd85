"""Asked first: a question that waits for the supervisor, and one that was answered and kept as an example."""

import uuid
from datetime import date, datetime, time, timedelta

from demo.county import County
from demo.people import HIGH, MILLRACE
from demo.story import NAMESPACE, school_days_back
from incidents.actions import consults, drafts, precedents
from incidents.choices import Advice, Crime, Danger, TextKind
from incidents.models import Consult
from partnerships.models import Clause


def tell_questions(county: County, now: datetime) -> None:
    """Both, on the latest school days before `now`."""
    days = school_days_back(county, now, 6)
    answered = ask(
        county,
        HIGH,
        min(at_school(county, HIGH, days[3]), now),
        consults.Asked(
            "knife",
            "front_office",
            "A student handed in a small pocketknife on his own and said it was forgotten in a bag from a trip. "
            "Nobody was shown it. Is that a matter for the officer, or do we keep it and phone home?",
            may_be_kept=True,
        ),
        "A blade is on our list, but he brought it to us himself.",
    )
    by = county.supervisor_for(HIGH)
    clause = Clause.objects.filter(
        version__agreement__partnership=answered.partnership_id,
        version__confirmed_at__isnull=False,
        version__effective_on__lte=now.date(),
        version__expires_on__gt=now.date(),
        subject="discipline",
    ).first()
    text = (
        "Handed in freely, folded, and shown to nobody: that is yours to settle. Keep it, give it to a parent, and "
        "note it. Call us if anybody was shown it or felt threatened, or if it is more than a pocketknife."
    )
    later = min(answered.asked_at + timedelta(hours=3), now)
    reply = consults.Reply(Advice.SCHOOL, text, clause)
    consults.answer(by=by, at=later, consult=answered, reply=reply, form_key=key("answer"))
    situation = (
        "A student handed in a small pocketknife on his own; it had been forgotten in a bag and shown to nobody."
    )
    later = min(later + timedelta(minutes=20), now)
    reworded = precedents.Reworded(situation, text)
    precedents.keep(by=by, at=later, consult=answered, reworded=reworded, form_key=key("example"))
    ask(
        county,
        MILLRACE,
        min(at_school(county, MILLRACE, days[1]), now),
        consults.Asked(
            "missing_funds",
            "classroom",
            "Forty dollars of a class trip are gone from an unlocked drawer. Nobody was seen. Do we look into it "
            "ourselves first, or does the officer?",
        ),
        "It may have been miscounted. If it was taken, somebody took it.",
    )


def ask(county: County, school: str, at: datetime, asked: consults.Asked, reason: str) -> Consult:
    """A question of the school's principal, from a draft at the gate."""
    by, place = county.principal_of(school), county.places[school]
    one = drafts.start(by=by, at=at, school=place, danger=Danger.NONE, form_key=key(f"draft {school}"))
    one = drafts.change(
        by=by, at=at, referral=one, answers={"crime": Crime.UNSURE}, texts={TextKind.CRIME_REASON: reason}
    )
    return consults.ask(by=by, at=at, referral=one, asked=asked, form_key=key(f"question {school}"))


def key(words: str) -> uuid.UUID:
    """The same form key in every demo."""
    return uuid.uuid5(NAMESPACE, f"asked first {words}")


def at_school(county: County, school: str, day: date) -> datetime:
    """Mid-morning of that day at the school."""
    return datetime.combine(day, time(10, 20), tzinfo=county.places[school].zone)
