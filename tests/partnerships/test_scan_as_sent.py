"""A scan that may look different on white paper is kept as it was sent, too; who reads the one reads the other."""

import io
from dataclasses import replace
from uuid import uuid4

import pytest
from django.core.files.storage import InMemoryStorage, default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image

from common.refusals import SaidOtherwise
from common.scans import examine
from ledger.models import Event
from ledger.seals import digest
from partnerships.actions import versions
from partnerships.models import Scan, Version
from tests.common.test_pictures import RED, WHITE, drawn, png
from tests.common.test_scans import sent
from tests.partnerships.stage import AT, browser, county, entered, everything, partners, text

pytestmark = pytest.mark.django_db
CLEAR = (0, 0, 0, 0)
LINK, WHY = "Picture as it was sent", "Parts of it may look different on white paper."


@pytest.fixture(autouse=True)
def _now(time_machine):
    time_machine.move_to(AT, tick=False)


@pytest.fixture
def c():
    found = county()
    found.partnership = partners(found)
    return found


def paper(ink=(*WHITE, 255), name="Our MOU.png"):
    """A stamp on nothing; in white it vanishes on paper."""
    return examine(sent(name, png(drawn("RGBA", CLEAR, ink))))


def read(answer):
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def test_both_sides_save_the_scan_and_the_picture_as_it_was_sent(c):
    given = paper()
    version = entered(c, c.partnership, paper=given)
    versions.confirm(by=c.abel, at=AT, version=version)
    scan = Scan.objects.get()
    assert scan.original.name not in ("", scan.file.name)
    assert (scan.original_size, scan.original_sha256) == (len(given.original), given.original_sha256)
    for who in (c.dana, c.principal, c.officer):
        client = browser(who)
        for name, key in (("mou-version", version.pk), ("mou-detail", c.partnership.pk)):
            page = client.get(reverse(name, args=[key])).content.decode()
            assert page.count(reverse("mou-scan-as-sent", args=[version.pk])) == 1
            assert LINK in page
            assert WHY in page
        answer = client.get(reverse("mou-scan-as-sent", args=[version.pk]))
        assert answer["Content-Disposition"] == 'attachment; filename="Our MOU as sent.png"'
        assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/png", "nosniff")
        assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
        second = Image.open(io.BytesIO(read(answer)))
        assert (second.mode, second.getpixel((8, 7)), second.getpixel((30, 20))) == ("RGBA", (*WHITE, 255), CLEAR)
        first = Image.open(io.BytesIO(read(client.get(reverse("mou-scan", args=[version.pk])))))
        assert (first.mode, first.getpixel((8, 7)), first.getpixel((30, 20))) == ("RGB", WHITE, (0, 0, 0))


def test_strangers_and_people_who_do_not_decide_meet_nothing(c):
    version = entered(c, c.partnership, paper=paper())
    path = reverse("mou-scan-as-sent", args=[version.pk])
    for who in (c.stranger_school_side, c.stranger_agency_side, c.principal, c.officer):
        assert browser(who).get(path).status_code == 404
    assert browser(c.abel).get(path).status_code == 200


def test_of_a_scan_that_shows_all_there_is_no_second(c):
    version = entered(c, c.partnership, paper=paper(ink=(*RED, 255)))
    scan = Scan.objects.get()
    assert (scan.original.name, scan.original_size, scan.original_sha256) == ("", None, "")
    client = browser(c.abel)
    assert LINK not in client.get(reverse("mou-version", args=[version.pk])).content.decode()
    assert client.get(reverse("mou-scan-as-sent", args=[version.pk])).status_code == 404
    assert client.get(reverse("mou-scan", args=[version.pk])).status_code == 200


def test_a_corrected_version_keeps_both(c):
    first = entered(c, c.partnership, paper=paper())
    versions.reject(by=c.abel, at=AT, version=first, reason="Clause 3 is not what we signed.")
    before = first.scan
    entered(c, c.partnership, paper=before)
    after = Scan.objects.exclude(pk=before.pk).get()
    for name in ("file", "name", "size", "sha256", "original", "original_size", "original_sha256"):
        assert getattr(after, name) == getattr(before, name)


@pytest.mark.parametrize("broken", ["record", "Scan.save", "the second file"])
def test_when_something_cannot_be_written_neither_is_left(c, monkeypatch, broken):
    stored, given = [], paper()
    save = InMemoryStorage._save

    def saving(*words):
        if broken == "the second file" and stored:
            raise ZeroDivisionError
        stored.append(save(*words))
        return stored[-1]

    monkeypatch.setattr(InMemoryStorage, "_save", saving)
    if broken != "the second file":
        monkeypatch.setattr(f"partnerships.actions.versions.{broken}", lambda *_given, **_more: 1 / 0)
    before = everything()
    with pytest.raises(ZeroDivisionError):
        entered(c, c.partnership, paper=given)
    assert everything() == before
    assert len(stored) == (1 if broken == "the second file" else 2)
    assert not any(default_storage.exists(name) for name in stored)


def test_the_same_form_with_another_picture_behind_the_same_page_is_refused(c):
    given, form_key = paper(), uuid4()
    whose = {"by": c.dana, "at": AT, "partnership": c.partnership, "side": c.district, "form_key": form_key}
    first = versions.enter(text=text(), paper=given, **whose)
    assert versions.enter(text=text(), paper=given, **whose) == first
    for other in (replace(given, original=None), replace(given, original=b"another")):
        with pytest.raises(SaidOtherwise):
            versions.enter(text=text(), paper=other, **whose)


def test_what_was_entered_is_sealed_with_both_and_an_older_seal_still_holds(c):
    version = entered(c, c.partnership, paper=paper())
    scan = version.scan
    entry = Event.objects.get(action="partnerships.version.entered")
    assert scan.sha256 in entry.data
    assert scan.original_sha256 in entry.data
    sealed = version.sealed_content("entered")
    assert f":entered:{digest(sealed)}" in entry.data
    assert digest({**sealed, "original": "0" * 64}) != digest(sealed)
    # Before there were two files, a version was sealed without a word about the second.
    without = {name: value for name, value in sealed.items() if name != "original"}
    Scan.objects.update(original="", original_size=None, original_sha256="")
    assert digest(Version.objects.get().sealed_content("entered")) == digest(without)


def test_the_database_holds_all_that_is_said_of_it_together(c):
    entered(c, c.partnership, paper=paper())
    for changes in ({"original": ""}, {"original_size": None}, {"original_sha256": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Scan.objects.update(**changes)
