"""What a request may bring, methods a page does not take, and a form sent when the session was over."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path, resolve
from django.views.decorators.http import require_POST

from accounts.access import public, requires
from accounts.actions import sessions
from common.uploads import LARGEST_BODY, takes_files
from config import urls as portal
from config.middleware import BodyLimits
from tests.accounts import door
from tests.accounts.test_headers import FIXED, POLICY

pytestmark = pytest.mark.django_db
ROSTER = 50_000_000


def names_of(request):
    return HttpResponse(",".join(file.name for file in request.FILES.values()))


@public
@takes_files(ROSTER)
def roster(request):
    return names_of(request)


@requires()
@takes_files()
@require_POST
def scan(request):
    return names_of(request)


@public
def plain(request):
    return names_of(request)


class Probes:
    urlpatterns = [
        path("roster/", roster),
        path("scan/", scan),
        path("plain/", plain),
        *portal.urlpatterns,
    ]


WITH_PROBES = override_settings(ROOT_URLCONF=Probes)


def claiming(address, length):
    """A POST that says it is so long; its body is never needed."""
    return Client().generic(
        "POST", address, b"a=1", content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=str(length)
    )


def text_of(answer):
    return answer.content.decode()


@WITH_PROBES
@pytest.mark.parametrize(
    ("address", "largest"), [("/sign-in/", LARGEST_BODY), ("/scan/", LARGEST_BODY), ("/roster/", ROSTER)]
)
def test_a_body_above_the_views_limit_is_refused_unread_also_signed_out(address, largest):
    answer = claiming(address, largest + 1)
    assert answer.status_code == 413
    assert "nothing was saved" in text_of(answer)
    assert {name: answer[name] for name in FIXED} == FIXED
    assert {part.strip() for part in answer["Content-Security-Policy"].split(";")} == POLICY
    just = RequestFactory().generic("POST", address, CONTENT_LENGTH=str(largest))
    assert BodyLimits(plain).process_view(just, resolve(address).func, (), {}) is None


def test_a_body_of_unknown_length_is_refused():
    answer = Client().post("/sign-in/", {"login": "a"}, headers={"Transfer-Encoding": "chunked"})
    assert answer.status_code == 411
    assert "nothing was saved" in text_of(answer)


@WITH_PROBES
def test_only_a_view_that_says_so_is_given_files():
    def sent(address):
        return Client().post(address, {"file": SimpleUploadedFile("people.csv", b"name")})

    assert text_of(sent("/roster/")) == "people.csv"
    for address in ("/plain/", "/sign-in/"):
        answer = sent(address)
        assert answer.status_code == 400
        assert "people.csv" not in text_of(answer)
    assert Client().post("/plain/", {"name": "no file"}).status_code == 200


def test_a_method_a_page_does_not_take_is_answered_in_words():
    client = door.signed_in(door.person())
    answer = client.get("/account/sessions/ping/", headers={"Accept": "text/html"})
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "There is no page to read at this address." in text_of(answer)
    assert answer["Content-Length"] == str(len(answer.content))
    assert {name: answer[name] for name in FIXED} == FIXED


def test_a_form_sent_after_the_session_ended_says_so_and_shows_what_it_cannot_keep():
    user = door.person()
    client = door.signed_in(user)
    sessions.end_all(user)
    answer = client.post("/account/", {"name": "Typed and not yet saved"})
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, 'Session realm="Fenceline"')
    page = text_of(answer)
    assert "You were signed out. Nothing was saved." in page
    assert "Copy it from here" in page
    assert "Typed and not yet saved" in page
    assert 'href="/sign-in/"' in page
    user.refresh_from_db()
    assert user.name != "Typed and not yet saved"


def test_a_fragment_sent_after_the_session_ended_takes_nobody_away_from_the_page():
    user = door.person()
    client = door.signed_in(user)
    sessions.end_all(user)
    answer = client.post("/account/", headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/account/"})
    assert answer.status_code == 401
    assert "HX-Redirect" not in answer


def test_reading_leads_to_the_door_and_back():
    assert Client().get("/account/")["Location"] == "/sign-in/?next=/account/"
