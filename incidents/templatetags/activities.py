"""Words of the activity log and report."""

from django import template

from incidents.activity_report import time_words

register = template.Library()


@register.filter
def spent(minutes: int) -> str:
    """ "9 h 30 min"; a dash where nothing is logged."""
    return time_words(minutes) if minutes else "–"
