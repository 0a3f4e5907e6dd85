"""The page of one person's training: what they must do now, what they have completed and until when it counts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Membership, Organization, User
from accounts.permissions import Permission
from accounts.querysets import UserQuerySet
from accounts.reach import reach_of
from training.models import Completion, CourseAssignment, CourseDate
from training.status import COMPLETE_STATUSES, PersonStatus
from training.wording import day_words, due_clock, hours_words, opening_number, status_mark, status_of, time_words

MOST_DATES_SHOWN = 3  # times to come that are shown of one course


@dataclass
class PersonPage:
    """What the page shows, in the order it is read."""

    to_do: list[dict[str, Any]] = field(default_factory=list)
    complete: list[dict[str, Any]] = field(default_factory=list)
    history: list[dict[str, Any]] = field(default_factory=list)
    overdue: int = 0
    next_day: str = ""

    @property
    def title(self) -> str:
        """The sentence that says how it stands, to the person."""
        due = len(self.to_do) - self.overdue
        if self.overdue:
            said = ngettext("One course is overdue.", "%(number)s courses are overdue.", self.overdue)
            return said % {"number": opening_number(self.overdue)}
        if due:
            said = ngettext(
                "One course is to be done by %(day)s.", "%(number)s courses are to be done, the first by %(day)s.", due
            )
            return said % {"number": opening_number(due), "day": self.next_day}
        return _("You are up to date.") if self.complete else _("No course is asked of you.")


def people_readable_by(reader: User) -> UserQuerySet[User]:
    """Oneself, and people with a role, past or present, at a place whose training one reads."""
    places = reach_of(reader).of(Permission.TRAINING_READ)
    here = Membership.objects.held_at(places)
    found: UserQuerySet[User] = User.objects.belonging(here) | User.objects.filter(pk=reader.pk)
    return found


def sides_of(person: User, at: datetime) -> list[Organization]:
    """The districts and agencies at which the person holds a role now."""
    sides = {one.organization.side_id for one in person.active_memberships(at) if one.organization}
    return list(Organization.objects.filter(pk__in=sides).order_by("name_folded", "pk"))


def assignments_of(reader: User, person: User, sides: Iterable[Organization], at: datetime) -> list[CourseAssignment]:
    """What is asked of the person today on each side's own day, as far as the reader sees it; overdue first."""
    found: list[CourseAssignment] = []
    for side in sides:
        day = side.today(at)
        rows = CourseAssignment.objects.visible_to(reader).filter(user=person, requirement__organization=side)
        rows = rows.asked_on(day).with_status(day).overdue_first()
        found += rows.select_related("requirement__course__organization")
    return found


def person_page(reader: User, person: User, at: datetime) -> PersonPage:
    """The page of `person` as `reader` may see it. Six statements, whatever there is."""
    page = PersonPage()
    sides = sides_of(person, at)
    today_by_side = {side.pk: side.today(at) for side in sides}
    assignments = assignments_of(reader, person, sides, at)
    completions = list(
        Completion.objects.visible_to(reader)
        .filter(user=person)
        .select_related("course__organization", "evidence")
        .order_by("-completed_on", "-recorded_at", "pk")
    )
    latest: dict[UUID, Completion] = {}
    for completion in completions:
        if completion.withdrawn_at is None:
            latest.setdefault(completion.course_id, completion)
    dates = upcoming_dates({one.requirement.course_id for one in assignments}, at)
    due_days: list[date] = []
    for one in assignments:
        status, day = status_of(one), today_by_side[one.requirement.organization_id]
        row = assignment_row(one, day, dates, latest.get(one.requirement.course_id))
        if status in COMPLETE_STATUSES:
            page.complete.append(row)
        else:
            page.to_do.append(row)
            page.overdue += status == PersonStatus.OVERDUE
        if status == PersonStatus.DUE and one.due_on:
            due_days.append(one.due_on)
    if due_days and sides:
        page.next_day = day_words(min(due_days), today_by_side[sides[0].pk])
    page.history = [completion_row(one, at) for one in completions]
    return page


def upcoming_dates(courses: Iterable[UUID], at: datetime) -> dict[UUID, list[str]]:
    """The next times at which these courses are given, in words, by course. One query."""
    found: dict[UUID, list[str]] = {}
    rows = CourseDate.objects.filter(course__in=list(courses)).not_ended(at).select_related("course__organization")
    for one in rows.order_by("starts_at", "pk"):
        said = found.setdefault(one.course_id, [])
        if len(said) < MOST_DATES_SHOWN:
            said.append(time_words(one, at))
    return found


def assignment_row(
    one: CourseAssignment, day: date, dates: dict[UUID, list[str]], completion: Completion | None
) -> dict[str, Any]:
    """One course the person must take."""
    course = one.requirement.course
    return {
        "course": course,
        "topic": course.get_topic_display(),
        "url": reverse("course-detail", args=[course.pk]),
        "mark": status_mark(status_of(one)),
        "clock": due_clock(one, day),
        "how": " · ".join(part for part in (hours_words(course.hours), course.provider) if part),
        "why": one.requirement.reason,
        "dates": dates.get(course.pk, []),
        "renewal": one.covered_until is not None,
        "completion": completion,
    }


def completion_row(one: Completion, at: datetime) -> dict[str, Any]:
    """One line of what was completed."""
    today = one.course.organization.today(at)
    return {
        "completion": one,
        "day": day_words(one.completed_on, today),
        "hours": hours_words(one.hours),
        "withdrawn": one.withdrawn_at is not None,
    }
