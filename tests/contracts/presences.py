"""Presence for the world of the contracts: a day with a recall and a correction, one in the other county."""

from types import SimpleNamespace
from uuid import uuid4

from accounts.models import User
from incidents.actions import presence
from incidents.models import Presence
from incidents.presence.choices import Said, Why
from incidents.presence.rules import Away, DaySaid
from partnerships.models import Posting
from tests.cast import NOW
from tests.contracts.tokens import token
from tests.incidents.presence_days import SCHOOL_HOURS, hours


def make_presence(w: SimpleNamespace) -> None:
    """The officer's day at the cast's school, corrected once, with a recall; the other county's officer is absent."""
    c = w.cast
    first = say(c.sro, c.posting, DaySaid(Said.HERE, SCHOOL_HOURS, SCHOOL_HOURS))
    given = DaySaid(Said.HERE, SCHOOL_HOURS, hours("7:30", "15:00"))
    corrected = presence.correct(
        by=c.supervisor, at=NOW, presence=first, given=given, reason=token("presencereason"), form_key=uuid4()
    )
    away = Away(hours("9:00", "10:00"), Why.EMERGENCY, token("recalledby"))
    w.presence = presence.recall(by=c.sro, at=NOW, presence=corrected, away=away, form_key=uuid4())
    w.away_time = w.presence.away_times.get()
    absence = DaySaid(Said.ABSENT, SCHOOL_HOURS, away=(Away(SCHOOL_HOURS, Why.LEAVE),))
    w.far_presence = say(c.stranger_sro, c.other_posting, absence)
    w.far_away_time = w.far_presence.away_times.get()


def say(by: User, posting: Posting, given: DaySaid) -> Presence:
    """What is said of today."""
    return presence.say(by=by, at=NOW, posting=posting, day=NOW.date(), given=given, form_key=uuid4())
