"""Matters that others must be told of, by law or by the district's word: what is done first, and who may be told."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from incidents.reference.lists import Item, ReferenceList

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

CHILD_PROTECTION, POLICE, COUNSELOR = "child_protection", "police", "counselor"
GUARDIAN, LIFELINE, DISTRICT = "guardian", "lifeline", "district"

TOLD = ReferenceList(
    source="Those whom the laws and policies below name; no name of a person is kept.",
    version="2026.1",
    items=(
        Item(CHILD_PROTECTION, _("Child protection"), hint=_("Your state’s hotline or agency.")),
        Item(POLICE, _("Police or 911"), hint=_("By phone or radio, not through this portal.")),
        Item(COUNSELOR, _("Counselor, social worker or crisis team")),
        Item(GUARDIAN, _("Parent or guardian")),
        Item(LIFELINE, _("988 Suicide & Crisis Lifeline"), hint=_("Call or text 988.")),
        Item(DISTRICT, _("District office")),
    ),
)


@dataclass(frozen=True)
class Duty:
    """What is owed for some behaviors: words for the page, whom it offers, one of whom must have been told.

    `asks_why`: the officer is no part of it by default, so a call needs a reason. `reporter_only`: at the school nobody
    reads afterwards that it was handed on but the one who did it, for a colleague may be the one accused.
    """

    key: str
    behaviors: tuple[str, ...]
    heading: "StrOrPromise"
    steps: tuple["StrOrPromise", ...]
    phones: tuple[str, ...]
    offered: tuple[str, ...]
    needs: tuple[str, ...]
    missing: "StrOrPromise"
    asks_why: bool = False
    reporter_only: bool = False


DUTIES = (
    # Every state names school staff as mandated reporters (42 U.S.C. 5106a(b)(2)(B)(i) asks it of them).
    Duty(
        key="abuse",
        behaviors=("abuse_disclosure",),
        heading=_("Make your own report to child protection or the police, now."),
        steps=(
            _("This portal is not that report, and telling the principal or the officer here does not make it."),
            _("Do not interview the student. What they said by themselves is enough."),
            _("Never tell someone who may be the one accused, at home or at school."),
            _("If the student is not safe today, call 911."),
        ),
        phones=("911",),
        offered=(CHILD_PROTECTION, POLICE, COUNSELOR, DISTRICT),
        needs=(CHILD_PROTECTION, POLICE),
        missing=_("The report goes to child protection or the police. Make it, then record it here."),
        reporter_only=True,
    ),
    Duty(
        key="suicide",
        behaviors=("suicide_crisis",),
        heading=_("Stay with the student. Bring the counselor, then the family."),
        steps=(
            _("Do not leave the student alone until the counselor or crisis team is there."),
            _("Call or text 988 for the Suicide & Crisis Lifeline, day and night."),
            _("Tell a parent or guardian today, unless they are part of the danger."),
            _("If there is danger now, call 911. Otherwise no officer is called: this is care, not a police matter."),
        ),
        phones=("988", "911"),
        offered=(COUNSELOR, GUARDIAN, LIFELINE, DISTRICT, POLICE),
        needs=(COUNSELOR, LIFELINE),
        missing=_("A counselor, a crisis team or 988 comes first. Reach one, then record it here."),
        asks_why=True,
    ),
    # 34 U.S.C. 41307: no agency may make anyone wait before a missing child is reported.
    Duty(
        key="missing",
        behaviors=("missing_student",),
        heading=_("Call 911 now. Nobody has to wait to report a missing child."),
        steps=(
            _("Say who the student is, what they wear, where they were seen last, and any plan they need followed."),
            _("Call the parents, and start your school’s search plan."),
            _("This portal does not call anyone."),
        ),
        phones=("911",),
        offered=(POLICE, GUARDIAN, DISTRICT),
        needs=(POLICE,),
        missing=_("A missing child is reported to 911 or the police. Call, then record it here."),
    ),
    # 20 U.S.C. 7961(h): a district refers who brings a firearm to the justice system. A pocket knife is none.
    Duty(
        key="weapon",
        behaviors=("firearm",),
        heading=_("Call 911 or radio the officer now. A firearm is always reported to the police."),
        steps=(
            _("Leave it where it is unless someone could reach it; keep people away."),
            _("Do not search or question the student further."),
            _("This portal does not call anyone."),
        ),
        phones=("911",),
        offered=(POLICE, GUARDIAN, DISTRICT),
        needs=(POLICE,),
        missing=_("A firearm is reported to 911 or the police. Call, then record it here."),
    ),
)
# What a district has marked itself (incidents.models.MustReport): by its state's list, or its own policy.
DISTRICT_DUTY = Duty(
    key="district",
    behaviors=(),
    heading=_("Your district says that this must be reported. Report it first."),
    steps=(
        _("If anyone is in danger now, call 911."),
        _("Tell those whom your state’s list or your district’s policy names. If unsure, ask the district office."),
        _("This portal is not that report, and it summons nobody."),
    ),
    phones=("911",),
    offered=(POLICE, CHILD_PROTECTION, COUNSELOR, GUARDIAN, DISTRICT),
    needs=(POLICE, CHILD_PROTECTION, DISTRICT),
    missing=_("It is told to the police, child protection or the district office. Tell one, then record it here."),
)
BY_BEHAVIOR = {behavior: duty for duty in DUTIES for behavior in duty.behaviors}
FOR_THE_REPORTER = tuple(behavior for duty in DUTIES if duty.reporter_only for behavior in duty.behaviors)


def duty_of(behavior: str) -> Duty | None:
    """What is owed for a behavior in every district; None where nothing is (`incidents.duties` asks the district)."""
    return BY_BEHAVIOR.get(behavior)
