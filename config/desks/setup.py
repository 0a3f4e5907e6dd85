"""What is still to do before the first call can be made, step by step, each with whose turn it is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Invitation, Membership, Organization, User
from accounts.permissions import Permission
from accounts.reach import reach_of
from accounts.roles import Role
from config.desks.parts import Desk
from partnerships.models import Partnership, PartnershipSchool, Posting, Version
from partnerships.scoping import Cover, SchoolCover

MOST_SCHOOLS = 3  # named one by one; of more the list of schools tells
INVITED = gettext_lazy("The person invited; the link went by mail")


@dataclass(frozen=True)
class Step:
    """One thing that is not done yet. `url` leads there where the reader is the one who can do it."""

    title: str
    whose: str | Promise
    url: str = ""
    label: str = ""
    # It stands among what needs the reader already, as a proposal to answer does.
    asked_elsewhere: bool = False

    def told(self) -> "Step":
        """The step without its way: it is not its turn yet, or somebody else's."""
        return Step(self.title, self.whose)


def show(desk: Desk, steps: list[Step], *, reached: bool = False) -> None:
    """Put the steps on the desk; those that are the reader's own are asked of them.

    `reached` says that some calls arrive already.

    The list of all steps stands below where somebody else has one of them: alone, it would say the same twice.
    """
    if not steps:
        return
    if any(not step.url for step in steps):
        desk.setup = steps
    desk.ask(
        [
            {
                "kicker": _("Before the first call"),
                "title": step.title,
                "url": step.url,
                "primary": {"label": step.label, "url": step.url},
            }
            for step in steps
            if step.url and not step.asked_elsewhere
        ]
    )
    if not desk.needs and not reached:
        desk.title = _("Calls cannot be made yet. Others have the next step.")


def ask_whom_to_phone(desk: Desk, user: User, side: Organization, partnerships: Iterable[Partnership]) -> None:
    """Also once calls can be made: whom the other side phones, while nobody has said so."""
    steps = [step for one in partnerships for step in _phone_steps(user, side, one)]
    desk.ask(
        [
            {
                "kicker": _("Whom to phone"),
                "title": step.title,
                "url": step.url,
                "primary": {"label": step.label, "url": step.url},
            }
            for step in steps
        ]
    )


def side_steps(
    user: User, side: Organization, partnerships: Iterable[Partnership], covers: Iterable[Cover], at: datetime
) -> list[Step]:
    """The steps of a district or an agency and of whom it works with, in the order they are taken."""
    found = list(partnerships)
    accepted = [one for one in found if one.accepted_at]
    steps = _school_steps(user, side, at) if not side.is_agency else _officer_steps(user, side, at)
    steps += [_proposed(one, side) for one in found if not one.accepted_at]
    if not found:
        steps.append(_propose(user, side))
    for cover in covers:
        if cover.partnership in accepted:
            steps += [*_partnership_steps(user, side, cover, at), *_phone_steps(user, side, cover.partnership)]
    return steps


def school_steps(covered: list[SchoolCover], school: Organization) -> list[Step]:
    """What keeps a call of this school from reaching anybody: who has the next step. Nothing where one receives it."""
    if any(one.receives for one in covered):
        return []
    district = school.parent.name if school.parent else ""
    if not covered:
        return [Step(_("An agency must cover this school"), _("Your district office, %(name)s") % {"name": district})]
    steps = []
    for one in covered:
        agency = one.cover.partnership.agency.name
        if not one.cover.open:
            both = _("%(district)s and %(agency)s") % {"district": district, "agency": agency}
            steps.append(Step(_("An MOU with %(agency)s must be in force") % {"agency": agency}, both))
        if not one.postings:
            steps.append(Step(_("An officer must be posted to this school"), agency))
    return steps


def portal_steps(counted: dict[str, int], invited: Iterable[Organization]) -> list[Step]:
    """The first organizations of an empty installation, and first administrators who have not come in yet."""
    steps = []
    for kind, title, label in (
        ("district", _("Add the first school district"), _("Add a district")),
        ("agency", _("Add the first police agency"), _("Add an agency")),
    ):
        if not counted.get(kind):
            steps.append(Step(title, _("You"), reverse("organization-new", args=[kind]), label))
    for place in invited:
        title = _("The first administrator of %(name)s must accept the invitation") % {"name": place.name}
        steps.append(Step(title, INVITED))
    return steps


def _school_steps(user: User, district: Organization, at: datetime) -> list[Step]:
    """Schools, and a principal for each."""
    if not Organization.objects.filter(parent=district.pk).exists():
        return [
            _own(
                user,
                Permission.ORGANIZATION_EDIT,
                district,
                Step(
                    _("Add the first school"),
                    district.name,
                    reverse("school-new", args=[district.pk]),
                    _("Add a school"),
                ),
            )
        ]
    led = Membership.objects.on_day(district.today(at)).filter(organization=OuterRef("pk"), role=Role.PRINCIPAL)
    asked = Invitation.objects.open(at).filter(organization=OuterRef("pk"), role=Role.PRINCIPAL)
    leaderless = Organization.objects.filter(~Exists(led), parent=district.pk).annotate(asked=Exists(asked))
    without = leaderless.filter(asked=False).order_by("name_folded")
    some = list(without[: MOST_SCHOOLS + 1])
    steps = [
        _own(
            user,
            Permission.PEOPLE_MANAGE,
            school,
            Step(
                _("Invite the principal of %(school)s") % {"school": school.name},
                district.name,
                f"{reverse('invitation-new')}?at={school.pk}",
                _("Invite the principal"),
            ),
        )
        for school in some[:MOST_SCHOOLS]
    ]
    if len(some) > MOST_SCHOOLS:
        rest = without.count() - MOST_SCHOOLS
        step = Step(
            _("Invite the principals of %(count)d more schools") % {"count": rest},
            district.name,
            reverse("school-list"),
            _("Your schools"),
        )
        steps.append(_own(user, Permission.PEOPLE_MANAGE, district, step))
    for school in leaderless.filter(asked=True).order_by("name_folded")[:MOST_SCHOOLS]:
        title = _("The principal of %(school)s must accept the invitation") % {"school": school.name}
        steps.append(Step(title, INVITED))
    return steps


def _officer_steps(user: User, agency: Organization, at: datetime) -> list[Step]:
    """Officers to post, and a supervisor to review."""
    day = agency.today(at)
    held = set(Membership.objects.on_day(day).filter(organization=agency.pk).values_list("role", flat=True))
    asked = set(Invitation.objects.open(at).filter(organization=agency.pk).values_list("role", flat=True))
    steps = []
    for role, title, accepts in (
        (Role.SRO, _("Invite the first officer"), _("The first officer must accept the invitation")),
        (Role.SRO_SUPERVISOR, _("Invite a supervisor"), _("The supervisor must accept the invitation")),
    ):
        if role in held:
            continue
        if role in asked:
            steps.append(Step(accepts, INVITED))
            continue
        step = Step(title, agency.name, f"{reverse('invitation-new')}?at={agency.pk}", _("Invite"))
        steps.append(_own(user, Permission.PEOPLE_MANAGE, agency, step))
    return steps


def _propose(user: User, side: Organization) -> Step:
    other = _("a school district") if side.is_agency else _("a police agency")
    step = Step(
        _("Propose a partnership to %(other)s") % {"other": other},
        _("%(side)s, or the other side") % {"side": side.name},
        reverse("partnership-propose"),
        _("Propose a partnership"),
    )
    return _own(user, Permission.PARTNERSHIP_MANAGE, side, step)


def _proposed(partnership: Partnership, side: Organization) -> Step:
    """A proposal that waits for an answer; the answering side has it among what needs it."""
    answering = partnership.answering_side
    title = _("%(side)s must answer the proposal") % {"side": answering.name}
    url = reverse("partnership-detail", args=[partnership.pk]) if answering.pk == side.pk else ""
    return Step(title, answering.name, url, _("Read and answer"), asked_elsewhere=True)


def _partnership_steps(user: User, side: Organization, cover: Cover, at: datetime) -> list[Step]:
    """Of one accepted partnership: its schools, its MOU, its officers."""
    partnership, steps = cover.partnership, []
    schools = PartnershipSchool.objects.filter(partnership=partnership).on_day(partnership.district.today(at))
    if not schools.exists():
        step = Step(
            _("Name the schools that %(agency)s covers") % {"agency": partnership.agency.name},
            partnership.district.name,
            reverse("partnership-schools", args=[partnership.pk]),
            _("Choose the schools"),
        )
        steps.append(_own(user, Permission.PARTNERSHIP_MANAGE, partnership.district, step))
    if not cover.in_force and cover.version is None:
        steps.append(_mou_step(user, side, partnership))
    if not Posting.objects.filter(partnership=partnership).not_over(partnership.district.today(at)).exists():
        step = Step(
            _("Post an officer to a school of %(district)s") % {"district": partnership.district.name},
            partnership.agency.name,
            reverse("posting-create"),
            _("Post an officer"),
        )
        ready = schools.exists() and Membership.objects.filter(organization=partnership.agency, role=Role.SRO).exists()
        steps.append(_own(user, Permission.POSTING_MANAGE, partnership.agency, step) if ready else step.told())
    return steps


def _phone_steps(user: User, side: Organization, partnership: Partnership) -> list[Step]:
    """Whom the other side phones; asked of who can say it."""
    own, other = partnership.district, partnership.agency
    said = partnership.school_contact
    if side.is_agency:
        own, other, said = other, own, partnership.agency_contact
    if said or not reach_of(user).may(Permission.PARTNERSHIP_MANAGE, own):
        return []
    title = _("Say whom %(other)s phones at %(own)s") % {"other": other.name, "own": own.name}
    return [Step(title, _("You"), reverse("partnership-contacts", args=[partnership.pk]), _("Name a phone"))]


def _mou_step(user: User, side: Organization, partnership: Partnership) -> Step:
    """Entering the MOU, confirming it, or waiting for its first day."""
    versions = Version.objects.filter(agreement__partnership=partnership)
    waiting = versions.waiting().select_related("entered_for", "agreement__partnership__district").first()
    if waiting is not None:
        confirming = waiting.confirming_side
        url = reverse("mou-version", args=[waiting.pk]) if confirming.pk == side.pk else ""
        title = _("%(side)s must confirm the MOU") % {"side": confirming.name}
        return Step(title, confirming.name, url, _("Compare and confirm"), asked_elsewhere=True)
    if versions.confirmed().exists():
        return Step(_("The MOU’s first day is still to come"), _("Nobody: it begins by itself"))
    step = Step(
        _("Enter the MOU that both sides signed"),
        _("%(district)s or %(agency)s") % {"district": partnership.district.name, "agency": partnership.agency.name},
        reverse("mou-enter", args=[partnership.pk]),
        _("Enter the MOU"),
    )
    return _own(user, Permission.MOU_ENTER, side, step)


def _own(user: User, permission: Permission, place: Organization, step: Step) -> Step:
    """The step with its way for who may take it, without for everybody else."""
    if reach_of(user).may(permission, place):
        return replace(step, whose=_("You"))
    return step.told()
