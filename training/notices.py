"""Who is told what about their own training.

Facts are the topic, a day, the rung and a path; a course's title, which an administrator typed, stays in the portal.
"""

from datetime import date, datetime
from typing import Any

from django.db.models import CharField, DateField, Exists, F, Model, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat, JSONObject, NullIf
from django.urls import reverse

from accounts.models import User
from common.bulk_sql import UUIDText
from ledger.actions.mailing import NoticeFact
from ledger.actions.notices import queue_all
from ledger.models import Notice
from training.due_days import FOR_GOOD
from training.events import NoticeKind
from training.models import Completion, CourseAssignment

ASSIGNMENT, COMPLETION = "training.assignment", "training.completion"


def not_queued_yet(assignments: "QuerySet[CourseAssignment]", rung: F | None = None) -> "QuerySet[CourseAssignment]":
    """Those of people who have come in of which nothing was queued yet: the assignment, or the rung it has reached."""
    rows = _with_facts(assignments, NoticeKind.ASSIGNED if rung is None else NoticeKind.DUE, F("due_on"), rung)
    queued = Notice.objects.filter(key=OuterRef("notice_key"))
    return rows.filter(~Exists(queued), user__joined_at__isnull=False, user__is_active=True)


def told_of_assignment() -> Subquery:
    """When the outer assignment, with its due day as it is, was told to its person; null where it was not."""
    key = Concat(
        Value(f"{NoticeKind.ASSIGNED}:"), UUIDText(OuterRef("pk")), Value(":"), Cast(OuterRef("due_on"), CharField())
    )
    return Subquery(Notice.objects.filter(key=key).values("at")[:1])


def assigned(assignments: "QuerySet[CourseAssignment]", *, at: datetime, due: datetime, fold: str) -> int:
    """To each person: a course is asked of you, by that day. How many were new."""
    rows = _with_facts(assignments, NoticeKind.ASSIGNED, F("due_on"))
    return queue_all(rows, kind=NoticeKind.ASSIGNED, at=at, due=due, about_type=ASSIGNMENT, fold=fold)


def due(assignments: "QuerySet[CourseAssignment]", *, at: datetime, due: datetime, fold: str) -> int:
    """To each person: so many days are left. The rows have the annotation `rung`."""
    rows = _with_facts(assignments, NoticeKind.DUE, F("due_on"), F("rung"))
    return queue_all(rows, kind=NoticeKind.DUE, at=at, due=due, about_type=ASSIGNMENT, fold=fold)


def overdue(assignments: "QuerySet[CourseAssignment]", *, at: datetime, due: datetime, fold: str) -> int:
    """To each person: it is late. Of the due day itself (rung 0) only when nothing was said on that day."""
    rows = _with_facts(assignments, NoticeKind.DUE, F("due_on"), F("rung"))
    return queue_all(rows, kind=NoticeKind.OVERDUE, at=at, due=due, about_type=ASSIGNMENT, fold=fold)


def completion_recorded(completions: "QuerySet[Completion]", at: datetime) -> int:
    """To each person who has come in: it is on file that you took it. How many were new."""
    asked = CourseAssignment.objects.filter(user=OuterRef("user"), requirement__course=OuterRef("course"))
    last = NullIf(Subquery(asked.order_by("-covered_until").values("covered_until")[:1]), Value(FOR_GOOD, DateField()))
    came_in = completions.filter(user__joined_at__isnull=False, user__is_active=True)
    rows = _with_facts(came_in.annotate(counts_through=last), NoticeKind.COMPLETION_RECORDED, F("counts_through"))
    return queue_all(rows, kind=NoticeKind.COMPLETION_RECORDED, at=at, due=at, about_type=COMPLETION)


def _with_facts(rows: "QuerySet[Any]", word: str, due_on: F, rung: F | None = None) -> "QuerySet[Any]":
    """The rows with who is told, about what, under which key and with which facts, for `queue_all`."""
    model: type[Model] = rows.model
    topic = "course__topic" if model is Completion else "requirement__course__topic"
    parts: list[Any] = [Value(f"{word}:"), UUIDText("pk")]
    if model is CourseAssignment:
        parts += [Value(":"), Cast(due_on, CharField())]
    if rung is not None:
        parts += [Value(":"), Cast(rung, CharField())]
    found: QuerySet[Any] = rows.annotate(
        notice_to=UUIDText("user"),
        notice_about=UUIDText("pk"),
        notice_key=Concat(*parts, output_field=CharField()),
        notice_facts=JSONObject(
            topic=F(topic),
            due_on=due_on,
            rung=rung if rung is not None else Value(None, CharField()),
            path=Value(reverse("training-mine")),
        ),
    )
    return found


def holds(fact: NoticeFact) -> bool:
    """Whether a notice of this app is still true when it is about to be sent, and still this person's concern."""
    person = User.objects.filter(pk=fact.to, is_active=True, joined_at__isnull=False).first()
    if person is None:
        return False
    if fact.about[0] == COMPLETION:
        counted = Completion.objects.counted().filter(pk=fact.about[1], user=person)
        return counted.exists() and bool(person.active_memberships(fact.now))
    assignment = CourseAssignment.objects.select_related("requirement").filter(pk=fact.about[1], user=person.pk).first()
    if assignment is None or assignment.due_on is None or fact.facts.get("due_on") != assignment.due_on.isoformat():
        return False
    day = _day_asked(assignment, person, fact.now)
    if day is None:
        return False
    # A completion since the assignment moves the due day. One from before it may leave the first due day as it is.
    still_counts = assignment.covered_until is not None and assignment.covered_until >= day
    return not (fact.kind == NoticeKind.ASSIGNED and still_counts)


def _day_asked(assignment: CourseAssignment, person: User, now: datetime) -> date | None:
    """The day it is where the person holds one of the requirement's roles; None when it is not asked of them now."""
    requirement = assignment.requirement
    roles = set(requirement.asked_roles.values_list("role", flat=True))
    for held in person.active_memberships(now):
        place = held.organization
        if place is None or place.side_id != requirement.organization_id or held.role not in roles:
            continue
        if requirement.asks_on(place.today(now)):
            return place.today(now)
    return None
