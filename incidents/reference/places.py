"""Places at and around a school, in groups; rows keep the keys."""

from django.utils.translation import gettext_lazy as _

from incidents.reference.lists import Item, ReferenceList

INSIDE = _("Inside")
OUTSIDE = _("Outside")
ON_THE_WAY = _("On the way")
ELSEWHERE = _("Elsewhere")

PLACES = ReferenceList(
    source="Written for Fenceline; places at and around a United States school.",
    version="2026.1",
    items=(
        Item("classroom", _("Classroom"), group=INSIDE),
        Item("hallway", _("Hallway"), group=INSIDE),
        Item("stairwell", _("Stairwell"), group=INSIDE),
        Item("restroom", _("Restroom"), group=INSIDE),
        Item("cafeteria", _("Cafeteria"), group=INSIDE),
        Item("gym", _("Gym"), group=INSIDE),
        Item("locker_room", _("Locker room"), group=INSIDE),
        Item("library", _("Library"), group=INSIDE),
        Item("computer_lab", _("Computer lab"), group=INSIDE),
        Item("commons", _("Commons or auditorium"), group=INSIDE),
        Item("front_office", _("Front office"), group=INSIDE),
        Item("counseling_office", _("Counseling office"), group=INSIDE),
        Item("nurse_office", _("Nurse's office"), group=INSIDE),
        Item("conference_room", _("Conference room"), group=INSIDE),
        Item("sro_office", _("Officer's office"), group=INSIDE),
        Item("playground", _("Playground"), group=OUTSIDE),
        Item("courtyard", _("Courtyard"), group=OUTSIDE),
        Item("field", _("Field or stadium"), group=OUTSIDE),
        Item("parking_lot", _("Parking lot"), group=OUTSIDE),
        Item("entrance", _("Entrance"), group=OUTSIDE),
        Item("exterior", _("Building exterior or roof"), group=OUTSIDE),
        Item("fence_line", _("Fence line"), group=OUTSIDE),
        Item("bus_loop", _("Bus or pickup line"), group=OUTSIDE),
        Item("bus", _("School bus"), group=ON_THE_WAY),
        Item("bus_stop", _("Bus stop"), group=ON_THE_WAY),
        Item("crosswalk", _("Crosswalk or way to school"), group=ON_THE_WAY),
        Item("online", _("Online"), group=ELSEWHERE),
        Item("phone", _("By phone"), group=ELSEWHERE),
        Item("whole_school", _("The whole school"), group=ELSEWHERE),
        Item("event", _("School event elsewhere"), group=ELSEWHERE),
        Item("other", _("Another place"), group=ELSEWHERE),
    ),
)
