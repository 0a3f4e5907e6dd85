"""Calls on the officer: what was asked, what was answered, what came of it."""

from django.apps import AppConfig


class IncidentsConfig(AppConfig):
    name = "incidents"
    verbose_name = "Incidents"
