"""Questions to the supervisor on a desk: those that wait for an answer, and answers that wait for the school."""

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Organization, User
from config.desks.calls import MOST_NEEDS
from config.desks.parts import Desk
from incidents.consult_rules import Put, answerers
from incidents.models import Consult
from incidents.record.consults import ConsultRecord, consults_for
from incidents.states import ConsultState

MOST_LOOKED_AT = 50  # of those that wait; whether this supervisor may answer is asked of each


def to_answer(desk: Desk, user: User, at: datetime) -> int:
    """Those that wait for this supervisor, the oldest first; how many there are."""
    waiting = Consult.objects.on_agency_side_of(user).waiting().exclude(asked_by=user.pk)
    found = list(waiting.for_record().order_by("asked_at", "id")[:MOST_LOOKED_AT])
    may = answerers([Put.of(one) for one in found], at) if found else []
    mine = [one for one, people in zip(found, may, strict=True) if user.pk in people]
    more = _("All %(count)d questions"), f"{reverse('consult-list')}?show=waiting"
    desk.ask([_waiting(row) for row in consults_for(user, mine[:MOST_NEEDS], at)], len(mine), more)
    return len(mine)


def _waiting(row: ConsultRecord) -> dict[str, Any]:
    url = reverse("consult-detail", args=[row.consult_id])
    return {
        "kicker": _("Question %(number)s") % {"number": row.number},
        "title": _("%(school)s asks before it calls: %(what)s") % {"school": row.school, "what": row.what},
        "url": url,
        "why": _("Nobody was called. The school waits for your answer."),
        "clock": row.clock,
        "primary": {"label": _("Answer"), "url": reverse("consult-answer", args=[row.consult_id])},
    }


def to_settle(desk: Desk, user: User, school: Organization, at: datetime) -> None:
    """Answers that the school has not acted on, and questions whose answer is late."""
    own = Consult.objects.on_school_side_of(user).filter(school=school.pk).open()
    rows = consults_for(user, own.for_record().order_by("asked_at", "id")[:MOST_LOOKED_AT], at)
    due = [row for row in rows if row.state == ConsultState.ANSWERED or row.late]
    more = _("All %(count)d questions"), reverse("consult-list")
    desk.ask([_settling(row) for row in due[:MOST_NEEDS]], len(due), more)


def _settling(row: ConsultRecord) -> dict[str, Any]:
    url = reverse("consult-detail", args=[row.consult_id])
    kicker = _("Question %(number)s") % {"number": row.number}
    if row.answer is None:
        return {
            "kicker": kicker,
            "title": _("%(what)s: no answer yet") % {"what": row.what},
            "url": url,
            "why": _("The supervisor’s answer is late. If it cannot wait, call the officer."),
            "clock": row.clock,
            "primary": {"label": _("Open the question"), "url": url},
        }
    return {
        "kicker": kicker,
        "title": _("%(what)s: %(answer)s") % {"what": row.what, "answer": row.answer.words},
        "url": url,
        "why": _("%(who)s has answered. Keep it in school, make it a call, or close it.") % {"who": row.answer.by},
        "primary": {"label": _("Read the answer"), "url": url},
    }
