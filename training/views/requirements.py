"""Who must take a course: ask, ask otherwise, ask no longer."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.permissions import Permission
from common.forms import ConfirmForm
from common.refusals import Refused
from training.actions import requirements as actions
from training.forms.requirements import ChangeForm, RequirementForm
from training.models import Requirement
from training.views.courses import managed_course
from training.wording import requirement_shown, requirement_words

MANAGE = Permission.PROGRAM_MANAGE


@requires(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def requirement_new(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask people to take a course."""
    course, at = managed_course(request, pk), timezone.now()
    today = course.organization.today(at)
    form = RequirementForm(
        request.POST if request.method == "POST" else None,
        side=course.organization,
        today=today,
        initial={"starts_on": today},
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.add(
                by=request.user,
                at=at,
                course=course,
                details=form.details(),
                starts_on=form.cleaned_data["starts_on"],
                form_key=form.cleaned_data["form_key"],
            )
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            messages.success(request, _("Asked. Within minutes it appears on everyone’s page, with their due day."))
            return redirect("course-detail", pk=course.pk)
    context = {"form": form, "course": course}
    return render(request, "training/requirement_new.html", context, status=422 if form.errors else 200)


def managed_requirement(request: SignedInRequest, pk: uuid.UUID) -> Requirement:
    """A requirement of a side whose program the person runs, or 404."""
    rows = Requirement.objects.with_permission(request.user, MANAGE).prefetch_related("asked_roles")
    return get_object_or_404(rows.select_related("organization", "course__organization"), pk=pk)


@requires(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def requirement_edit(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask it otherwise."""
    requirement, at = managed_requirement(request, pk), timezone.now()
    side = requirement.organization
    roles = [row.role for row in requirement.asked_roles.all()]
    initial = {name: getattr(requirement, name) for name in ("days_to_complete", "valid_months", "reason")}
    form = ChangeForm(
        request.POST if request.method == "POST" else None,
        side=side,
        today=side.today(at),
        fixed=("starts_on", "form_key"),
        initial={**initial, "roles": roles},
        shown=requirement_shown(requirement, roles),
    )
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(by=request.user, at=at, requirement=requirement, details=form.details(), seen=form.seen)
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            messages.success(request, _("Saved. Everybody’s due day has been set again."))
            return redirect("course-detail", pk=requirement.course_id)
    words = requirement_words(requirement, roles)
    context = {"form": form, "requirement": requirement, "course": requirement.course, "asked": words}
    return render(request, "training/requirement_edit.html", context, status=422 if form.errors else 200)


@requires(MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def requirement_end(request: SignedInRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask it no longer, once confirmed."""
    requirement = managed_requirement(request, pk)
    roles = [row.role for row in requirement.asked_roles.all()]
    shown = requirement_shown(requirement, roles)
    form = ConfirmForm(request.POST if request.method == "POST" else None, shown=shown)
    if request.method == "POST" and form.is_valid():
        try:
            actions.end(by=request.user, at=timezone.now(), requirement=requirement, seen=form.seen)
        except Refused as refusal:
            form.add_error(None, str(refusal.words))
        else:
            messages.success(request, _("No longer asked. What was completed stays on everyone’s page."))
            return redirect("course-detail", pk=requirement.course_id)
    words = requirement_words(requirement, roles)
    context = {"form": form, "requirement": requirement, "course": requirement.course, "asked": words}
    return render(request, "training/requirement_end.html", context, status=422 if form.errors else 200)
