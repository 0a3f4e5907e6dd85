"""What a person was told: the inbox, and marking it read."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.access import SignedInRequest, requires
from accounts.forms.lists import InboxFilter
from accounts.notice_words import status_words, subject_of
from accounts.notices import recipient
from accounts.views.listing import neighbours
from common.paging import capped_count, page
from ledger.actions.notices import mark_all_read, mark_read
from ledger.models import Notice

KEY = ("-due", "-id")


@dataclass(frozen=True)
class Row:
    """One notice in words, and where its mail stands."""

    notice: Notice
    words: str
    status: str


@requires()
@require_safe
def inbox(request: SignedInRequest) -> HttpResponse:
    """The person's own notices, newest first."""
    user = request.user
    mine = Notice.objects.inbox(user.pk, timezone.now())
    form = InboxFilter(request.GET)
    shown = mine.unread() if form.given.get("show") == "unread" else mine
    sheet = page(shown, key=KEY, after=request.GET.get("after"), before=request.GET.get("before"))
    person = recipient(str(user.pk))
    known = person.context if person else {}
    count = capped_count(shown)
    number = int(count) if count.isdigit() else 1000
    context = {
        "form": form,
        "rows": [Row(notice, subject_of(notice, known), status_words(notice)) for notice in sheet.items],
        "words": ngettext("%(count)s notice", "%(count)s notices", number) % {"count": count},
        "any_unread": mine.unread().order_by().exists(),
        **neighbours(request, sheet),
    }
    return render(request, "accounts/inbox.html", context)


@requires()
@require_http_methods(["GET", "HEAD", "POST"])
def notice_open(request: SignedInRequest, pk: str) -> HttpResponse:
    """Mark a notice of one's own as read and go to what it is about. The address alone leads to the inbox."""
    user = request.user
    notice = Notice.objects.for_person(user.pk).filter(pk=pk).first()
    if notice is None:
        raise Http404
    if request.method != "POST":
        return redirect("inbox")
    mark_read(notice_id=notice.pk, by_id=user.pk, at=timezone.now())
    path = str(notice.facts.get("path", ""))
    if path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return redirect(path)
    return redirect("inbox")


@requires()
@require_POST
def inbox_read_all(request: SignedInRequest) -> HttpResponse:
    """Mark everything in the inbox as read."""
    user = request.user
    count = mark_all_read(by_id=user.pk, at=timezone.now())
    words = ngettext("%(count)s notice marked as read.", "%(count)s notices marked as read.", count)
    messages.success(request, words % {"count": count} if count else _("There was nothing unread."))
    return redirect("inbox")
