"""What the page that records completions was sent: its form, the people ticked beside it, the button pressed."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import uuid4

from django.forms import BoundField
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from accounts.access import SignedInRequest
from accounts.models import Organization
from common.scans import Paper, PaperRefused, examine
from training.actions.completions import NewCompletions
from training.actions.pending_uploads import fetch, store
from training.forms.completions import RecordForm
from training.models import Course, EvidenceKind
from training.people_picker import MOST_PEOPLE, PeoplePicker, courses_given_by, places_of, sides_recording_for
from training.wording import day_words, hours_words

TYPED = ("course", "completed_on", "hours", "kind", "attested_by", "title", "held", "form_key")


class CompletionEntry:
    """Reads like a form to components/error_summary.html."""

    REDRAWING: ClassVar[frozenset[str]] = frozenset({"show", "all", "back"})

    def __init__(self, *, form: RecordForm, picker: PeoplePicker, places: list[Organization], act: str) -> None:
        self.form, self.picker, self.places, self.act = form, picker, places, act

    @classmethod
    def from_request(cls, request: SignedInRequest, at: datetime) -> "CompletionEntry":
        """What was sent, or an empty page that begins with the course, place and person of its address."""
        data: QueryDict = request.POST if request.method == "POST" else request.GET
        act = request.POST.get("act", "")
        sides = sides_recording_for(request.user)
        side, courses = _side(sides, data)
        places, day = places_of(side), side.today(at)
        by_id = {str(course.pk): course for course in courses}
        course = by_id.get(data.get("course", ""))
        given: dict[str, Any] = {"side": side, "courses": courses, "today": day, "by": request.user}
        if request.method == "POST" and act not in cls.REDRAWING:
            form = RecordForm(request.POST, request.FILES, **given)
        else:
            form = RecordForm(initial=_typed(request, data, course, day), **given)
        where = data.get("where") or data.get("place", "")
        picker = PeoplePicker(
            side=side,
            day=day,
            course=course,
            where=next((place for place in places if str(place.pk) == where), None),
            who=data.get("who", "")[:100],
            ids=data.getlist("people") or data.getlist("person"),
            taken_on=_day_of_course(data, day),
        )
        if act == "all":
            picker.tick_all_with_course_to_do()
        return cls(form=form, picker=picker, places=places, act=act)

    def is_valid(self) -> bool:
        """Judge the form and the choice of people, so that every error is shown at once."""
        good = self.form.is_valid()
        if self.picker.has_strangers:
            self.picker.error = _(
                "Somebody you chose is not on your side today and was left out. Look through the names again."
            )
        elif not self.picker.chosen:
            self.picker.error = _("Tick at least one person.")
        elif len(self.picker.ids) > MOST_PEOPLE:
            self.picker.error = _("Record at most %(most)d people at once.") % {"most": MOST_PEOPLE}
        return good and not self.picker.error

    @property
    def errors(self) -> bool:
        """Whether anything is to be mended."""
        return bool(self.form.errors or self.picker.error)

    @property
    def non_field_errors(self) -> list[str]:
        """What concerns no single field."""
        return [*self.form.non_field_errors()]

    def __iter__(self) -> Iterator[BoundField]:
        yield from self.form

    @cached_property
    def paper(self) -> Paper | None:
        """The file that is laid aside already."""
        if self.form.is_bound:
            return self.form.paper
        return fetch(by=self.form.by, token=str(self.form.initial.get("held") or ""))

    @property
    def upload_token(self) -> str:
        """The word for that file."""
        return self.form.upload_token() if self.form.is_bound else str(self.form.initial.get("held") or "")

    @property
    def form_key(self) -> str:
        """What makes the form one recording however often it is sent."""
        return str(self.form["form_key"].value() or "")

    def new_completions(self) -> NewCompletions:
        """What is to be recorded. Only after is_valid()."""
        given = self.form.cleaned_data
        return NewCompletions(
            course=given["course"],
            people=self.picker.chosen,
            completed_on=given["completed_on"],
            hours=given["hours"],
            evidence=self.form.evidence(),
        )

    def facts(self) -> list[dict[str, Any]]:
        """What is about to be recorded, for the check page. Only after is_valid()."""
        given = self.form.cleaned_data
        evidence = self.form.evidence()
        shown = [str(EvidenceKind(evidence.kind).label), given["title"], evidence.attested_by]
        shown.append(evidence.paper.name if evidence.paper else "")
        return [
            {"term": _("Course"), "value": given["course"].title},
            {"term": _("Day"), "value": day_words(given["completed_on"], self.picker.day)},
            {"term": _("Hours"), "value": hours_words(given["hours"])},
            {"term": _("Evidence"), "value": " · ".join(part for part in shown if part)},
        ]

    def shown(self) -> dict[str, object]:
        """The same and who took it, as the check page names the version of it. Only after is_valid()."""
        facts = {str(one["term"]): one["value"] for one in self.facts()}
        return {**facts, _("Who took it"): [person.name for person in self.picker.chosen]}

    def hidden(self) -> list[tuple[str, str]]:
        """Everything that was given, to be sent again by the check page."""
        given = self.form.cleaned_data
        values = {name: self.form.data.get(name, "") for name in TYPED} | {"held": given["held"]}
        values["side"] = str(self.picker.side.pk)
        return [*values.items(), *(("people", str(person.pk)) for person in self.picker.chosen)]


def _day_of_course(data: QueryDict, today: date) -> date | None:
    """The day that was typed, where it makes sense; whether it is a good one the form says."""
    try:
        day = date.fromisoformat(data.get("completed_on", ""))
    except ValueError:
        return None
    return day if day <= today else None


def _side(sides: list[Organization], data: QueryDict) -> tuple[Organization, list[Course]]:
    """The side of the course, or the one asked for, or the first; and what it gives."""
    for side in sides:
        courses = courses_given_by(side)
        if any(str(course.pk) == data.get("course") for course in courses) or str(side.pk) == data.get("side"):
            return side, courses
    return sides[0], courses_given_by(sides[0])


def _typed(request: SignedInRequest, data: QueryDict, course: Course | None, day: Any) -> dict[str, Any]:
    """What was typed so far, unjudged; a file that passes is laid aside at once, for a page is drawn without it."""
    if request.method != "POST":
        hours = course.hours if course else None
        return {
            "course": course.pk if course else "",
            "completed_on": day,
            "hours": hours,
            "kind": EvidenceKind.CERTIFICATE,
            "form_key": uuid4(),
        }
    typed: dict[str, Any] = {name: data.get(name, "") for name in TYPED}
    upload = request.FILES.get("file")
    if upload is not None:
        try:
            typed["held"] = store(by=request.user, paper=examine(upload))
        except PaperRefused:
            typed["held"] = ""
    return typed
