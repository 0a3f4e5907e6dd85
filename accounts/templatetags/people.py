"""Words for people, roles and what was done, for templates of pages and mail."""

from datetime import date

from django import template
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Membership
from accounts.roles import Role
from ledger.names import label_of

register = template.Library()


@register.filter
def role_words(role: str) -> str:
    """The name of a role by its key; the key itself when it is none of ours."""
    return str(Role(role).label) if role in Role.values else str(role)


@register.filter
def action_words(action: str) -> str:
    """What an action of the ledger is called."""
    return label_of(action)


@register.filter
def day_words(iso: str) -> str:
    """A day as a notice keeps it, 2027-06-30, as people write it: "June 30, 2027"."""
    return date_format(date.fromisoformat(iso), "F j, Y")


@register.filter
def period_words(membership: Membership) -> str:
    """From when to when a role is held: "since Aug 3, 2026", "Aug 3, 2026 to Jun 30, 2027"."""
    first = date_format(membership.starts_on, "M j, Y")
    if membership.last_day is None:
        return _("since %(day)s") % {"day": first}
    if membership.last_day < membership.starts_on:
        return _("ended %(day)s, the day of its start") % {"day": first}
    return _("%(first)s to %(last)s") % {"first": first, "last": date_format(membership.last_day, "M j, Y")}


@register.filter
def over_words(membership: Membership) -> str:
    """From when a role was held and when it ended: "since Aug 3, 2026, ended Nov 24, 2026".

    One ended by hand was still held for a part of that day, so no last day is claimed.
    """
    if membership.ends_on is None or membership.ends_on <= membership.starts_on:
        return period_words(membership)
    first, end = (date_format(day, "M j, Y") for day in (membership.starts_on, membership.ends_on))
    return _("since %(first)s, ended %(end)s") % {"first": first, "end": end}
