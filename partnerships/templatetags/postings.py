"""A posting in the words of a mail."""

from django import template
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from partnerships.models import Posting

register = template.Library()


@register.filter
def posting_words(pk: str) -> str:
    """The officer, the school and the days of the posting with that id; nothing where there is none any more.

    A notice keeps ids alone, so the names are looked up when it is sent.
    """
    try:
        posting = Posting.objects.select_related("officer", "school").get(pk=pk)
    except (Posting.DoesNotExist, ValidationError):
        return ""
    words = {
        "officer": posting.officer.name,
        "school": posting.school.name,
        "first": date_format(posting.starts_on, "F j, Y"),
    }
    if posting.last_day is None:
        return _("%(officer)s at %(school)s, from %(first)s.") % words
    last = date_format(posting.last_day, "F j, Y")
    return _("%(officer)s at %(school)s, from %(first)s to %(last)s.") % {**words, "last": last}
