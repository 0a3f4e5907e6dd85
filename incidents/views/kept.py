"""A matter kept in school, in words."""

from django.utils.formats import date_format

from incidents.models import KeptInSchool
from incidents.reference import BEHAVIORS, SCHOOL_ROUTES


def kept_row(kept: KeptInSchool) -> dict[str, str]:
    return {
        "behavior": BEHAVIORS.label(kept.behavior),
        "route": SCHOOL_ROUTES.label(kept.route),
        "school": kept.school.name,
        "day": date_format(kept.occurred_on, "D, M j, Y"),
        "by": kept.by.name,
    }
