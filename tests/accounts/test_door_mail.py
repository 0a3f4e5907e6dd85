"""Mail to people who are signing in: no request waits for a mail server, and none of it is kept unencrypted."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from config.due import send_due
from ledger.models import Delivery, Notice
from tests.accounts import door
from tests.accounts.people import inside, mailed
from tests.cast import NOW

pytestmark = pytest.mark.django_db

PATHS = ("/sign-in/code/", "/password/reset/")


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def dead_server(settings):
    """Nothing listens there."""
    before = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND, settings.EMAIL_USE_TLS = "common.smtp.EmailBackend", False
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 1
    return before


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("address", ["known@example.org", "nobody@nowhere.invalid"])
def test_a_dead_mail_server_is_no_matter_of_the_page_and_the_mail_comes_when_it_is_back(
    dead_server, settings, path, address
):
    door.person(email="known@example.org")
    assert Client().post(path, {"email": address}).status_code == 302
    assert send_due(NOW).retrying == 1
    settings.EMAIL_BACKEND = dead_server
    assert send_due(NOW + timedelta(minutes=2)).sent == 1


@pytest.mark.parametrize("path", PATHS)
def test_neither_address_nor_code_nor_link_is_kept_in_the_clear_and_nothing_once_it_is_sent(path):
    door.person(email="known@example.org")
    Client().post(path, {"email": "known@example.org"})
    notice = Notice.objects.get()
    kept = str(list(Notice.objects.values())) + str(list(Delivery.objects.values()))
    (message,) = mailed()
    secret = re.search(r"Your code: (\S+)|/password/reset/(\S+)", message.body)
    assert secret[1] or secret[2]
    for said in ("known@", secret[1] or secret[2]):
        assert said not in kept
    notice.refresh_from_db()
    assert notice.sealed == ""


@pytest.mark.parametrize(("path", "of_use"), [("/sign-in/code/", 3), ("/password/reset/", 60)])
def test_what_came_too_late_to_be_of_use_is_not_mailed(path, of_use):
    door.person(email="known@example.org")
    Client().post(path, {"email": "known@example.org"})
    Client().post(path, {"email": "known@example.org"})
    assert Notice.objects.exclude(sealed="").count() == 2
    _first, second = Delivery.objects.order_by("pk")
    Delivery.objects.filter(pk=second.pk).update(try_after=NOW + timedelta(minutes=of_use))
    assert send_due(NOW + timedelta(minutes=of_use, seconds=-1)).sent == 1
    assert send_due(NOW + timedelta(minutes=of_use)).dropped == 1
    assert not Notice.objects.exclude(sealed="").exists()


def test_an_address_that_a_stranger_made_up_is_nobodys_undelivered_mail(cast):
    Client().post("/sign-in/code/", {"email": "made@up.invalid"})
    Delivery.objects.update(failed_at=NOW)
    for reader in (cast.portal_administrator, cast.district_administrator):
        assert "All mail was delivered." in inside(reader).get("/undelivered/").content.decode()
        assert "delivered" not in inside(reader).get("/").content.decode()
