"""The inbox: one's own notices in words, where their mail stands, and what was read."""

from datetime import timedelta

import pytest
from django.db import transaction

from accounts.notice_words import status_words
from ledger.actions.notices import queue
from ledger.models import Delivery, Notice, Trouble
from tests.accounts.people import inside
from tests.cast import NOW

pytestmark = pytest.mark.usefixtures("frozen")


def tell(user, number=0, **given):
    """A notice to the person, of a kind that has words."""
    wanted = {"kind": "accounts.role_given", "facts": {"role": "principal", "path": "/people/"}, "at": NOW}
    with transaction.atomic():
        return queue(to=user.pk, about=("accounts.membership", "x"), key=f"{user.pk}:{number}", **{**wanted, **given})


def test_it_shows_ones_own_notices_in_words_and_nobody_elses(cast):
    tell(cast.principal)
    tell(cast.sro)
    page = inside(cast.principal).get("/inbox/").content.decode()
    assert page.count("You are now Principal") == 1
    assert "1 notice" in page
    assert "Not mailed yet" in page


def test_a_notice_that_is_not_due_is_not_there(cast):
    tell(cast.principal, at=NOW, due=NOW + timedelta(hours=1))
    assert "No notices here." in inside(cast.principal).get("/inbox/").content.decode()


def test_opening_marks_it_read_and_goes_there(cast):
    notice = tell(cast.principal)
    client = inside(cast.principal)
    assert client.get("/").context["shell"]["unread"] == 1
    assert client.get(f"/inbox/{notice.pk}/")["Location"] == "/inbox/"
    assert client.get("/").context["shell"]["unread"] == 1, "a link that is only followed marks nothing"
    assert client.post(f"/inbox/{notice.pk}/")["Location"] == "/people/"
    notice.refresh_from_db()
    assert notice.read_at == NOW
    assert client.get("/").context["shell"]["unread"] == 0
    assert "No notices here." in client.get("/inbox/?show=unread").content.decode()


def test_nobody_opens_anothers_notice(cast):
    notice = tell(cast.principal)
    assert inside(cast.staff).post(f"/inbox/{notice.pk}/").status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_a_path_that_leaves_the_portal_is_not_followed(cast):
    for number, path in enumerate(("//evil.example/", "https://evil.example/", "")):
        notice = tell(cast.principal, number, facts={"role": "principal", "path": path})
        assert inside(cast.principal).post(f"/inbox/{notice.pk}/")["Location"] == "/inbox/"


def test_all_are_marked_read_at_once_and_only_ones_own(cast):
    for number in range(3):
        tell(cast.principal, number)
    other = tell(cast.staff)
    client = inside(cast.principal)
    assert client.post("/inbox/read-all/")["Location"] == "/inbox/"
    assert not Notice.objects.filter(to=str(cast.principal.pk), read_at=None).exists()
    other.refresh_from_db()
    assert other.read_at is None


def test_the_standing_of_the_mail_is_said_as_it_is(cast, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    notice = tell(cast.principal)
    assert status_words(notice) == "Not mailed yet"
    delivery = Delivery.objects.create(to=notice.to, message_id="<a@b>", created_at=NOW, try_after=NOW)
    notice.delivery = delivery
    assert status_words(notice) == "Not mailed yet"
    delivery.last_error = "SMTPServerDisconnected"
    assert status_words(notice).startswith("Not mailed yet; next try Oct 14")
    delivery.sent_at = NOW
    assert status_words(notice) == "Mailed Oct 14, 2:00 PM"
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    assert status_words(notice).startswith("Written to the mail folder")
    delivery.sent_at, delivery.failed_at = None, NOW
    assert status_words(notice) == "Could not be delivered by mail"
    delivery.trouble = Trouble.UNANSWERED
    assert "Perhaps mailed" in status_words(notice)
    delivery.failed_at, delivery.trouble = None, Trouble.OURS
    assert "refuses the portal’s mail, and a portal administrator is told" in status_words(notice)


def test_a_notice_whose_words_are_gone_is_still_shown(cast):
    tell(cast.principal, kind="accounts.something_old", facts={})
    assert "Something old" in inside(cast.principal).get("/inbox/").content.decode()


def test_pages_go_on_by_key_and_queries_do_not_grow(cast, django_assert_max_num_queries):
    for number in range(60):
        tell(cast.principal, number, at=NOW - timedelta(minutes=number))
    client, seen, url = inside(cast.principal), [], "/inbox/"
    client.get("/account/sessions/")
    while url:
        with django_assert_max_num_queries(14):
            answer = client.get(url)
        seen += [row.notice.pk for row in answer.context["rows"]]
        url = "/inbox/" + answer.context["older_url"] if answer.context["older_url"] else ""
    assert len(seen) == len(set(seen)) == 60
