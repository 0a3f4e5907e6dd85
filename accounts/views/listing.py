"""What every list page needs: the addresses of its neighbours and of itself without a filter."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest

from common.paging import Page

CURSORS = ("after", "before")


def kept(request: HttpRequest) -> str:
    """The filter of this page as a query, cursors and empty values left out."""
    return urlencode([(name, value) for name, value in request.GET.items() if value and name not in CURSORS])


def neighbours(request: HttpRequest, page: Page[Any]) -> dict[str, str]:
    """The addresses of the newer and older rows, for components/pager.html, and of the list unfiltered."""
    query = kept(request)
    rest = f"&{query}" if query else ""
    return {
        "newer_url": f"?before={page.newer}{rest}" if page.newer else "",
        "older_url": f"?after={page.older}{rest}" if page.older else "",
        "clear_url": request.path if query else "",
        "query": query,
    }
