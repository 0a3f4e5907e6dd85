"""One person's training: what they must do now, what they have completed and until when it counts."""

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
from training.formatting import clock, day_words, hours_words, mark, number_words, standing_of, time_words
from training.models import Completion, CourseAssignment, CourseDate
from training.status import STANDING_COMPLETE, Standing

MOST_DATES = 3  # times to come that are shown of one course


@dataclass
class Own:
    """The page of one person, in the order it is read."""

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
            return said % {"number": number_words(self.overdue)}
        if due:
            said = ngettext(
                "One course is to be done by %(day)s.", "%(number)s courses are to be done, the first by %(day)s.", due
            )
            return said % {"number": number_words(due), "day": self.next_day}
        return _("You are up to date.") if self.complete else _("No course is asked of you.")


def people_read(reader: User) -> UserQuerySet:
    """Oneself, and people with a role, past or present, at a place whose training one reads."""
    places = reach_of(reader).of(Permission.TRAINING_READ)
    here = Membership.objects.held_at(places)
    found: UserQuerySet = User.objects.belonging(here) | User.objects.filter(pk=reader.pk)
    return found


def sides_of(person: User, at: datetime) -> list[Organization]:
    """The districts and agencies at which the person holds a role now."""
    sides = {one.organization.side_id for one in person.active_memberships(at) if one.organization}
    return list(Organization.objects.filter(pk__in=sides).order_by("name", "pk"))


def asked_of(reader: User, person: User, sides: Iterable[Organization], at: datetime) -> list[CourseAssignment]:
    """What is asked of the person today on each side's own day, as far as the reader sees it; overdue first."""
    found: list[CourseAssignment] = []
    for side in sides:
        day = side.today(at)
        rows = CourseAssignment.objects.visible_to(reader).filter(user=person, requirement__organization=side)
        rows = rows.asked_on(day).with_standing(day).overdue_first()
        found += rows.select_related("requirement__course__organization")
    return found


def page_of(reader: User, person: User, at: datetime) -> Own:
    """The whole page. Six statements, whatever there is."""
    own = Own()
    sides = sides_of(person, at)
    days = {side.pk: side.today(at) for side in sides}
    asked = asked_of(reader, person, sides, at)
    taken = list(
        Completion.objects.visible_to(reader)
        .filter(user=person)
        .select_related("course__organization", "evidence")
        .order_by("-completed_on", "-recorded_at", "pk")
    )
    latest: dict[UUID, Completion] = {}
    for completion in taken:
        if completion.withdrawn_at is None:
            latest.setdefault(completion.course_id, completion)
    dates = dates_to_come({one.requirement.course_id for one in asked}, at)
    firsts: list[date] = []
    for one in asked:
        standing, day = standing_of(one), days[one.requirement.organization_id]
        row = asked_row(one, day, dates, latest.get(one.requirement.course_id))
        if standing in STANDING_COMPLETE:
            own.complete.append(row)
        else:
            own.to_do.append(row)
            own.overdue += standing == Standing.OVERDUE
        if standing == Standing.DUE and one.due_on:
            firsts.append(one.due_on)
    if firsts and sides:
        own.next_day = day_words(min(firsts), days[sides[0].pk])
    own.history = [taken_row(one, at) for one in taken]
    return own


def dates_to_come(courses: Iterable[UUID], at: datetime) -> dict[UUID, list[str]]:
    """The next times at which these courses are given, in words, by course. One query."""
    found: dict[UUID, list[str]] = {}
    rows = CourseDate.objects.filter(course__in=list(courses)).to_come(at).select_related("course__organization")
    for one in rows.order_by("starts_at", "pk"):
        said = found.setdefault(one.course_id, [])
        if len(said) < MOST_DATES:
            said.append(time_words(one, at))
    return found


def asked_row(
    one: CourseAssignment, day: date, dates: dict[UUID, list[str]], completion: Completion | None
) -> dict[str, Any]:
    """One course asked of the person."""
    course = one.requirement.course
    return {
        "course": course,
        "topic": course.get_topic_display(),
        "url": reverse("course-detail", args=[course.pk]),
        "mark": mark(standing_of(one)),
        "clock": clock(one, day),
        "how": " · ".join(part for part in (hours_words(course.hours), course.provider) if part),
        "why": one.requirement.reason,
        "dates": dates.get(course.pk, []),
        "renewal": one.covered_until is not None,
        "completion": completion,
    }


def taken_row(one: Completion, at: datetime) -> dict[str, Any]:
    """One line of what was completed."""
    today = one.course.organization.today(at)
    return {
        "completion": one,
        "day": day_words(one.completed_on, today),
        "hours": hours_words(one.hours),
        "withdrawn": one.withdrawn_at is not None,
    }
