"""What the activity report counts beside the activities, each with its definition; keys as in `activity_counts`."""

from django.utils.translation import gettext_lazy as _

from incidents.choices import Answer, Audience, Determination, Leg, OutcomeKind
from incidents.reference.lists import Item, ReferenceList

NOBODY = "nobody"
ANSWERS, DETERMINATIONS, OUTCOMES = _("Calls"), _("What the supervisor decided"), _("What came of it")
_MATTER = _("Decided by the supervisor in these days; it counts for the officer who answered.")
_OUTCOME = _("The latest outcome recorded of a call, on the day it was recorded.")
RECEIVED_KEY = "received"

LEGS = ReferenceList(
    source="NASRO, https://nasro.org/frequently-asked-questions/",
    version="2026.1",
    items=(
        Item(
            Leg.LAW_ENFORCEMENT,
            Leg.LAW_ENFORCEMENT.label,
            hint=_("Entries logged as work of police: safety, traffic, court."),
        ),
        Item(Leg.MENTOR, Leg.MENTOR.label, hint=_("Entries logged as counsel and company for students and adults.")),
        Item(Leg.EDUCATOR, Leg.EDUCATOR.label, hint=_("Entries logged as teaching.")),
    ),
)
AUDIENCES = ReferenceList(
    source="Written for Fenceline.",
    version="2026.1",
    items=(
        Item(
            Audience.STUDENTS,
            Audience.STUDENTS.label,
            hint=_("Entries for students; one for several audiences counts with each."),
        ),
        Item(Audience.PARENTS, Audience.PARENTS.label, hint=_("Entries for parents and guardians, likewise.")),
        Item(Audience.STAFF, Audience.STAFF.label, hint=_("Entries for teachers and other school staff, likewise.")),
        Item(
            Audience.PUBLIC,
            Audience.PUBLIC.label,
            hint=_("Entries for neighbors and others outside the school, likewise."),
        ),
        Item(NOBODY, _("Nobody in particular"), hint=_("Entries without an audience.")),
    ),
)
CONSULTATIONS = ReferenceList(
    source="DeKalb County TN counts advisory sessions by audience.",
    version="2026.1",
    items=tuple(
        Item(item.key, item.label, hint=_("Of the consultations; one with several audiences counts with each."))
        for item in AUDIENCES
        if item.key != NOBODY
    ),
)
CALLS = ReferenceList(
    source="Written for Fenceline after published reports of school resource officers.",
    version="2026.1",
    items=(
        Item(
            RECEIVED_KEY,
            _("Calls received"),
            ANSWERS,
            _("Referrals the agency was told of in these days. It is told of no officer’s in particular."),
        ),
        Item("answered", _("Calls answered"), ANSWERS, _("Calls that the officer accepted or declined in these days.")),
        Item(f"answer:{Answer.ACCEPT}", _("Accepted by the officer"), ANSWERS, _("Of the calls answered: taken on.")),
        Item(
            f"answer:{Answer.DECLINE}",
            _("Declined by the officer"),
            ANSWERS,
            _("Of the calls answered: left to the school, with a clause or a reason."),
        ),
        *(Item(f"determination:{one}", one.label, DETERMINATIONS, _MATTER) for one in Determination),
        *(Item(f"outcome:{one}", one.label, OUTCOMES, _OUTCOME) for one in OutcomeKind),
        Item(
            "no_outcome",
            _("No outcome recorded"),
            OUTCOMES,
            _("Of the calls accepted in these days: nothing is recorded of what came of them, until today."),
        ),
    ),
)
