"""Lists searched by a person's name: the name travels in the body and stays in the session, the address holds a mark.

Names in addresses would stand in histories, bookmarks and the logs of whatever lies between (ASVS 14.2.1).
"""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.views.listing import CURSORS
from common.writers import FIELD

NAME, MARK = "name", "search"
LEFT_OUT = frozenset({NAME, MARK, "csrfmiddlewaretoken", FIELD, *CURSORS})
KEPT = "searches"
MOST = 20  # searches a session remembers; the oldest goes
LONGEST = 100  # as the forms take it
LONGEST_QUERY = 2000  # all the choices of a filter are far shorter


def searched(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """A list whose filter is posted: remember the name, and lead to the list with a mark for it."""

    @wraps(view)
    def looked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST" and is_gone(request):
            messages.info(request, _("That search has expired. Type the name again."))
            return redirect(request.path)
        if request.method != "POST":
            return view(request, *args, **kwargs)
        given = [(name, value) for name, value in request.POST.items() if value and name not in LEFT_OUT]
        if len(urlencode(given)) > LONGEST_QUERY:
            given = []  # no choices of a filter
        if name := request.POST.get(NAME, "").strip()[:LONGEST]:
            given.append((MARK, remember(request, name)))
        return redirect(f"{request.path}?{urlencode(given)}" if given else request.path)

    looked.keeps_nothing = True  # type: ignore[attr-defined]  # a name looked for is no text to come back to
    return looked


def remember(request: HttpRequest, name: str) -> str:
    """The mark under which the session keeps the name."""
    kept = request.session.get(KEPT, {})
    mark = next((one for one, word in kept.items() if word == name), None) or secrets.token_urlsafe(9)
    others = [(one, word) for one, word in kept.items() if one != mark]
    request.session[KEPT] = dict([*others[1 - MOST :], (mark, name)])
    return mark


def is_gone(request: HttpRequest) -> bool:
    """Whether the address has a mark that this session does not keep: of another session, or of long ago."""
    mark = request.GET.get(MARK, "")
    return bool(mark) and mark not in request.session.get(KEPT, {})


def filter_given(request: HttpRequest) -> QueryDict:
    """What the list is filtered by: the address, and the name behind its mark.

    Raises Http404 when the mark is gone, for a file of everybody is not what was asked for.
    """
    if is_gone(request):
        raise Http404
    given = request.GET.copy()
    given[NAME] = request.session.get(KEPT, {}).get(request.GET.get(MARK, ""), "")
    return given
