"""The tabs of the training pages: one's own, the courses, and for who reads others' the board and its people."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.access import SignedInRequest
from accounts.permissions import Permission
from accounts.reach import reach_of

TABS = (
    ("training-mine", _("Yours"), None),
    ("training-board", _("Board"), Permission.TRAINING_READ),
    ("training-people", _("People"), Permission.TRAINING_READ),
    ("course-list", _("Courses"), None),
)


def training_tabs(request: SignedInRequest, current: str) -> list[dict[str, Any]]:
    """The tabs this person may go through, the one they are in marked."""
    reach = reach_of(request.user)
    return [
        {"label": label, "url": reverse(name), "current": name == current}
        for name, label, right in TABS
        if right is None or reach.may(right)
    ]
