"""Courses: what a side teaches, when, who must take it and how many have; for its administrators also to change."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.access import SignedInRequest, requires
from accounts.models import Organization
from accounts.permissions import Permission
from accounts.querysets import OrganizationQuerySet
from accounts.reach import reach_of
from common.forms import ConfirmForm
from common.refusals import Refused
from training.actions import courses as actions
from training.course_pages import course_page, courses_by_topic
from training.forms.courses import CourseDateForm, CourseForm
from training.models import Course, CourseDate
from training.views.tabs import training_tabs
from training.wording import time_words

MANAGE = Permission.PROGRAM_MANAGE


@requires()
@require_safe
def course_list(request: SignedInRequest) -> HttpResponse:
    """The courses of one's own side, by what they are about."""
    reach = reach_of(request.user)
    context = {
        "groups": courses_by_topic(request.user, timezone.now()),
        "manages": reach.may(MANAGE),
        "records": reach.may(Permission.COMPLETION_RECORD),
        "belongs_to_a_side": bool(reach.sides),
        "tabs": training_tabs(request, "course-list"),
    }
    return render(request, "training/course_list.html", context)


@requires()
@require_safe
def course_detail(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """One course: what it teaches, when, who must take it, how many have."""
    rows = Course.objects.visible_to(request.user).select_related("organization")
    course = get_object_or_404(rows, pk=pk)
    reach = reach_of(request.user)
    context = {
        "course": course,
        "page": course_page(request.user, course, timezone.now()),
        "manages": reach.may(MANAGE, course.organization),
        "records": reach.may(Permission.COMPLETION_RECORD, course.organization),
        "tabs": training_tabs(request, "course-list"),
    }
    return render(request, "training/course_detail.html", context)


def managed_course(request: SignedInRequest, pk: uuid.UUID) -> Course:
    """A course of a side whose program the person runs, or 404."""
    rows = Course.objects.with_permission(request.user, MANAGE).select_related("organization")
    return get_object_or_404(rows, pk=pk)


def managed_sides(request: SignedInRequest) -> OrganizationQuerySet[Organization]:
    """The sides whose program the person runs."""
    sides = Organization.objects.filter(reach_of(request.user).of(MANAGE).match_itself(), parent=None)
    return sides.order_by("name_folded")


@requires(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def course_new(request: SignedInRequest) -> HttpResponse:
    """Add a course."""
    form = CourseForm(request.POST if request.method == "POST" else None, sides=managed_sides(request))
    if request.method == "POST" and form.is_valid():
        try:
            course = actions.add(
                by=request.user,
                at=timezone.now(),
                organization=form.side,
                details=form.details(),
                form_key=form.cleaned_data["form_key"],
            )
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            messages.success(request, _("Added. Say next who must take it, or when it is given."))
            return redirect("course-detail", pk=course.pk)
    return render(request, "training/course_new.html", {"form": form}, status=422 if form.errors else 200)


@requires(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def course_edit(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Describe a course anew."""
    course = managed_course(request, pk)
    title = course.title
    initial = {name: getattr(course, name) for name in ("topic", "title", "summary", "provider", "hours")}
    form = CourseForm(
        request.POST if request.method == "POST" else None,
        sides=[course.organization],
        fixed=("form_key",),
        initial=initial,
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(by=request.user, at=timezone.now(), course=course, details=form.details())
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            messages.success(request, _("Saved. What was completed before keeps its own hours."))
            return redirect("course-detail", pk=course.pk)
    context = {"form": form, "course": course, "title": title}
    return render(request, "training/course_edit.html", context, status=422 if form.errors else 200)


@requires(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def course_retire(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Give a course no longer, once confirmed."""
    course = managed_course(request, pk)
    shown = {_("the course"): course.title}
    form = ConfirmForm(request.POST if request.method == "POST" else None, shown=shown)
    if request.method == "POST" and form.is_valid():
        try:
            actions.retire(by=request.user, at=timezone.now(), course=course)
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            messages.success(request, _("No longer given. Its completions stay."))
            return redirect("course-detail", pk=course.pk)
    context = {"form": form, "course": course}
    return render(request, "training/course_retire.html", context, status=422 if form.errors else 200)


@requires(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def course_date_add(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Say when and where it is given."""
    course, at = managed_course(request, pk), timezone.now()
    side = course.organization
    form = CourseDateForm(
        request.POST if request.method == "POST" else None,
        zone=side.zone,
        at=at,
        zone_words=_("By the clock of %(side)s (%(zone)s).") % {"side": side.name, "zone": side.time_zone},
    )
    if request.method == "POST" and form.is_valid():
        try:
            given = actions.add_date(
                by=request.user, at=at, course=course, time=form.time(), form_key=form.cleaned_data["form_key"]
            )
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            messages.success(request, _("Added: %(when)s.") % {"when": time_words(given, at)})
            return redirect("course-detail", pk=course.pk)
    context = {"form": form, "course": course}
    return render(request, "training/course_date_add.html", context, status=422 if form.errors else 200)


@requires(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def course_date_remove(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Take a time off the list, once confirmed."""
    mine = Course.objects.with_permission(request.user, MANAGE)
    given = get_object_or_404(CourseDate.objects.filter(course__in=mine).select_related("course__organization"), pk=pk)
    when = time_words(given, timezone.now())
    shown = {_("the course"): given.course.title, _("the time"): (given.starts_at, given.ends_at, given.place)}
    form = ConfirmForm(request.POST if request.method == "POST" else None, shown=shown)
    if request.method == "POST" and form.is_valid():
        actions.remove_date(by=request.user, at=timezone.now(), course_date=given)
        messages.success(request, _("Taken off the list."))
        return redirect("course-detail", pk=given.course_id)
    context = {"form": form, "given": given, "course": given.course, "when": when}
    return render(request, "training/course_date_remove.html", context, status=422 if form.errors else 200)
