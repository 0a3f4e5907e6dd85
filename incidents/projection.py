"""What crosses of a referral and of what is cited in it: plain values, frozen as they are sent."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypeAlias

from django.core.exceptions import ObjectDoesNotExist

from incidents.fields import CROSSING_ANSWERS, CROSSING_TEXTS
from incidents.models import Participant, ParticipantIdentity, Referral
from partnerships.models import Clause

Projection: TypeAlias = "Mapping[str, object]"
Person: TypeAlias = "Mapping[str, str]"


def event_projection(referral: Referral, *, writer: Person, sender: Person) -> dict[str, object]:
    """What a referral says of the event without its texts and the people in it, as a line of a list shows it."""
    return {
        "number": referral.agency_number,
        "school": referral.school.name,
        "time_zone": referral.school.time_zone,
        **{field.name: plain(getattr(referral, field.name)) for field in CROSSING_ANSWERS},
        "submitted_at": plain(referral.submitted_at),
        "writer": dict(writer),
        "sender": dict(sender),
    }


def referral_projection(
    referral: Referral,
    *,
    texts: Mapping[str, str],
    participants: Iterable[Participant],
    with_identity: bool,
    writer: Person,
    sender: Person,
) -> dict[str, object]:
    """The referral as the agency reads it: answers, shared texts, people; never a text that does not cross."""
    return {
        **event_projection(referral, writer=writer, sender=sender),
        "district": referral.district.name,
        "texts": {str(kind): texts[kind] for kind in CROSSING_TEXTS if kind in texts},
        "participants": [participant_projection(one, with_identity) for one in participants],
    }


def plain(value: str | datetime | None) -> str:
    """A value as JSON keeps it; a moment in ISO 8601 with its zone."""
    return value.isoformat() if isinstance(value, datetime) else value or ""


def participant_projection(participant: Participant, with_identity: bool) -> dict[str, str]:
    """A person in the event; name and number from a school record only where identity crosses."""
    told = {"role": participant.role, "kind": participant.kind, "description": participant.description}
    identity = identity_of(participant) if with_identity else None
    if identity is not None:
        told |= {"name": identity.name, "student_number": identity.student_number}
    return told


def identity_of(participant: Participant) -> ParticipantIdentity | None:
    """Who the person is in the school's records, where that was written down."""
    try:
        identity: ParticipantIdentity = participant.identity
    except ObjectDoesNotExist:
        return None
    return identity


def clause_projection(clause: Clause | None) -> dict[str, str] | None:
    """A clause as it is cited to the other side."""
    if clause is None:
        return None
    return {
        "id": str(clause.pk),
        "number": clause.number,
        "heading": clause.heading,
        "plain": clause.plain,
        "version": str(clause.version.number),
    }


def names_in(projection: Projection) -> list[str]:
    """The names of what a projection carries, nested ones with a dot; empty values carry nothing."""
    names: set[str] = set()
    for key, value in projection.items():
        inner = [value] if isinstance(value, Mapping) else value if isinstance(value, list) else None
        if inner is None:
            names |= {key} if value not in ("", None) else set()
            continue
        for part in inner:
            names |= {f"{key}.{name}" for name in names_in(part)}
    return sorted(names)
