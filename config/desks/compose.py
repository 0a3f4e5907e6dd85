"""Which desk a person gets, and what lies on each."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import FactorReset, Invitation, Membership, Organization, User
from accounts.permissions import Permission
from accounts.roles import Role
from config.desks import agreement, calls, figures, running, training
from config.desks.parts import Desk, begun, needs_title, open_words
from config.desks.school import school_desk, staff_desk
from incidents import analytics
from incidents.models import Disclosure, KeptInSchool, Referral
from partnerships.models import Posting
from partnerships.scoping import covers

# The desk that opens first where a person holds several roles.
ORDER = (
    Role.SRO,
    Role.SRO_SUPERVISOR,
    Role.PRINCIPAL,
    Role.DESIGNEE,
    Role.DISTRICT_ADMINISTRATOR,
    Role.RECORDS_CUSTODIAN,
    Role.AGENCY_ADMINISTRATOR,
    Role.SIGNATORY,
    Role.PORTAL_ADMINISTRATOR,
    Role.STAFF,
)


def desks_of(user: User) -> list[Membership]:
    """The person's memberships in the order their desks open."""
    order = {role: place for place, role in enumerate(ORDER)}
    return sorted(user.active_memberships(), key=lambda held: order[Role(held.role)])


def desk_for(user: User, held: Membership, at: datetime) -> Desk:
    """The desk of one membership at that moment."""
    desk = begun(held.organization, at)
    COMPOSERS[held.role](desk, user, held.organization, at)
    own = training.own_needs(user, at)
    if own and not desk.needs:
        desk.title = ""  # what it said of a desk without needs is no longer so
    desk.needs = [*desk.needs, *own]
    if held.organization and Permission.TRAINING_READ in held.rule.rights:
        desk.training = training.state_of(user, held.organization, at)
    desk.title = desk.title or needs_title(len(desk.needs))
    desk.needs_count = desk.needs_count or open_words(len(desk.needs))
    return desk


def officer_desk(desk: Desk, user: User, agency: Organization, at: datetime) -> None:
    """A school resource officer's."""
    found = Referral.objects.on_agency_side_of(user)
    waiting, mine, rows = calls.lines(
        user, calls.unanswered(user), calls.without_outcome(user, at), calls.in_play(found)
    )
    desk.needs = calls.to_answer(waiting) + calls.to_close(mine)
    desk.play = calls.play(rows, everything=_("All referrals to my schools"))
    posted = list(
        Posting.objects.served_on(agency.today(at))
        .of_officer(user.pk)
        .select_related("school", "partnership__district")
        .order_by("school__name")
    )
    schools = [posting.school for posting in posted]
    cover = covers([posted[0].partnership], at)[0] if posted else None
    desk.clause = agreement.clause_of(cover, why=_("The clause to cite when a call is the school’s to settle."))
    desk.places = {
        "title": _("My schools"),
        "rows": [{"title": school.name, "sub": school.phone, "url": ""} for school in schools],
        "empty": _("You are not posted to a school today, so no call reaches you."),
    }


def supervisor_desk(desk: Desk, user: User, agency: Organization, at: datetime) -> None:
    """An SRO supervisor's."""
    found = Referral.objects.on_agency_side_of(user)
    queue = calls.queue(user)
    head, rows = calls.lines(user, queue.for_rows()[: calls.MOST_NEEDS], calls.in_play(found))
    desk.needs, waiting = calls.to_review(head), queue.count()
    desk.needs_count = open_words(waiting)
    desk.title = _("Nothing waits for your review.") if not waiting else ""
    if waiting:
        desk.action = {"label": _("Open the review queue"), "url": reverse("referral-queue")}
    if waiting > len(desk.needs):
        desk.title = _("%(count)d calls wait for your review.") % {"count": waiting}
    desk.play = calls.play(rows, everything=_("All referrals"))
    desk.figures_title = _("The last 30 days")
    since = agency.today(at) - figures.RECENT
    desk.figures = figures.by_crime(figures.recent(found, since, agency.zone), since)
    desk.gap = figures.crime_gap(found, at, agency.zone)
    desk.mous = agreement.mou_status_rows(covers(agreement.Partners.of(user).accepted, at))


def district_desk(desk: Desk, user: User, district: Organization, at: datetime) -> None:
    """A district administrator's: the district's side at a glance."""
    partners = agreement.Partners.of(user)
    mou_covers = covers(partners.accepted, at)
    found = Referral.objects.on_school_side_of(user).filter(district=district.pk)
    desk.needs = agreement.to_settle(user, partners.proposed, agreement.side_ids(district)) + agreement.lapsed(
        mou_covers
    )
    desk.needs += agreement.to_review(mou_covers, agreement.side_ids(district), at)
    desk.needs += _people_needs(user, at)
    desk.mous = agreement.mou_status_rows(mou_covers)
    (rows,) = calls.lines(user, calls.in_play(found))
    desk.play = calls.play(rows, everything=_("All referrals of the district"))
    desk.figures_title = _("The last 30 days")
    since = district.today(at) - figures.RECENT
    recent = figures.recent(found, since, district.zone)
    kept = KeptInSchool.objects.visible_to(user).filter(district=district.pk, occurred_on__gte=since)
    desk.figures = [
        {"label": _("Kept in school, no officer called"), "value": str(kept.count()), "url": figures.kept_url(since)},
        *figures.by_crime(recent, since),
    ]
    desk.places = _by_school(recent, since, district)
    desk.gap = figures.crime_gap(found, at, district.zone)


def _by_school(recent: analytics.Counted, since: date, district: Organization) -> dict[str, Any]:
    """Those calls by school, every school named; of many schools the first with a call."""
    calls_at: dict[Any, int] = {}
    for (school, _said), number in recent.items():
        calls_at[school] = calls_at.get(school, 0) + number
    names = list(Organization.objects.filter(parent=district.pk).order_by("name").values_list("pk", "name"))
    note = _("More reports can mean more reporting. No school is ranked here.")
    if len(names) > figures.MOST_SCHOOLS:
        names = [(pk, name) for pk, name in names if pk in calls_at][: figures.MOST_SCHOOLS]
        note = f"{figures.first_words(len(names), len(calls_at))} {note}"
    rows = [
        {
            "title": name,
            "value": str(calls_at.get(pk, 0)),
            "url": f"{reverse('referral-list')}?school={pk}&since={since}",
        }
        for pk, name in names
    ]
    return {
        "title": _("Calls by school, last 30 days"),
        "rows": rows,
        "note": note,
        "more_url": f"{reverse('referral-list')}?since={since}" if len(calls_at) > len(names) else "",
        "more_label": _("All of these calls"),
        "empty": _("The district has no school yet."),
        "empty_url": reverse("school-list"),
        "empty_label": _("Add the first school"),
    }


def _people_needs(user: User, at: datetime) -> list[dict[str, Any]]:
    """Resets that wait for a second administrator, and invitations that ran out."""
    needs = [
        {
            "kicker": _("Second factor"),
            "title": _("Agree to a reset for %(name)s") % {"name": reset.user.name},
            "url": reverse("factor-reset-list"),
            "why": _("%(name)s asked for it. It takes a second administrator.") % {"name": reset.requested_by.name},
            "primary": {"label": _("Read and decide"), "url": reverse("factor-reset-agree", args=[reset.pk])},
        }
        for reset in FactorReset.objects.visible_to(user)
        .pending()
        .filter(agreed_at__isnull=True)
        .exclude(Q(requested_by=user.pk) | Q(user=user.pk))
        .select_related("user", "requested_by")[:5]
    ]
    expired = Invitation.objects.visible_to(user).unanswered().filter(expires_at__lte=at)
    if count := expired.count():
        needs.append(
            {
                "kicker": _("Invitations"),
                "title": _("%(count)d ran out unanswered") % {"count": count},
                "url": f"{reverse('person-list')}?standing=invited",
                "why": _("Send them again, or withdraw them."),
                "primary": {"label": _("Look through them"), "url": f"{reverse('person-list')}?standing=invited"},
            }
        )
    return needs


def custodian_desk(desk: Desk, user: User, district: Organization, at: datetime) -> None:
    """A records custodian's: what crossed lately."""
    found = Referral.objects.on_school_side_of(user).filter(district=district.pk)
    desk.title = _("What crossed the fence, and where it is written down.")
    crossed = Disclosure.objects.visible_to(user).filter(at__gte=at - figures.RECENT)
    counted = dict(crossed.order_by().values_list("direction").annotate(times=Count("pk")))
    desk.figures_title = _("Disclosures, the last 30 days")
    desk.figures = [
        {
            "label": _("School to police"),
            "value": str(counted.get("to_agency", 0)),
            "url": f"{reverse('disclosure-list')}?direction=to_agency",
        },
        {
            "label": _("Police to school"),
            "value": str(counted.get("to_school", 0)),
            "url": f"{reverse('disclosure-list')}?direction=to_school",
        },
    ]
    (rows,) = calls.lines(user, calls.in_play(found))
    desk.play = calls.play(rows, everything=_("All referrals of the district"))
    desk.mous = agreement.mou_status_rows(covers(agreement.Partners.of(user).accepted, at))


def agency_desk(desk: Desk, user: User, agency: Organization, at: datetime) -> None:
    """An agency administrator's: people, postings, the MOU. No referral."""
    partners = agreement.Partners.of(user)
    mou_covers = covers(partners.accepted, at)
    desk.needs = agreement.to_settle(user, partners.proposed, agreement.side_ids(agency)) + agreement.lapsed(mou_covers)
    desk.needs += agreement.to_review(mou_covers, agreement.side_ids(agency), at)
    desk.needs += _people_needs(user, at)
    desk.mous = agreement.mou_status_rows(mou_covers)
    posted = (
        Posting.objects.visible_to(user)
        .served_on(agency.today(at))
        .select_related("officer", "school")
        .order_by("officer__name", "school__name")
    )
    desk.places = {
        "title": _("Officers at schools today"),
        "rows": [
            {
                "title": posting.officer.name,
                "sub": posting.school.name,
                "value": posting.phone,
                "url": reverse("posting-list"),
            }
            for posting in posted
        ],
        "empty": _("No officer is posted to a school today."),
        "empty_url": reverse("posting-list"),
        "empty_label": _("Post an officer"),
    }


def signatory_desk(desk: Desk, user: User, place: Organization, at: datetime) -> None:
    """A superintendent's or a chief's: the MOU."""
    partners = agreement.Partners.of(user)
    mou_covers = covers(partners.accepted, at)
    desk.needs = agreement.to_settle(user, partners.proposed, agreement.side_ids(place)) + agreement.lapsed(mou_covers)
    desk.needs += agreement.to_review(mou_covers, agreement.side_ids(place), at)
    desk.mous = agreement.mou_status_rows(mou_covers)
    if not desk.needs:
        desk.title = _("Nothing needs your name today.")


def portal_desk(desk: Desk, _user: User, _place: Organization | None, at: datetime) -> None:
    """A portal administrator's: what the portal itself did not manage, and organizations that nobody runs yet."""
    orphans = Organization.objects.filter(parent__isnull=True).without_administrator(at).order_by("name")
    desk.needs = running.needs(at) + [
        {
            "kicker": place.get_kind_display(),
            "title": _("Invite the first administrator of %(name)s") % {"name": place.name},
            "url": reverse("organization-detail", args=[place.pk]),
            "why": _("Nobody runs its people yet."),
            "primary": {"label": _("Open"), "url": reverse("organization-detail", args=[place.pk])},
        }
        for place in orphans[:5]
    ]
    desk.figures_title = _("Organizations")
    counted = dict(Organization.objects.order_by().values_list("kind").annotate(number=Count("pk")))
    labels = {"district": _("Districts"), "school": _("Schools"), "agency": _("Police agencies")}
    desk.figures = [
        {"label": label, "value": str(counted.get(kind, 0)), "url": reverse("organization-list")}
        for kind, label in labels.items()
    ]


COMPOSERS: dict[str, Callable[..., None]] = {
    Role.PRINCIPAL: school_desk,
    Role.DESIGNEE: school_desk,
    Role.STAFF: staff_desk,
    Role.DISTRICT_ADMINISTRATOR: district_desk,
    Role.RECORDS_CUSTODIAN: custodian_desk,
    Role.SRO: officer_desk,
    Role.SRO_SUPERVISOR: supervisor_desk,
    Role.AGENCY_ADMINISTRATOR: agency_desk,
    Role.SIGNATORY: signatory_desk,
    Role.PORTAL_ADMINISTRATOR: portal_desk,
}
