"""/metrics, for Prometheus: figures behind a word that the installation's environment and the scraper share."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from accounts.access import public
from config.metrics import exposition
from config.views.probes import found_lately


@public
def metrics(request: HttpRequest) -> HttpResponse:
    """The figures. Without METRICS_TOKEN, and with a wrong one in the request, there is nothing here."""
    kind, _space, word = request.headers.get("Authorization", "").partition(" ")
    known = bool(settings.METRICS_TOKEN) and constant_time_compare(word.strip(), settings.METRICS_TOKEN)
    if request.method not in ("GET", "HEAD") or kind.lower() != "bearer" or not known:
        raise Http404
    said, content_type = exposition(timezone.now(), found_lately(), request.headers.get("Accept", ""))
    return HttpResponse(said, content_type=content_type)
