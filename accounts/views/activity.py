"""What the people of one's own side did. Reading it is itself recorded."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts import activity
from accounts.access import SignedInRequest, requires
from accounts.actions.people import read_activity
from accounts.forms.lists import ActivityFilter
from accounts.permissions import Permission
from accounts.views.listing import neighbours
from accounts.views.searching import filter_given, searched
from common.paging import capped_count, page
from ledger.names import label_of

KEY = ("-seq",)


@requires(Permission.AUDIT_READ)
@searched
@require_safe
def activity_list(request: SignedInRequest) -> HttpResponse:
    """Events by the people of one's own side, newest first; by name and by what was done."""
    user = request.user
    form = ActivityFilter(filter_given(request))
    name, action = form.given.get("name", ""), form.given.get("action", "")
    people = activity.ids_of_named(user, name) if name else None
    found = activity.events_seen(user, people=people, action=action)
    # Events are numbered across both sides: a bare mark would tell how many the other side has in between.
    sheet = page(found, key=KEY, after=request.GET.get("after"), before=request.GET.get("before"), sealed=True)
    words = words_of(capped_count(found), name, action)
    read_activity(by=user, at=timezone.now(), action=action, people=len(people or ()))
    context = {
        "form": form,
        "rows": activity.rows(sheet.items),
        "words": words,
        **neighbours(request, sheet),
    }
    return render(request, "accounts/activity_list.html", context)


def words_of(count: str, name: str, action: str) -> str:
    """How many events, and what they are filtered by."""
    number = int(count) if count.isdigit() else 1000
    parts = [ngettext("%(count)s entry", "%(count)s entries", number) % {"count": count}]
    if name:
        parts.append(_("by people named “%(name)s”") % {"name": name})
    if action:
        parts.append(label_of(action))
    return " · ".join(parts)
