"""Why an action of this app refuses. Each says in words what to do; nothing was written when it is raised."""

from django.utils.translation import gettext_lazy as _

from partnerships.errors import Refusal


class CourseRetired(Refusal):
    words = _("This course is no longer given. Choose another, or add it again.")


class TitleTaken(Refusal):
    words = _("A course of that name is given already. Choose another name.")
