"""The portal's routes and one more: the empty signed-in page every ratio is taken against."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from accounts.access import requires
from config.urls import handler400, handler403, handler404, handler500
from config.urls import urlpatterns as portal

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


@requires()
def empty(request: HttpRequest) -> HttpResponse:
    """Base layout, session, user; nothing else."""
    return render(request, "base.html")


urlpatterns = [*portal, path("bench/empty/", empty, name="bench-empty")]
