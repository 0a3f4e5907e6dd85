"""What somebody typed is not lost with their session: it is kept for them, shown to them, and to nobody else."""

import datetime
import re
from urllib.parse import urlencode

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import kept_forms, sessions
from accounts.models import KeptForm
from accounts.roles import Role
from common.writers import LIFE, writer_of
from ledger.models import Event
from tests.accounts import door
from tests.accounts.people import inside

pytestmark = pytest.mark.django_db

WORDS = "Noor Whitfield-Asante the Younger"
WRITER = re.compile(r'name="writer" value="([^"]+)"')
ACCOUNT = "/account/"


def form_of(client, **more):
    """The form of one's own account, as the page gives it, with what is typed into it."""
    page = client.get(ACCOUNT).content.decode()
    return {"writer": WRITER.search(page)[1], "name": WORDS, "phone": "", **more}


def too_late(user, form=None, **more):
    """What the portal answers to a form that is sent when the session is over."""
    client = inside(user)
    form = form or form_of(client, **more)
    Session.objects.all().delete()
    return client.post(ACCOUNT, form)


def comes_back(user):
    """The same person, signed in anew by the door, and where they are led."""
    client = door.signed_in(user)
    return client, client.get("/")


def send_on(client, row):
    """Press the button of the page that shows it, and go where it leads."""
    answer = client.post(reverse("kept-form", args=[row.pk]), {"act": "send"})
    return client.get(answer["Location"])


def test_what_was_typed_when_the_session_was_over_is_given_back():
    user = door.person(Role.STAFF)
    answer = too_late(user)
    assert answer.status_code == 401
    assert "What you typed is kept" in answer.content.decode()
    row = KeptForm.objects.get()
    client, led = comes_back(user)
    assert led["Location"] == reverse("kept-form", args=[row.pk])
    page = client.get(led["Location"])
    assert WORDS in page.content.decode()
    user.refresh_from_db()
    assert user.name != WORDS, "shown, and not sent by itself"
    assert send_on(client, row).status_code == 302
    user.refresh_from_db()
    assert user.name == WORDS
    assert not KeptForm.objects.exists()
    assert client.get("/").status_code == 200
    said = list(Event.objects.filter(action__startswith="accounts.form").values_list("action", "actor_id"))
    assert said == [("accounts.form.kept", ""), ("accounts.form.given_back", str(user.pk))]


def test_the_clock_ends_a_session_and_takes_no_text_with_it():
    with time_machine.travel(timezone.now(), tick=False) as clock:
        user = door.person(Role.STAFF)
        client = inside(user)
        form = form_of(client)
        clock.shift(settings.SESSION_IDLE_SECONDS + 60)
        assert client.post(ACCOUNT, form).status_code == 401
        assert comes_back(user)[1]["Location"] == reverse("kept-form", args=[KeptForm.objects.get().pk])


def test_a_token_that_is_out_of_date_takes_no_text_with_it():
    user = door.person(Role.STAFF)
    old = inside(user)
    form = form_of(old)
    new = Client(enforce_csrf_checks=True)
    new.cookies = old.cookies
    answer = new.post(ACCOUNT, form)
    row = KeptForm.objects.get()
    assert answer.status_code == 403
    assert reverse("kept-form", args=[row.pk]) in answer.content.decode()
    user.refresh_from_db()
    assert user.name != WORDS, "somebody else's page must not send it"
    send_on(old, row)
    user.refresh_from_db()
    assert user.name == WORDS


def test_another_person_in_the_same_browser_sees_nothing_of_it():
    user, other = door.person(Role.STAFF), door.person(Role.STAFF)
    too_late(user)
    row = KeptForm.objects.get()
    client, led = comes_back(other)
    assert led.status_code == 200
    assert client.get(reverse("kept-form", args=[row.pk])).status_code == 404
    assert client.post(reverse("kept-form", args=[row.pk]), {"act": "drop"}).status_code == 404
    assert KeptForm.objects.get() == row


def test_who_sends_a_page_of_somebody_else_is_told_so():
    user, other = door.person(Role.STAFF), door.person(Role.STAFF)
    form = form_of(inside(user))
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = inside(other).cookies
    page = browser.post(ACCOUNT, form).content.decode()
    assert "Somebody else typed it" in page
    assert WORDS not in page
    assert KeptForm.objects.get().user == user


@pytest.mark.parametrize("word", ["", "x", "{hex}", "{hex}:1abcde:forged"])
def test_a_stranger_lays_nothing_on_anybodys_shelf(word):
    user = door.person(Role.STAFF)
    word = word.format(hex=user.pk.hex)
    assert Client().post(ACCOUNT, {"writer": word, "name": WORDS}).status_code == 401
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(ACCOUNT, {"writer": word, "name": WORDS}).status_code == 403
    assert not KeptForm.objects.exists()


def test_a_page_that_lay_open_for_more_than_a_week_is_known_no_more():
    user = door.person(Role.STAFF)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        form = form_of(inside(user))
        clock.shift(LIFE + 1)
        assert writer_of(form["writer"]) is None
        page = Client().post(ACCOUNT, form).content.decode()
    assert not KeptForm.objects.exists()
    assert WORDS in page, "the page itself shows it, to copy"
    assert "could not keep" in page


def test_it_lies_sealed_and_only_under_its_writers_name(caplog):
    user, other = door.person(Role.STAFF), door.person(Role.STAFF)
    too_late(user)
    row = KeptForm.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_keptform")
        assert WORDS.split()[0] not in str(cursor.fetchall())
    assert WORDS in kept_forms.text_of(row).replace("+", " ")
    row.user = other
    assert kept_forms.text_of(row) == ""
    assert WORDS not in str(list(Event.objects.values())) + caplog.text


def test_five_forms_of_a_person_are_kept_and_the_oldest_goes():
    user = door.person(Role.STAFF)
    form = form_of(inside(user))
    Session.objects.all().delete()
    for number in range(kept_forms.MOST + 2):
        Client().post(ACCOUNT, {**form, "name": f"Name number {number}"})
    kept = [kept_forms.text_of(row) for row in KeptForm.objects.order_by("at")]
    assert len(kept) == kept_forms.MOST
    assert "number+6" in kept[-1]


def test_no_more_than_an_hours_typing_is_kept(monkeypatch):
    monkeypatch.setattr("accounts.views.kept_forms.AN_HOUR", 2)
    user = door.person(Role.STAFF)
    form = form_of(inside(user))
    Session.objects.all().delete()
    said = [b"What you typed is kept" in Client().post(ACCOUNT, form).content for _each in range(3)]
    assert said == [True, True, False]


def test_what_is_too_long_is_shown_to_be_copied(monkeypatch):
    monkeypatch.setattr(kept_forms, "LARGEST", 10)
    page = too_late(door.person(Role.STAFF)).content.decode()
    assert not KeptForm.objects.exists()
    assert WORDS in page


def test_where_nothing_was_typed_nothing_is_kept_and_the_page_says_so():
    user = door.person(Role.STAFF)
    page = too_late(user, form={"writer": form_of(inside(user))["writer"], "act": "end"}).content.decode()
    assert not KeptForm.objects.exists()
    assert "You had typed nothing in it" in page


def test_a_password_is_never_laid_aside():
    user = door.person(Role.STAFF)
    too_late(user, form=form_of(inside(user), password1="a long secret of mine"))
    assert not KeptForm.objects.exists()


def test_a_name_that_was_looked_for_is_not_kept(cast):
    client = inside(cast.principal)
    word = form_of(client)["writer"]
    Session.objects.all().delete()
    client.post("/people/", {"writer": word, "name": "Ana Lee"})
    assert not KeptForm.objects.exists()


def test_it_is_gone_after_a_day():
    user = door.person(Role.STAFF)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        too_late(user)
        clock.shift(datetime.timedelta(hours=23))
        assert kept_forms.remove_old(at=timezone.now()) == 0
        clock.shift(datetime.timedelta(hours=1, seconds=1))
        client, led = comes_back(user)
        assert led.status_code == 200
        assert client.get(reverse("kept-form", args=[KeptForm.objects.get().pk])).status_code == 404
        assert kept_forms.remove_old(at=timezone.now()) == 1
    assert not KeptForm.objects.exists()


def test_who_leaves_it_finds_it_from_their_account_and_throws_it_away():
    user = door.person(Role.STAFF)
    too_late(user)
    client, _led = comes_back(user)
    assert client.get("/").status_code == 200, "led there once, not held there"
    address = reverse("kept-form", args=[KeptForm.objects.get().pk])
    assert address in client.get(ACCOUNT).content.decode()
    client.post(address, {"act": "drop"})
    assert not KeptForm.objects.exists()
    assert address not in client.get(ACCOUNT).content.decode()


def test_what_is_wrong_in_it_is_said_at_the_form_with_the_text_in_it():
    user = door.person(Role.STAFF)
    too_late(user, name="", phone="two words")
    client, _led = comes_back(user)
    answer = send_on(client, KeptForm.objects.get())
    assert answer.status_code == 422
    assert 'value="two words"' in answer.content.decode()


def test_where_the_page_does_not_take_it_it_stays(cast):
    user = cast.principal
    stranger = sessions.Stranger(origin=None)
    row = kept_forms.keep(
        by=stranger, at=timezone.now(), writer=user, path="/inbox/", body=urlencode({"a": WORDS}), with_file=False
    )
    assert send_on(inside(user), row).status_code == 405
    assert KeptForm.objects.get() == row


def test_a_file_is_not_kept_and_its_form_is_not_sent_without_it(rf):
    user = door.person(Role.STAFF)
    request = rf.post("/account/", {"name": WORDS, "file": SimpleUploadedFile("a.pdf", b"%PDF")})
    body, path = request.POST.urlencode(), "/account/"
    assert request.FILES
    row = kept_forms.keep(by=user, at=timezone.now(), writer=user, path=path, body=body, with_file=True)
    client = inside(user)
    page = client.get(reverse("kept-form", args=[row.pk])).content.decode()
    assert WORDS in page
    assert 'value="send"' not in page
    client.post(reverse("kept-form", args=[row.pk]), {"act": "send"})
    client.get("/account/")
    user.refresh_from_db()
    assert user.name != WORDS


def test_a_role_that_needs_a_passkey_keeps_what_was_typed_before_it_is_given():
    user = door.person(Role.PRINCIPAL)
    secret = door.enrol_app(user)
    client = door.signed_in(user, secret)
    form = form_of(client)
    door.give(user, Role.RECORDS_CUSTODIAN, door.district())
    refused = client.post(ACCOUNT, form)
    assert refused.status_code == 403
    assert "What you typed is kept" in refused.content.decode()
    assert client.get("/")["Location"] == reverse("second-factor-setup")
    session = client.session
    sessions.mark_second_factor(session, how="passkey", at=timezone.now())
    session.save()
    row = KeptForm.objects.get()
    assert client.get("/")["Location"] == reverse("kept-form", args=[row.pk])
    send_on(client, row)
    user.refresh_from_db()
    assert user.name == WORDS
