"""A kept file is downloaded and never shown in place."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage
from django.db.models import FileField
from django.db.models.fields.files import FieldFile
from django.http import Http404

from common.uploads import download


def kept(name):
    return FieldFile(None, FileField(storage=InMemoryStorage()), name)


def test_a_file_that_is_gone_from_the_disk_is_not_found():
    with pytest.raises(Http404):
        download(kept("gone.pdf"), name="sheet.pdf", media_type="application/pdf")


def test_it_is_saved_under_its_name_and_runs_nothing():
    file = kept("")
    file.name = file.storage.save("sheet.pdf", ContentFile(b"%PDF-"))
    answer = download(file, name="sheet.pdf", media_type="application/pdf")
    assert answer["Content-Disposition"] == 'attachment; filename="sheet.pdf"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert b"".join(answer.streaming_content) == b"%PDF-"
