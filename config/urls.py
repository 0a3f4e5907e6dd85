"""Every address of the portal. Each app brings its own; pages that look across apps are named here."""

from django.conf import settings
from django.urls import include, path

from config.views import closed_days, help_page, home, installation, metrics, probes, schedule

urlpatterns = [
    path("", home.home, name="home"),
    path("desk/<uuid:membership>/", home.home, name="desk"),
    path("help/", help_page.help_page, name="help"),
    path("livez", probes.livez, name="livez"),
    path("readyz", probes.readyz, name="readyz"),
    path("metrics", metrics.metrics, name="metrics"),
    path("schedule/", schedule.schedule, name="schedule"),
    path("settings/", installation.installation, name="settings"),
    path("settings/test-mail/", installation.test_mail, name="settings-test-mail"),
    path("closed-days/", closed_days.closed_day_list, name="closed-day-list"),
    path("closed-days/<int:pk>/remove/", closed_days.closed_day_remove, name="closed-day-remove"),
    path("", include("accounts.urls")),
    path("", include("rosters.urls")),
    path("", include("partnerships.urls")),
    path("", include("training.urls")),
    path("", include("incidents.urls")),
]
if settings.DEMO and settings.MODE == "local":
    urlpatterns += [path("demo/", include("demo.urls"))]

handler400 = "config.views.errors.bad_request"
handler403 = "config.views.errors.forbidden"
handler404 = "config.views.errors.not_found"
handler500 = "config.views.errors.failed"
