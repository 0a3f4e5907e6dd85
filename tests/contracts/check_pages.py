"""Every page that is opened and then answered, in two lists: it shows something and asks for a yes, or it does not.

A page of the first list names the version of what it shows (`common.forms.ConfirmForm`), so that what was checked is
what is done. A new page that takes a post belongs into one of the two; test_check_pages.py fails until it does.
"""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from django.http import HttpResponseBase
from django.urls import reverse

from accounts.models import User
from tests.accounts.people import inside
from tests.cast import NOW
from tests.contracts.addresses import OBJECTS
from tests.contracts.papers import whole_draft
from tests.contracts.visit import client_of
from tests.factories.incidents import submitted

# What the page shows, that somebody says yes to.
CHECKS = {
    "activity-take-back": "an entry of the log",
    "closed-day-remove": "days without school",
    "consult-answer": "the question",
    "consult-ask": "everything that crosses, on its second page",
    "consult-end": "a question and how it stands",
    "completion-new": "what is recorded for several people, on its second page",
    "completion-withdraw": "a completion, and who was recorded with the same evidence",
    "course-date-remove": "a time of a course",
    "course-retire": "a course",
    "factor-reset-agree": "who asked for a reset, for whom, and how they know them",
    "factor-reset-ask": "whose second factor is reset",
    "factor-reset-stop": "who asked for a reset, and for whom",
    "invitation-withdraw": "an invitation",
    "membership-change": "a role as it is held",
    "membership-end": "a role as it is held",
    "mou-confirm": "an MOU, what ends with it, where it contradicts itself",
    "mou-draft-check": "the draft of an MOU",
    "mou-draft-discard": "the draft of an MOU",
    "mou-reject": "an MOU",
    "mou-withdraw": "an MOU",
    "must-report-end": "what a district marks, who marked it and since when",
    "partnership-accept": "an offer and its schools",
    "partnership-decline": "an offer",
    "partnership-schools": "the schools and postings that end, on its second page",
    "person-address": "whose address is changed, and the one they have",
    "person-close": "whose account is closed",
    "person-invite-all": "how many people are invited, and where",
    "person-reopen": "whose account is opened",
    "person-sign-out": "who is signed out",
    "portal-administrator-end": "whose role ends",
    "posting-end": "a posting and the calls that wait for the officer",
    "record-request-withdraw": "how a request for a record stands",
    "precedent-keep": "a question and its answer",
    "precedent-remove": "an example",
    "referral-disclose": "everything that crosses",
    "referral-plan": "that a plan exists, and whom to speak to",
    "referral-discard": "a draft",
    "referral-hand-on": "what is owed for the matter",
    "referral-review": "the record",
    "referral-submit": "everything that crosses, on the page before it",
    "requirement-edit": "who must take a course, and by when",
    "requirement-end": "who must take a course, and by when",
    "roster-administrator": "who the roster marks, and where",
    "roster-apply": "what a roster would do",
    "roster-discard": "what a roster would do",
    "roster-school-close": "the roles, postings and partnerships that end",
    # The page of a link, whose word a contract cannot know: their own tests ask.
    "invitation-accept": "a role that is offered (tests/accounts/test_accept.py)",
    "my-address-confirm": "the address there is and the new one (tests/accounts/test_check_pages.py)",
}
BY_LINK = {"invitation-accept", "my-address-confirm"}

TYPED = "what is typed there is all that is done"
LISTED = "a filter, or buttons of one row each, on a list"
BESIDE = "an answer beside its record; the record refuses one that comes second, and keeps what was typed"
OWN = "a person's own sessions, forms and ways of signing in"
OTHERS = {
    "activity": LISTED,
    "activity-new": TYPED,
    "closed-day-list": TYPED,
    "course-date-add": TYPED,
    "course-edit": TYPED,
    "course-new": TYPED,
    "invitation-new": TYPED,
    "kept-form": OWN,
    "metrics": OWN,
    "mou-draft": TYPED,
    "mou-draft-add": TYPED,
    "mou-draft-clause": TYPED,
    "mou-draft-facts": TYPED,
    "mou-draft-scan": TYPED,
    "mou-draft-terms": TYPED,
    "mou-enter": TYPED,
    "must-report-list": TYPED,
    "my-account": OWN,
    "my-address": OWN,
    "notice-open": LISTED,
    "organization-edit": TYPED,
    "organization-new": TYPED,
    "partnership-contacts": TYPED,
    "partnership-propose": TYPED,
    "person-designate": TYPED,
    "person-list": LISTED,
    "portal-administrator-invite": TYPED,
    "posting-create": TYPED,
    "posting-stand-in": TYPED,
    "presence-cover": TYPED,
    "presence-day": TYPED,
    "presence-recall": TYPED,
    "referral-accept": BESIDE,
    "referral-addendum": BESIDE,
    "referral-ask": BESIDE,
    "referral-crime": TYPED,
    "referral-danger": TYPED,
    "referral-decline": BESIDE,
    "referral-details": TYPED,
    "referral-gate": TYPED,
    "referral-guardian": TYPED,
    "referral-outcome": BESIDE,
    "referral-reply": BESIDE,
    "referral-start": TYPED,
    "record-request-about": TYPED,
    "record-request-give": BESIDE,
    "record-request-look": BESIDE,
    "record-request-new": TYPED,
    "record-request-refuse": BESIDE,
    "referral-correction": BESIDE,
    "referral-see": BESIDE,
    "referral-what-for": BESIDE,
    "referral-withdraw": BESIDE,
    "requirement-new": TYPED,
    "review-record": TYPED,
    "roster-list": TYPED,
    "school-new": TYPED,
    "sign-on-add": TYPED,
    "sign-on-change": TYPED,
    "take-out-why": TYPED,
    "training-people": LISTED,
    "undelivered": LISTED,
}

Opened = tuple[str, HttpResponseBase]


def completion_check(w: SimpleNamespace) -> Opened:
    """The page that is shown before a completion of two people is recorded."""
    path = reverse("completion-new")
    given: dict[str, Any] = {
        "course": w.course.pk,
        "people": [w.cast.staff.pk, w.cast.designee.pk],
        "completed_on": "2026-10-01",
        "hours": "1",
        "kind": "attestation",
        "attested_by": "Lt. Whitfield",
        "form_key": "0b0e8a4c-6a3c-4e6e-9a53-6f9f0a5d4c11",
    }
    return path, client_of(w, "district_administrator").post(path, given)


def schools_sure(w: SimpleNamespace) -> Opened:
    """The page that is shown before a school is taken out of a partnership."""
    path = reverse("partnership-schools", args=[w.cast.partnership.pk])
    return path, client_of(w, "district_administrator").post(path, {"schools": [w.cast.second_school.pk]})


def question_check(w: SimpleNamespace) -> Opened:
    """The page that is shown before a question is sent to the supervisor."""
    path = reverse("consult-ask", args=[w.unsure.pk])
    given = {
        "behavior": "fight",
        "place": "gym",
        "question": "Ours or yours?",
        "form_key": "0b0e8a4c-6a3c-4e6e-9a53-6f9f0a5d4c12",
    }
    return path, client_of(w, "principal").post(path, given)


def check_of_draft(w: SimpleNamespace) -> Opened:
    """The page before a call is sent."""
    path = reverse("referral-check", args=[w.draft.pk])
    return reverse("referral-submit", args=[w.draft.pk]), client_of(w, "principal").get(path)


def disclosed_later(w: SimpleNamespace) -> Opened:
    """The page of a call that reached nobody, once there is an officer."""
    here = type(w.cast.posting).objects.filter(pk=w.cast.posting.pk)
    here.update(school=w.cast.second_school)
    kept = submitted(w.cast.principal, w.cast.school, NOW)
    here.update(school=w.cast.school)
    path = reverse("referral-disclose", args=[kept.pk])
    return path, client_of(w, "principal").get(path)


def handed_on(w: SimpleNamespace) -> Opened:
    """The page of a matter that others must be told of."""
    type(w.draft).objects.filter(pk=w.draft.pk).update(behavior="missing_student")
    path = reverse("referral-hand-on", args=[w.draft.pk])
    return path, client_of(w, "principal").get(path)


def mou_taken_back(w: SimpleNamespace) -> Opened:
    """The page on which the side that entered an MOU takes it back."""
    path = reverse("mou-withdraw", args=[w.waiting.pk])
    return path, inside(w.millbrook, NOW).get(path)


def mou_draft_whole(w: SimpleNamespace) -> Opened:
    """The page before a draft in which nothing is missing is sent to the other side."""
    partnership = w.mou_draft.partnership
    type(w.mou_draft).objects.filter(pk=w.mou_draft.pk).delete()
    draft = whole_draft(w.cast.district_administrator, partnership, w.cast.district)
    path = reverse("mou-draft-check", args=[draft.pk])
    return path, client_of(w, "district_administrator").get(path)


def invite_all(w: SimpleNamespace) -> Opened:
    """The page that invites everybody who came with a roster, once there is somebody."""
    User.objects.filter(pk=w.cast.staff.pk).update(joined_at=None)
    path = reverse("person-invite-all")
    return path, client_of(w, "district_administrator").get(path)


def opener(name: str, relation: str, role: str) -> Callable[[SimpleNamespace], Opened]:
    """The page as a role of the matrix opens it."""

    def opened(w: SimpleNamespace) -> Opened:
        path = reverse(name, kwargs=OBJECTS[name][relation](w, role)) if name in OBJECTS else reverse(name)
        return path, client_of(w, role).get(path)

    return opened


# Where the matrix opens none, or the page is a second one.
BY_HAND: dict[str, Callable[[SimpleNamespace], Opened]] = {
    "completion-new": completion_check,
    "consult-ask": question_check,
    "partnership-schools": schools_sure,
    "referral-disclose": disclosed_later,
    "referral-hand-on": handed_on,
    "referral-submit": check_of_draft,
    "mou-draft-check": mou_draft_whole,
    "mou-withdraw": mou_taken_back,
    "person-invite-all": invite_all,
}
