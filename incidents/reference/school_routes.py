"""What a school does itself when a matter is one of its rules."""

from django.utils.translation import gettext_lazy as _

from incidents.reference.lists import Item, ReferenceList

SCHOOL_ROUTES = ReferenceList(
    source="Written for Fenceline: what a school does itself when a matter is one of its rules.",
    version="2026.1",
    items=(
        Item(
            "teacher",
            _("Handled by the teacher in class"),
        ),
        Item("conversation", _("Private talk with the student")),
        Item("family", _("Call or meeting with the family")),
        Item(
            "administrator",
            _("Administrator handles it under the code of conduct"),
        ),
        Item("counselor", _("Counselor or social worker")),
        Item("restorative", _("Restorative circle or repair of harm")),
        Item("peer_mediation", _("Peer mediation")),
        Item("attendance", _("Attendance team")),
        Item("support_team", _("Student support team")),
        Item("property_return", _("Item returned or kept in the office")),
        Item("supervision", _("Staff cover or a change of supervision")),
        Item("other", _("Another route of the school")),
    ),
)
