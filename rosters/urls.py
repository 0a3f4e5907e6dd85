"""Rosters: send, look, apply; and who of a roster is principal."""

from django.urls import path

from rosters.views import imports, principals, schools

urlpatterns = [
    path("rosters/", imports.roster_list, name="roster-list"),
    path("rosters/administrators/", principals.roster_administrators, name="roster-administrators"),
    path("rosters/administrators/<int:pk>/", principals.roster_administrator, name="roster-administrator"),
    path("rosters/schools/<int:pk>/close/", schools.roster_school_close, name="roster-school-close"),
    path("rosters/<uuid:pk>/", imports.roster_detail, name="roster-detail"),
    path("rosters/<uuid:pk>/problems.csv", imports.roster_problems, name="roster-problems"),
    path("rosters/<uuid:pk>/apply/", imports.roster_apply, name="roster-apply"),
    path("rosters/<uuid:pk>/stop/", imports.roster_stop, name="roster-stop"),
    path("rosters/<uuid:pk>/discard/", imports.roster_discard, name="roster-discard"),
]
