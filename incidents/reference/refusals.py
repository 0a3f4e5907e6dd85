"""Courteous reasons for which a records custodian cannot give a record; the custodian may change the words."""

from django.utils.translation import gettext_lazy as _

from incidents.reference.lists import Item, ReferenceList

REFUSALS = ReferenceList(
    source="Written for Fenceline, after 34 CFR 99.30, 99.31 and 99.36.",
    version="2026.1",
    items=(
        Item(
            "no_ground",
            _("The ground does not reach this record"),
            hint=_(
                "Thank you for asking first. On the ground you named we may not give this record. With the consent of "
                "the parent or eligible student, a court order or a subpoena we can look at it again."
            ),
        ),
        Item(
            "no_emergency",
            _("No emergency is described"),
            hint=_(
                "Thank you for asking. We cannot see from your words an articulable and significant threat to "
                "somebody’s health or safety. If there is one, tell us which and whom it threatens, and we answer at "
                "once. Danger now: call 911."
            ),
        ),
        Item(
            "paper_needed",
            _("The order or consent itself is needed"),
            hint=_(
                "Thank you. Before we can give this record we need to see the order, subpoena or signed consent "
                "itself. Please bring or send it to the district’s records office, then ask again."
            ),
        ),
        Item(
            "no_record",
            _("We hold no such record"),
            hint=_("Thank you for asking. We have looked, and the district holds no record like the one you describe."),
        ),
        Item(
            "too_wide",
            _("More is asked for than the purpose needs"),
            hint=_(
                "Thank you for asking. This is more than what you need it for seems to call for. Please ask again for "
                "the part that you need, and say what it is needed for."
            ),
        ),
    ),
)
