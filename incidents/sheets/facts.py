"""What happened, as labelled facts in words; fed from the school's row or from a projection, never from both."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from incidents.choices import Danger, ParticipantKind, ParticipantRole, StartedBy
from incidents.reference import BEHAVIORS, PLACES
from incidents.sheets.from_disclosures import label
from incidents.sheets.types import Person


def when_words(at: datetime | None, zone: ZoneInfo) -> str:
    """A moment in the school's own zone, the zone named."""
    if at is None:
        return ""
    local = at.astimezone(zone)
    return f"{date_format(local, 'D, M j, Y, g:i A')} {local.tzname()}"


def referral_facts(
    *,
    behavior: str,
    place: str,
    occurred_at: datetime | None,
    started_by: str,
    danger: str,
    writer: Person,
    sender: Person,
    submitted_at: datetime | None,
    zone: ZoneInfo,
) -> tuple[tuple[str, str], ...]:
    """The facts both sides see alike."""
    facts = [
        (_("What happened"), BEHAVIORS.label(behavior)),
        (_("Where"), PLACES.label(place)),
        (_("When"), when_words(occurred_at, zone)),
        (_("Started by"), label(StartedBy, started_by)),
        (_("Anyone in danger"), label(Danger, danger)),
        (_("Written by"), str(writer)),
        (_("Recorded"), when_words(submitted_at, zone)),
    ]
    if sender.name and sender != writer:
        facts.insert(6, (_("Sent by"), str(sender)))
    return tuple(facts)


def role_words(role: str) -> str:
    """The part a person had in the event."""
    return label(ParticipantRole, role)


def kind_words(kind: str) -> str:
    """Who a person is to the school."""
    return label(ParticipantKind, kind)
