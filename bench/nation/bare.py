"""What every figure is measured against: the same rows on plain Django pages, with nothing around them."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path
from django.views.generic import DetailView, ListView

from bench.urls import handler400, handler403, handler404, handler500
from bench.urls import urlpatterns as portal
from incidents.models import Referral

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]

# The middleware of a new Django project.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ENGINE = Engine()
HEAD = "<!doctype html><html lang=en><title>Bare</title><body><p>{{ user.name }}</p>"
LIST = ENGINE.from_string(
    HEAD + "<table>{% for row in object_list %}<tr><td><a href='/bare/{{ row.pk }}/'>{{ row.sequence }}</a>"
    "<td>{{ row.school.name }}<td>{{ row.written_by.name }}<td>{{ row.state }}<td>{{ row.crime }}"
    "<td>{{ row.submitted_at }}</tr>{% endfor %}</table>"
)
DETAIL = ENGINE.from_string(
    HEAD + "<dl><dt>School<dd>{{ object.school.name }}<dt>Written by<dd>{{ object.written_by.name }}"
    "<dt>State<dd>{{ object.get_state_display }}<dt>Crime<dd>{{ object.get_crime_display }}"
    "<dt>Happened<dd>{{ object.occurred_at }}<dt>Sent<dd>{{ object.submitted_at }}</dl>"
    "{% for text in object.texts.all %}<p>{{ text.text }}</p>{% endfor %}"
)


class BareList(ListView):
    """The newest 25 of a district."""

    def get_queryset(self) -> QuerySet[Referral]:
        district: UUID = self.kwargs["pk"]
        rows = Referral.objects.filter(district=district).select_related("school", "written_by")
        return rows.order_by("-submitted_at", "-id")[:25]

    def render_to_response(self, context: dict[str, Any], **_more: Any) -> HttpResponse:
        return HttpResponse(LIST.render(Context(context | {"user": self.request.user})))


class BareDetail(DetailView):
    """One referral and its texts."""

    queryset = Referral.objects.select_related("school", "written_by")

    def render_to_response(self, context: dict[str, Any], **_more: Any) -> HttpResponse:
        return HttpResponse(DETAIL.render(Context(context | {"user": self.request.user})))


def bare_empty(request: HttpRequest) -> HttpResponse:
    return HttpResponse(ENGINE.from_string(HEAD).render(Context({"user": request.user})))


urlpatterns = [
    *portal,
    path("bare/", bare_empty, name="bare-empty"),
    path("bare/of/<uuid:pk>/", BareList.as_view(), name="bare-list"),
    path("bare/<uuid:pk>/", BareDetail.as_view(), name="bare-detail"),
]
