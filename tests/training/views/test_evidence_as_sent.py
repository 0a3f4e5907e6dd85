"""A certificate that may look different on white paper is kept as it was sent, too, with the same rights."""

import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from PIL import Image

from common.refusals import SaidOtherwise
from common.scans import LONGEST_NAME, Paper, examine
from ledger.models import Event
from ledger.seals import digest
from tests.cast import NOW
from tests.common.test_pictures import RED, WHITE, drawn, png
from tests.common.test_scans import sent
from tests.training.views.words import NEW, entry
from training.actions import completions, pending_uploads
from training.actions.completions import NewCompletions
from training.actions.evidence import NewEvidence
from training.models import Completion, Evidence

pytestmark = pytest.mark.django_db
CLEAR = (0, 0, 0, 0)
LINK, WHY = "Picture as it was sent", "Parts of it may look different on white paper."
WHITE_INK = png(drawn("RGBA", CLEAR, (*WHITE, 255)))


def upload(content=WHITE_INK):
    return SimpleUploadedFile("Certificate.png", content, content_type="image/png")


def stored(folder):
    return default_storage.listdir(folder)[1] if default_storage.exists(folder) else []


def record(school, paper, **given):
    evidence = NewEvidence("certificate", "Certificate", paper=paper)
    new = NewCompletions(school.course, [school.cast.staff], date(2026, 10, 13), Decimal(2), evidence)
    given = {"by": school.cast.district_administrator, "at": NOW, "form_key": uuid4(), **given}
    return completions.record(new=new, **given)[0]


def test_it_waits_with_the_file_and_is_saved_by_whoever_sees_the_completion(school):
    client = school.client("district_administrator")
    given = entry(school.course, school.cast.staff, kind="certificate", hours="x", file=upload())
    word = client.post(NEW, given).context["entry"].upload_token
    assert len(stored("held")) == 2
    del given["file"]
    page = client.post(NEW, given | {"hours": "2", "held": word}, follow=True).content.decode()
    kept = Evidence.objects.get()
    path = f"/training/evidence/{kept.pk}/as-sent/"
    assert page.count(path) == 1
    assert LINK in page
    assert WHY in page
    assert stored("held") == []
    assert len(stored("evidence")) == 2
    answer = school.client("staff").get(path)
    assert answer["Content-Disposition"] == 'attachment; filename="Certificate as sent.png"'
    assert (answer["Content-Type"], answer["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    content = b"".join(answer.streaming_content)
    assert len(content) == kept.original_size
    picture = Image.open(io.BytesIO(content))
    assert (picture.mode, picture.getpixel((8, 7)), picture.getpixel((30, 20))) == ("RGBA", (*WHITE, 255), CLEAR)
    for who in ("sro", "agency_administrator", "stranger_district_administrator", "portal_administrator"):
        assert school.client(who).get(path).status_code == 404


def test_of_a_certificate_that_shows_all_there_is_no_second(school):
    paper = examine(sent("Certificate.png", png(drawn("RGBA", CLEAR, (*RED, 255)))))
    done = record(school, paper)
    page = school.page("staff", f"/training/completions/{done.pk}/")
    assert "Certificate.png" in page
    assert LINK not in page
    assert school.client("staff").get(f"/training/evidence/{done.evidence_id}/as-sent/").status_code == 404
    assert len(stored("evidence")) == 1


@pytest.mark.parametrize("broken", ["completions.record_event", "completions.seal", "the second file"])
def test_when_something_cannot_be_written_neither_is_left(school, monkeypatch, broken):
    paper, saved = examine(sent("sheet.png", WHITE_INK)), []
    if broken == "the second file":
        save = FileSystemStorage._save

        def saving(*given):
            if saved:
                raise OSError("the disk is full")
            saved.append(save(*given))
            return saved[-1]

        monkeypatch.setattr(FileSystemStorage, "_save", saving)
    else:
        monkeypatch.setattr(f"training.actions.{broken}", lambda *_given, **_more: 1 / 0)
    with pytest.raises((OSError, ZeroDivisionError)):
        record(school, paper)
    assert stored("evidence") == []
    assert not Evidence.objects.exists()
    assert not Completion.objects.exists()


def test_a_file_that_waited_and_lost_its_second_is_asked_for_again(school):
    who, paper = school.cast.district_administrator, examine(sent("sheet.png", WHITE_INK))
    word = pending_uploads.store(by=who, paper=paper)
    assert pending_uploads.fetch(by=who, token=word) == paper
    (second,) = (name for name in stored("held") if "original" in name)
    default_storage.delete(f"held/{second}")
    assert pending_uploads.fetch(by=who, token=word) is None
    pending_uploads.discard(by=who, token=word)
    assert stored("held") == []


def test_the_word_for_both_is_short_enough_whatever_the_name(school):
    name = "".join(chr(0x4E00 + 37 * number) for number in range(LONGEST_NAME - 5)) + ".jpeg"
    paper = Paper(content=b"a page", name=name, media_type="image/jpeg", original=b"as it was sent")
    who = school.cast.district_administrator
    word = pending_uploads.store(by=who, paper=paper)
    assert len(word) <= pending_uploads.LONGEST_TOKEN
    assert pending_uploads.fetch(by=who, token=word) == paper


def test_the_same_form_with_another_picture_behind_the_same_page_is_refused(school):
    paper, form_key = examine(sent("sheet.png", WHITE_INK)), uuid4()
    done = record(school, paper, form_key=form_key)
    assert record(school, paper, form_key=form_key) == done
    for other in (replace(paper, original=None), replace(paper, original=b"another")):
        with pytest.raises(SaidOtherwise):
            record(school, other, form_key=form_key)


def test_it_is_sealed_with_the_evidence_and_an_older_seal_still_holds(school):
    done = record(school, examine(sent("sheet.png", WHITE_INK)))
    kept = Evidence.objects.get()
    event = Event.objects.get(action="training.completion.recorded")
    assert kept.original_sha256 in event.data
    sealed = kept.sealed_content("recorded")
    assert f":recorded:{digest(sealed)}" in event.data
    assert digest({**sealed, "original_sha256": "0" * 64}) != digest(sealed)
    # Before there were two files, evidence was sealed without a word about the second.
    Evidence.objects.update(original="", original_size=None, original_sha256="")
    without = {name: value for name, value in sealed.items() if not name.startswith("original")}
    assert digest(Evidence.objects.get().sealed_content("recorded")) == digest(without)
    completions.withdraw(by=school.cast.district_administrator, at=NOW, completion=done, reason="The wrong day.")
    assert Evidence.objects.get().file


def test_the_database_holds_all_that_is_said_of_it_together(school):
    record(school, examine(sent("sheet.png", WHITE_INK)))
    for changes in ({"original": ""}, {"original_size": None}, {"original_sha256": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Evidence.objects.update(**changes)
