"""What of a person, a role or an invitation the check pages show, for `common.versions`."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.access import lasting_roles
from accounts.models import FactorReset, Invitation, Membership, User
from accounts.templatetags.people import period_words


def person_shown(person: User, at: datetime) -> dict[str, object]:
    """Who it is, and what they hold at that moment: what signing out, closing, or another address is decided by."""
    words = _("%(role)s, %(place)s, %(period)s")
    held = [
        words % {"role": one.get_role_display(), "place": one.organization or _("Portal"), "period": period_words(one)}
        for one in lasting_roles(person, at)
    ]
    return {
        _("their name"): person.name,
        _("their address"): person.email,
        _("their roles"): "; ".join(sorted(held)) or _("none"),
        _("their account"): _("open") if person.is_active else _("closed"),
    }


def facts_of(shown: Mapping[str, object]) -> list[dict[str, object]]:
    """The same as a page's list of facts."""
    return [{"term": capfirst(label), "value": value} for label, value in shown.items()]


def role_shown(held: Membership) -> dict[str, object]:
    """A role as its pages show it."""
    return {
        _("their name"): held.user.name,
        _("the role"): held.role,
        _("the title"): held.title,
        _("where it is held"): held.organization,
        _("its first and last day"): (held.starts_on, held.ends_on),
    }


def invitation_shown(invitation: Invitation) -> dict[str, object]:
    """An invitation as its pages show it."""
    return {
        _("who is invited"): (invitation.name, invitation.email),
        _("who invites"): invitation.invited_by,
        _("the role"): invitation.role,
        _("where it is held"): invitation.organization,
        _("its first and last day"): (invitation.starts_on, invitation.ends_on),
    }


def reset_shown(reset: FactorReset) -> dict[str, object]:
    """The reset of a second factor as its pages show it."""
    return {
        _("whose it is"): (reset.user.name, reset.user.email),
        _("who asked for it"): (reset.requested_by.name, reset.requested_at),
        _("how they know that it is them"): reset.identity_note,
    }
