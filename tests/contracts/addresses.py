"""Every address of the portal, each with the objects it is tried on.

`none` is an address without an object. `own` is the cast's own (or the person's own), `own_school`, `own_district`
and `own_agency` one side's; `other` the other county's. `away` is a school of the same district where the officer's
posting ended, `draft` a draft, `lapsed` the record of a district whose MOU is past its grace with the same agency,
`uncovered` a school nobody covers.
"""

from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from accounts import tokens
from accounts.models import Membership
from ledger.models import Notice
from partnerships.models import DraftClause
from tests.cast import NOW
from tests.contracts.world import user_of

World = SimpleNamespace
Find = Callable[[World, str], dict[str, Any]]


def at(path: str) -> Find:
    """The id of a row of the world, by its name in it; `cast.` for a member of the cast."""

    def find(w: World, role: str) -> dict[str, Any]:
        row: Any = w
        for name in path.split("."):
            row = getattr(row, name)
        return {"pk": row.pk}

    return find


def clause_of(find: Find) -> Find:
    """The first clause of a draft."""
    return lambda w, role: {"pk": DraftClause.objects.filter(draft=find(w, role)["pk"])[0].pk}


def as_word(word: str, find: Find) -> Find:
    """The same id under another word of the address."""
    return lambda w, role: {word: find(w, role)["pk"]}


def mine(model: Any, word: str = "pk") -> Find:
    """A row of the person's own; for nobody in particular the principal's."""

    def find(w: World, role: str) -> dict[str, Any]:
        user = user_of(w, "principal" if role == "anonymous" else role)
        return {word: model.objects.filter(user=user).order_by("pk").values_list("pk", flat=True)[0]}

    return find


def theirs(model: Any, word: str = "pk") -> Find:
    """The same of somebody who is nobody's colleague."""
    return lambda w, role: {word: model.objects.filter(user=w.far_staff).order_by("pk")[0].pk}


def role_of(person: str) -> Find:
    """The membership of a member of the cast."""
    return lambda w, role: {"pk": Membership.objects.get(user=getattr(w.cast, person)).pk}


def notice(own: bool) -> Find:
    """A notice to the person, or to somebody else."""

    def find(w: World, role: str) -> dict[str, Any]:
        if not own or role == "anonymous":
            return {"pk": w.far_notice.pk}
        return {"pk": Notice.objects.get(key=f"own:{user_of(w, role).pk}").pk}

    return find


def invitation_token(w: World, role: str) -> dict[str, Any]:
    """The word of an invitation's link."""
    return {"token": tokens.token_for(w.invitation.pk, w.invitation.nonce)}


REFERRALS = {
    "own": at("open"),
    "draft": at("draft"),
    "away": at("away"),
    "lapsed": at("lapsed"),
    "uncovered": at("uncovered"),
    "other": at("far"),
}
CONSULTS = {
    "own": at("consult"),
    "answered": at("answered"),
    "keepable": at("keepable"),
    "lapsed": at("lapsed_consult"),
    "other": at("far_consult"),
}
PRECEDENTS = {"own": at("precedent"), "removed": at("removed_precedent"), "other": at("far_precedent")}
UNSURE = {"own": at("open"), "draft": at("unsure"), "other": at("far_unsure")}
PARTNERSHIPS = {
    "own": at("cast.partnership"),
    "lapsed": at("lapsed_partnership"),
    "other": at("cast.other_partnership"),
}
OFFERS = {
    "to_district": at("offered_to_district"),
    "to_agency": at("offered_to_agency"),
    "own": at("cast.partnership"),
    "other": at("cast.other_partnership"),
}
VERSIONS = {
    "own": at("cast.version"),
    "for_district": at("waiting"),
    "for_agency": at("waiting_for_agency"),
    "other": at("far_version"),
}
MOU_DRAFTS = {
    "own_district": at("mou_draft"),
    "own_agency": at("agency_mou_draft"),
    "other": at("far_mou_draft"),
}
POSTINGS = {"own": at("cast.posting"), "other": at("cast.other_posting")}
PLACES = {
    "own_school": at("cast.school"),
    "own_district": at("cast.district"),
    "own_agency": at("cast.agency"),
    "other": at("cast.other_district"),
}
INVITATIONS = {
    "own_district": at("invitation"),
    "own_agency": at("agency_invitation"),
    "designation": at("designation"),
    "other": at("far_invitation"),
}
ROLES_HELD = {
    "own_district": role_of("staff"),
    "own_agency": role_of("sro"),
    "designation": role_of("designee"),
    "other": role_of("stranger_principal"),
}
ROSTERS = {"own_district": at("roster"), "other": at("far_roster")}
RESETS = {"own_district": at("reset"), "own_agency": at("agency_reset"), "other": at("far_reset")}
SIDES = {name: as_word("organization", find) for name, find in PLACES.items() if name != "own_school"}
ASKED_FOR = {"own_district": at("cast.designee"), "own_agency": at("cast.supervisor"), "other": at("far_staff")}
PROGRAMS = {
    name: {"own_district": at(name), "own_agency": at(f"agency_{name}"), "other": at(f"far_{name}")}
    for name in ("course", "course_date", "requirement", "completion", "evidence")
}
REQUESTS = {
    "own": at("request"),
    "answered": at("request_answered"),
    "looked": at("request_looked"),
    "refused": at("request_refused"),
    "away": at("request_away"),
    "lapsed": at("request_lapsed"),
    "other": at("far_request"),
}


def day_of(posting: str, **more: str) -> Find:
    """A posting of the cast on the day of the world; `more` names further ids of rows."""

    def find(w: World, role: str) -> dict[str, Any]:
        rows = {word: at(path)(w, role)["pk"] for word, path in more.items()}
        return {**at(posting)(w, role), "day": NOW.date().isoformat(), **rows}

    return find


OFFICERS_DAYS = {"own": day_of("cast.posting"), "other": day_of("cast.other_posting")}
CERTIFIED = {"own": at("cast.school"), "second": at("cast.second_school"), "other": at("cast.other_school")}
KEYS = {"own": mine(Authenticator), "other": theirs(Authenticator)}

OBJECTS: dict[str, dict[str, Find]] = {
    "desk": {"own": mine(Membership, "membership"), "other": theirs(Membership, "membership")},
    "closed-day-remove": {"own": at("closed"), "other": at("far_closed")},
    "person-detail": {"own_district": at("cast.staff"), "own_agency": at("cast.sro"), "other": at("far_staff")},
    "person-sign-out": {
        "own_district": at("cast.designee"),
        "own_agency": at("cast.supervisor"),
        "other": at("far_staff"),
    },
    "person-address": ASKED_FOR,
    "person-close": ASKED_FOR,
    "person-reopen": ASKED_FOR,
    "person-invite": {"own_district": at("cast.staff"), "own_agency": at("cast.sro"), "other": at("far_staff")},
    "roster-detail": ROSTERS,
    "roster-problems": ROSTERS,
    "roster-apply": ROSTERS,
    "roster-stop": ROSTERS,
    "roster-discard": ROSTERS,
    "roster-school-close": {"own_district": at("roster_gone"), "other": at("far_roster_gone")},
    "roster-administrator": {"own_district": at("roster_place"), "other": at("far_roster_place")},
    "membership-change": ROLES_HELD,
    "membership-end": ROLES_HELD,
    "invitation-resend": INVITATIONS,
    "invitation-withdraw": INVITATIONS,
    "invitation-accept": {"own": invitation_token, "other": lambda w, role: {"token": "no-such-link"}},
    "organization-new": {
        "district": lambda w, role: {"kind": "district"},
        "agency": lambda w, role: {"kind": "agency"},
        "other": lambda w, role: {"kind": "school"},
    },
    "organization-detail": PLACES,
    "organization-edit": PLACES,
    "school-new": {name: as_word("district", PLACES[name]) for name in ("own_district", "own_agency", "other")},
    "portal-administrator-end": {"own": role_of("portal_administrator"), "other": role_of("stranger_principal")},
    "notice-open": {"own": notice(own=True), "other": notice(own=False)},
    "partnership-detail": PARTNERSHIPS,
    "partnership-accept": OFFERS,
    "partnership-decline": OFFERS,
    "partnership-contacts": PARTNERSHIPS,
    "partnership-schools": PARTNERSHIPS,
    "presence-day": OFFICERS_DAYS,
    "presence-confirm": OFFICERS_DAYS,
    "presence-absent": OFFICERS_DAYS,
    "presence-recall": OFFICERS_DAYS,
    "presence-cover": {
        "own": day_of("cast.posting", away="away_time"),
        "other": day_of("cast.other_posting", away="far_away_time"),
    },
    "presence-school": CERTIFIED,
    "presence-school-export": CERTIFIED,
    "presence-school-pdf": CERTIFIED,
    "posting-end": POSTINGS,
    "posting-stand-in": POSTINGS,
    "mou-detail": PARTNERSHIPS,
    "mou-enter": PARTNERSHIPS,
    "mou-draft": PARTNERSHIPS,
    "mou-draft-clause": {name: clause_of(find) for name, find in MOU_DRAFTS.items()},
    "review-record": PARTNERSHIPS,
    "mou-version": VERSIONS,
    "mou-confirm": VERSIONS,
    "mou-reject": VERSIONS,
    "mou-withdraw": VERSIONS,
    "mou-pdf": VERSIONS,
    "mou-scan": {"own": at("cast.version"), "other": at("far_version")},
    "activity-take-back": {"own": at("activity"), "other": at("far_activity")},
    "must-report-end": {"own": at("marked"), "other": at("far_marked")},
    "mou-scan-as-sent": {"own": at("cast.version"), "other": at("far_version")},
    "handed-on-detail": {"own": at("handed"), "away": at("away_handed"), "other": at("far_handed")},
    "kept-in-school-detail": {"own": at("kept"), "away": at("away_kept"), "other": at("far_kept")},
    "training-person": {"own_district": at("cast.staff"), "own_agency": at("cast.sro"), "other": at("far_staff")},
    "course-detail": PROGRAMS["course"],
    "course-edit": PROGRAMS["course"],
    "course-retire": PROGRAMS["course"],
    "course-date-add": PROGRAMS["course"],
    "course-date-remove": PROGRAMS["course_date"],
    "requirement-new": PROGRAMS["course"],
    "requirement-edit": PROGRAMS["requirement"],
    "requirement-end": PROGRAMS["requirement"],
    "completion-detail": PROGRAMS["completion"],
    "completion-withdraw": PROGRAMS["completion"],
    "evidence-file": PROGRAMS["evidence"],
    "evidence-as-sent": PROGRAMS["evidence"],
    "session-end": {"own": mine(UserSession), "other": theirs(UserSession)},
    "sign-on-disconnect": {"own": mine(SocialAccount), "other": theirs(SocialAccount)},
    "my-address-confirm": {"other": lambda w, role: {"token": "no-such-link"}},
    "kept-form": {"own": at("kept_form"), "other": at("far_kept_form")},
    "take-out-detail": {"own_agency": at("take_out"), "other": at("far_take_out")},
    "factor-reset-ask": {name: as_word("person", find) for name, find in ASKED_FOR.items()},
    "factor-reset-agree": RESETS,
    "factor-reset-stop": RESETS,
    "sign-on-add": SIDES,
    "sign-on-change": {"own": at("sign_on"), "other": at("far_sign_on")},
    "openid_connect_login": {
        "own": lambda w, role: {"provider_id": "aldmoor"},
        "other": lambda w, role: {"provider_id": "nobody"},
    },
    "openid_connect_callback": {
        "own": lambda w, role: {"provider_id": "aldmoor"},
        "other": lambda w, role: {"provider_id": "nobody"},
    },
    "account_reset_password_from_key": {"other": lambda w, role: {"uidb36": "1", "key": "no-such-key"}},
    "mfa_edit_webauthn": KEYS,
    "mfa_remove_webauthn": KEYS,
}
for _step in [
    "detail",
    "pdf",
    "resume",
    "danger",
    "crime",
    "gate",
    "hand-on",
    "details",
    "check",
    "submit",
    "discard",
    "accept",
    "decline",
    "ask",
    "outcome",
    "review",
    "reply",
    "see",
    "what-for",
    "guardian",
    "plan",
    "withdraw",
    "addendum",
    "lead",
    "disclose",
    "correction",
]:
    OBJECTS[f"referral-{_step}"] = REFERRALS
OBJECTS["record-request-about"] = REFERRALS
OBJECTS["disclosure-entry"] = {"own": at("named_disclosure"), "other": at("far_disclosure")}
for _step in ("detail", "give", "refuse", "look", "withdraw", "entry"):
    OBJECTS[f"record-request-{_step}"] = REQUESTS
for _step in ("detail", "answer", "call", "keep-in-school", "end"):
    OBJECTS[f"consult-{_step}"] = CONSULTS
for _step in ("detail", "remove"):
    OBJECTS[f"precedent-{_step}"] = PRECEDENTS
OBJECTS |= {"referral-ask-first": UNSURE, "consult-ask": UNSURE, "precedent-keep": CONSULTS}
for _part in ("contents", "facts", "terms", "scan", "add", "check", "discard"):
    OBJECTS[f"mou-draft-{_part}"] = MOU_DRAFTS
NONE: dict[str, Find] = {"none": lambda w, role: {}}


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Every pattern of the portal, included ones too."""
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        else:
            yield entry


def relations_of(pattern: URLPattern) -> dict[str, Find]:
    """What the pattern is tried on. Raises KeyError where it takes an object and OBJECTS has none for it."""
    if pattern.pattern.regex.groupindex and pattern.name not in ("home",):
        return OBJECTS[str(pattern.name)]
    return NONE


def address(name: str, relation: str, w: World, role: str) -> str:
    """The address of the pattern on the object for the person of that column."""
    find = (OBJECTS.get(name) or NONE)[relation]
    return reverse(name, kwargs=find(w, role))


def rows() -> list[tuple[str, str]]:
    """Every name with each of its relations, in the order of the addresses."""
    return [(str(one.name), relation) for one in patterns() for relation in relations_of(one)]
