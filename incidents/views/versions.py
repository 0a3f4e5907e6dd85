"""What of a call the check pages show, for `common.versions`."""

from django.utils.translation import gettext as _

from incidents.models import Participant, Referral
from incidents.record import Record


def people_shown(people: list[Participant]) -> dict[str, object]:
    """The people of a draft, each as the check page shows them."""
    shown: dict[str, object] = {}
    for place, one in enumerate(people, start=1):
        known = getattr(one, "identity", None)
        identity = (known.name, known.student_number) if known else ()
        shown[_("person %(number)d") % {"number": place}] = (one.role, one.kind, one.description, *identity)
    return shown


def record_shown(record: Record) -> dict[str, object]:
    """What a supervisor reads of a call before deciding, in the parts that others can still add to."""
    return {
        _("the officer’s answer"): record.answer,
        _("questions and their answers"): record.questions,
        _("later facts"): record.addenda,
        _("the outcome"): record.outcomes,
        _("the state of the call"): record.progress.state,
    }


def draft_version(referral: Referral) -> str:
    """The version of a draft as a whole: when it was saved last."""
    return referral.changed_at.isoformat()
