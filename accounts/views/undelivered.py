"""Mail that reached nobody, and sending it again."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.access import SignedInRequest, requires
from accounts.actions.undelivered import send_undelivered
from accounts.permissions import Permission
from accounts.undelivered import rows, undelivered_to
from accounts.views.listing import neighbours
from common.paging import capped_count, page

KEY = ("-failed_at", "-id")


@requires(Permission.PEOPLE_MANAGE, Permission.SETTINGS_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def undelivered(request: SignedInRequest) -> HttpResponse:
    """The messages that were given up, newest first; sent again one by one, or all at once."""
    by, at = request.user, timezone.now()
    if request.method == "POST":
        count = send_undelivered(by=by, at=at, delivery_id=named(request.POST.get("one", "")))
        words = ngettext("%(n)d message goes out again now.", "%(n)d messages go out again now.", count) % {"n": count}
        messages.success(
            request, words if count else _("There was nothing left to send again. Somebody else may have sent it.")
        )
        return redirect("undelivered")
    found = undelivered_to(by, at)
    sheet = page(found, key=KEY, after=request.GET.get("after"), before=request.GET.get("before"))
    context = {
        "rows": rows(by, sheet.items, at),
        "number": capped_count(found),
        **neighbours(request, sheet),
    }
    return render(request, "accounts/undelivered.html", context)


def named(key: str) -> UUID | None:
    """The message that is to be sent again; None where none is named, and all are meant. Raises Http404."""
    try:
        return UUID(key) if key else None
    except ValueError:
        raise Http404 from None
