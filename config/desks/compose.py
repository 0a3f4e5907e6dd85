"""Which desk a person gets, and what lies on each."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import FactorReset, Invitation, Membership, Organization, User
from accounts.permissions import Permission
from accounts.roles import ADMINISTRATORS, Role
from common.paging import count_each
from config.backups.state import backup_state
from config.desks import agreement, calls, figures, presence, questions, records, running, setup, training, work
from config.desks.parts import Desk, begun, needs_title, open_words
from config.desks.school import school_desk, staff_desk
from incidents import analytics
from incidents.models import Disclosure, KeptInSchool, Referral
from partnerships.models import Posting
from partnerships.scoping import covers

MOST_RESETS = 5
MOST_ORPHANS = 5

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
    own, due = training.own_needs(user, at)
    if own:
        desk.title = ""  # what it said of a desk without this is no longer so
    desk.ask(own, due)
    if held.organization and Permission.TRAINING_READ in held.rule.rights:
        desk.training = training.state_of(user, held.organization, at)
    desk.title = desk.title or needs_title(desk.needs_total)
    desk.needs_count = open_words(desk.needs_total)
    return desk


def officer_desk(desk: Desk, user: User, agency: Organization, at: datetime) -> None:
    """A school resource officer's."""
    found = Referral.objects.on_agency_side_of(user)
    waiting, mine = calls.first_of(calls.unanswered(user)), calls.first_of(calls.without_outcome(user, at))
    latest = calls.recent(found)
    to_answer, to_close, rows = calls.lines(user, waiting.first, mine.first, latest.first)
    listed = reverse("referral-list")
    desk.ask(calls.to_answer(to_answer), waiting.total, (_("All %(count)d calls to answer"), f"{listed}?show=answer"))
    posted = list(
        Posting.objects.served_on(agency.today(at))
        .of_officer(user.pk)
        .select_related("school", "officer", "partnership__district")
        .order_by("school__name_folded")
    )
    schools = presence.own_day(desk, posted, at)
    desk.ask(
        calls.to_close(to_close), mine.total, (_("All %(count)d calls without an outcome"), f"{listed}?show=outcome")
    )
    desk.recent = calls.recent_part(rows, latest, everything=_("All referrals to my schools"))
    desk.records = records.latest(user)
    desk.second = work.log_action()
    desk.work = work.this_month(user, agency, at, own=True)
    # Who is posted nowhere reads the MOU of the agency all the same.
    partners = agreement.Partners([posted[0].partnership], []) if posted else agreement.Partners.of(user)
    mou_covers = covers(partners.accepted, at)
    if not latest.first:
        reached = any(cover.in_force for cover in mou_covers)
        setup.show(desk, setup.side_steps(user, agency, partners.all, mou_covers, at), reached=reached)
    cover = next(iter(sorted(mou_covers, key=lambda one: not one.in_force)), None)
    desk.clause = agreement.clause_of(cover, why=_("The clause to cite when a call is the school’s to settle."))
    desk.places = {
        "title": _("My schools"),
        "rows": schools,
        "empty": _("You are not posted to a school today, so you receive no calls."),
    }


def supervisor_desk(desk: Desk, user: User, agency: Organization, at: datetime) -> None:
    """An SRO supervisor's."""
    found = Referral.objects.on_agency_side_of(user)
    waiting, latest = calls.first_of(calls.queue(user, at)), calls.recent(found)
    head, rows = calls.lines(user, waiting.first, latest.first)
    queue = reverse("referral-queue")
    desk.ask(calls.to_review(head), waiting.total, (_("All %(count)d calls to review"), queue))
    asked = questions.to_answer(desk, user, at)
    open_times = presence.uncovered(user, agency, at)
    desk.ask(open_times)
    more = bool(asked or open_times)
    desk.title = _("Nothing waits for your review.") if not waiting.total and not more else ""
    if waiting.total:
        desk.action = {"label": _("Open the review queue"), "url": queue}
    if waiting.total > len(waiting.first) and not more:
        desk.title = _("%(count)d calls wait for your review.") % {"count": waiting.total}
    desk.recent = calls.recent_part(rows, latest, everything=_("All referrals"))
    desk.records = records.latest(user)
    desk.work = work.this_month(user, agency, at)
    desk.figures_title = _("The last 30 days")
    since = agency.today(at) - figures.RECENT
    desk.figures = figures.by_crime(figures.recent(found, since, agency.zone), since)
    desk.gap = figures.crime_gap(found, at, agency.zone)
    partners = agreement.Partners.of(user)
    mou_covers = covers(partners.accepted, at)
    desk.mous = agreement.mou_status_rows(mou_covers)
    if not latest.first:
        reached = any(cover.in_force for cover in mou_covers)
        setup.show(desk, setup.side_steps(user, agency, partners.all, mou_covers, at), reached=reached)


def district_desk(desk: Desk, user: User, district: Organization, at: datetime) -> None:
    """A district administrator's: the district's side at a glance."""
    partners = agreement.Partners.of(user)
    mou_covers = covers(partners.accepted, at)
    found = Referral.objects.on_school_side_of(user).filter(district=district.pk)
    desk.ask(agreement.to_settle(user, partners.proposed, agreement.side_ids(district)))
    desk.ask(agreement.lapsed(mou_covers))
    desk.ask(agreement.to_review(mou_covers, agreement.side_ids(district), at))
    desk.ask(agreement.drafts(user))
    records.ask_of_district(desk, user, district, at, answers=False)
    _people_needs(desk, user, at)
    desk.mous = agreement.mou_status_rows(mou_covers)
    latest = calls.recent(found)
    if not latest.first:
        reached = any(cover.in_force for cover in mou_covers)
        setup.show(desk, setup.side_steps(user, district, partners.all, mou_covers, at), reached=reached)
    else:
        setup.ask_whom_to_phone(desk, user, district, partners.accepted)
    (rows,) = calls.lines(user, latest.first)
    desk.recent = calls.recent_part(rows, latest, everything=_("All referrals of the district"))
    desk.figures_title = _("The last 30 days")
    since = district.today(at) - figures.RECENT
    recent = figures.recent(found, since, district.zone)
    kept = KeptInSchool.objects.visible_to(user).filter(district=district.pk, occurred_on__gte=since)
    desk.figures = [
        {"label": _("Kept in school, no officer called"), "value": str(kept.count()), "url": figures.kept_url(since)},
        *figures.by_crime(recent, since),
    ]
    desk.places = _by_school(recent, since, district)
    presence.standing(desk, user, district, at)
    desk.gap = figures.crime_gap(found, at, district.zone)


def _by_school(recent: analytics.Counted, since: date, district: Organization) -> dict[str, Any]:
    """Those calls by school, every school named; of many schools the first with a call."""
    calls_at: dict[Any, int] = {}
    for (school, _said), number in recent.items():
        calls_at[school] = calls_at.get(school, 0) + number
    names = list(Organization.objects.filter(parent=district.pk).order_by("name_folded").values_list("pk", "name"))
    note = _("A school with more calls may only log more of them. Schools are not ranked.")
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


def _people_needs(desk: Desk, user: User, at: datetime) -> None:
    """Resets that wait for a second administrator, mail that did not arrive, and invitations that ran out.

    One statement where nothing of it waits, as nearly always.
    """
    waiting = (
        FactorReset.objects.visible_to(user)
        .pending()
        .filter(agreed_at__isnull=True)
        .exclude(Q(requested_by=user.pk) | Q(user=user.pk))
    )
    undelivered = running.undelivered_lately(user, at)
    expired = Invitation.objects.visible_to(user).unanswered().filter(expires_at__lte=at)
    counted = count_each(resets=waiting, undelivered=undelivered, expired=expired)
    if counted["resets"]:
        first = waiting.select_related("user", "requested_by")[:MOST_RESETS]
        more = _("All %(count)d resets"), reverse("factor-reset-list")
        desk.ask([_reset_to_agree(reset) for reset in first], counted["resets"], more)
    if counted["undelivered"]:
        desk.ask(running.own_people(user, undelivered, at))
    if counted["expired"]:
        url = f"{reverse('person-list')}?standing=invited"
        ran_out = {
            "kicker": _("Invitations"),
            "title": _("%(count)d ran out unanswered") % {"count": counted["expired"]},
            "url": url,
            "why": _("Send them again, or withdraw them."),
            "primary": {"label": _("Look through them"), "url": url},
        }
        desk.ask([ran_out])


def _reset_to_agree(reset: FactorReset) -> dict[str, Any]:
    return {
        "kicker": _("Second factor"),
        "title": _("Agree to a reset for %(name)s") % {"name": reset.user.name},
        "url": reverse("factor-reset-list"),
        "why": _("%(name)s asked for it. It takes a second administrator.") % {"name": reset.requested_by.name},
        "primary": {"label": _("Read and decide"), "url": reverse("factor-reset-agree", args=[reset.pk])},
    }


def custodian_desk(desk: Desk, user: User, district: Organization, at: datetime) -> None:
    """A records custodian's: what is asked for, and what crossed lately."""
    found = Referral.objects.on_school_side_of(user).filter(district=district.pk)
    records.ask_of_district(desk, user, district, at, answers=True)
    desk.records = records.latest(user)
    desk.title = _("What each side has sent the other.") if not desk.needs else ""
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
    latest = calls.recent(found)
    (rows,) = calls.lines(user, latest.first)
    desk.recent = calls.recent_part(rows, latest, everything=_("All referrals of the district"))
    partners = agreement.Partners.of(user)
    mou_covers = covers(partners.accepted, at)
    desk.mous = agreement.mou_status_rows(mou_covers)
    if not latest.first and not any(cover.in_force for cover in mou_covers):
        setup.show(desk, setup.side_steps(user, district, partners.all, mou_covers, at))


def agency_desk(desk: Desk, user: User, agency: Organization, at: datetime) -> None:
    """An agency administrator's: people, postings, the MOU. No referral."""
    partners = agreement.Partners.of(user)
    mou_covers = covers(partners.accepted, at)
    desk.ask(agreement.to_settle(user, partners.proposed, agreement.side_ids(agency)))
    desk.ask(agreement.lapsed(mou_covers))
    desk.ask(agreement.to_review(mou_covers, agreement.side_ids(agency), at))
    desk.ask(agreement.drafts(user))
    _people_needs(desk, user, at)
    desk.mous = agreement.mou_status_rows(mou_covers)
    desk.work = work.this_month(user, agency, at)
    posted = list(
        Posting.objects.visible_to(user)
        .served_on(agency.today(at))
        .select_related("officer", "school")
        .order_by("officer__name_folded", "school__name_folded")
    )
    if not posted or not any(cover.in_force for cover in mou_covers):
        setup.show(desk, setup.side_steps(user, agency, partners.all, mou_covers, at))
    else:
        setup.ask_whom_to_phone(desk, user, agency, partners.accepted)
    desk.places = {
        "title": _("Officers posted to schools"),
        "rows": [
            {
                "title": posting.officer.name,
                "sub": posting.school.name,
                "value": posting.phone,
                "url": reverse("posting-list"),
            }
            for posting in posted
        ],
        "empty": _("No officer is posted to a school."),
        "empty_url": reverse("posting-list"),
        "empty_label": _("Post an officer"),
    }


def signatory_desk(desk: Desk, user: User, place: Organization, at: datetime) -> None:
    """A superintendent's or a chief's: the MOU."""
    partners = agreement.Partners.of(user)
    mou_covers = covers(partners.accepted, at)
    desk.ask(agreement.to_settle(user, partners.proposed, agreement.side_ids(place)))
    desk.ask(agreement.lapsed(mou_covers))
    desk.ask(agreement.to_review(mou_covers, agreement.side_ids(place), at))
    desk.mous = agreement.mou_status_rows(mou_covers)
    if place.is_agency:
        desk.work = work.this_month(user, place, at, log=False)
    if not any(cover.in_force for cover in mou_covers):
        setup.show(desk, setup.side_steps(user, place, partners.all, mou_covers, at))
    elif not desk.needs:
        desk.title = _("Nothing to confirm today.")


def portal_desk(desk: Desk, _user: User, _place: Organization | None, at: datetime) -> None:
    """A portal administrator's: what the portal itself did not manage, and organizations that nobody runs yet."""
    asked = Invitation.objects.open(at).filter(organization=OuterRef("pk"), role__in=ADMINISTRATORS)
    without = Organization.objects.filter(parent__isnull=True).without_administrator(at).annotate(asked=Exists(asked))
    found = list(without.order_by("name_folded"))
    backups = backup_state(at)
    orphans, invited = [one for one in found if not one.asked], [one for one in found if one.asked]
    desk.ask(running.needs(backups, at))
    needed = [
        {
            "kicker": place.get_kind_display(),
            "title": _("Invite the first administrator of %(name)s") % {"name": place.name},
            "url": reverse("organization-detail", args=[place.pk]),
            "why": _("Nobody can invite its people yet."),
            "primary": {"label": _("Invite"), "url": f"{reverse('invitation-new')}?at={place.pk}"},
        }
        for place in orphans[:MOST_ORPHANS]
    ]
    desk.ask(needed, len(orphans), (_("All %(count)d organizations without one"), reverse("organization-list")))
    desk.places = running.backups_part(backups, at)
    desk.figures_title = _("Organizations")
    counted = dict(Organization.objects.order_by().values_list("kind").annotate(number=Count("pk")))
    setup.show(desk, setup.portal_steps(counted, invited[:MOST_ORPHANS]))
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
