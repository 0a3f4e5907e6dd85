"""Check-and-confirm pages as a person answers them: what the page shows goes back with the answer."""

import re

VERSION = re.compile(r'<input[^>]*\bname="version"[^>]*>')
VALUE = re.compile(r'\bvalue="([^"]*)"')


def versions_in(page):
    """The version of each form of a page, in their order."""
    return [VALUE.search(one).group(1) for one in VERSION.findall(page)]


def version_shown(client, path):
    """The version of what a page shows now, as its form sends it back."""
    found = versions_in(client.get(path).content.decode())
    return {"version": found[0]} if found else {}


def confirm_page(client, path, given=None, **more):
    """Open a page, and answer it as it stands."""
    return client.post(path, {**version_shown(client, path), **(given or {})}, **more)


def asked_again(response, changed):
    """The version that the page shows now, once it has said that `changed` is not what it was."""
    page = response.content.decode()
    assert response.status_code == 422
    said = page.partition("Changed: ")[2].partition("Read it as it stands now")[0]
    assert changed in said, said or page
    return {"version": versions_in(page)[0]}
