"""Restoring refuses what does not belong, before anything is written, and leaves the place as it was."""

import json
import shutil

import pytest

from common import archive
from common.archive import CHUNK, TAG, ArchiveWriter
from config.backups.errors import RestoreRefused
from config.backups.manifest import key_marks
from config.backups.restoring import below, look
from tests.config.backed_up import ON_SERVER, WORDS, everything_below

SEALED = CHUNK + TAG


@pytest.fixture(scope="module")
def whole(filled, tmp_path_factory):
    """One archive of a portal with something in it, of several chunks."""
    (filled.var / "files" / "2026" / "long.pdf").write_bytes(bytes(range(256)) * 12_000)
    return filled.backup(tmp_path_factory.mktemp("archives"))


@pytest.fixture
def sealed(whole, tmp_path):
    """A copy of it to damage."""
    return shutil.copy(whole, tmp_path / whole.name)


def is_empty(place):
    """Whether nothing of a portal is there."""
    tables = place.counts() if place.database else {}
    return (everything_below(place.var) if place.var.exists() else []) == [] and tables == {}


def start_of_chunks(content):
    return content.index(b"\n", content.index(b"\n") + 1) + 1 + archive.KEY


def cut(content):
    return content[:-1000]


def cut_between_chunks(content):
    start = start_of_chunks(content)
    return content[: start + SEALED * ((len(content) - start - 1) // SEALED)]


def flipped(content):
    return content[:-5000] + bytes([content[-5000] ^ 1]) + content[-4999:]


def swapped(content):
    at = start_of_chunks(content) + SEALED
    return (
        content[:at] + content[at + SEALED : at + 2 * SEALED] + content[at : at + SEALED] + content[at + 2 * SEALED :]
    )


def added(content):
    return content + b"\0"


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("damage", [cut, cut_between_chunks, flipped, swapped, added])
def test_a_damaged_archive_leaves_the_place_empty(sealed, new, damage):
    content = sealed.read_bytes()
    sealed.write_bytes(damage(content))
    assert sealed.read_bytes() != content
    said = new.run("restore", sealed, fails=True)
    assert "Nothing was restored. The archive is damaged or a part of it is missing" in said
    assert is_empty(new)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_wrong_passphrase_and_a_wrong_key_are_refused_before_anything_is_written(whole, new):
    wrong = {"BACKUP_PASSPHRASE": WORDS + "s"}
    assert "Nothing was restored. The passphrase is not the one" in new.run("restore", whole, fails=True, **wrong)
    other = {"SECRET_KEY": "n2Kc8eVbQ4xR7yTz1mWp5sLd9gHj3fAuE6iOvXkBqCwZrMtNhY"}
    for drill in ((), ("--drill",)):
        said = new.run("restore", whole, *drill, fails=True, **other)
        assert "SECRET_KEY is not the one this archive's portal had, or an earlier one is missing. Nothing" in said
    assert is_empty(new)
    assert "No such file" in new.run("restore", whole.with_name("gone"), fails=True)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_nothing_is_ever_written_over(whole, old, new):
    before = old.counts()
    assert "The database holds tables already" in old.run("restore", whole, fails=True)
    assert old.counts() == before
    (new.var / "files").mkdir(parents=True)
    (new.var / "files" / "mine.pdf").write_bytes(b"mine")
    assert "holds files already" in new.run("restore", whole, fails=True)
    assert everything_below(new.var) == ["files", "files/mine.pdf"]


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.postgres
def test_a_pg_restore_that_fails_half_way_leaves_the_place_empty(whole, new, tmp_path):
    program = tmp_path / "bin" / "pg_restore"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\nhead -c 1000 > /dev/null\nexit 1\n")
    program.chmod(0o755)
    path = f"{program.parent}:{new.environment['PATH']}"
    assert "pg_restore did not succeed" in new.run("restore", whole, fails=True, PATH=path)
    assert is_empty(new)


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_damaged_archive_fails_the_drill_and_nothing_stays(sealed, old):
    before = everything_below(old.var)
    sealed.write_bytes(cut(sealed.read_bytes()))
    assert "THE DRILL FAILED" in old.run("restore", sealed, "--drill", fails=True)
    assert old.events("config.backup.drilled") == ["failed"]
    assert [path for path in everything_below(old.var) if "wal" not in path and "shm" not in path] == before


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_drill_on_a_machine_without_a_portal_says_that_it_is_not_recorded(whole, new):
    said = new.run("restore", whole, "--drill")
    assert "The drill went well." in said
    assert "It is not recorded, for there is no portal in this database." in said
    assert is_empty(new)


# By the manifest alone ------------------------------------------------------------------------------------------------


@pytest.fixture
def written(tmp_path, monkeypatch, settings):
    """Writes an archive whose manifest says what a test wants."""
    monkeypatch.setattr(archive, "COST", 2**14)
    monkeypatch.setattr(archive, "PARALLEL", 1)

    def write(**said):
        path = tmp_path / "archive"
        with path.open("wb") as file:
            writer = ArchiveWriter(file, WORDS)
            facts = {
                "version": settings.VERSION,
                "at": "2026-11-28T08:00:00Z",
                "vendor": "postgresql" if ON_SERVER else "sqlite",
                "head": "",
                "counts": {},
                "migrations": ["ledger.0001_ledger"],
                "files": {},
                "keys": key_marks(writer.salt),
            }
            writer.add("manifest", [json.dumps(facts | said).encode()])
            writer.close()
        return path

    return write


def test_a_manifest_that_fits_is_read(written):
    assert look(written(), WORDS).moment == "November 28, 2026, 08:00 UTC"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"migrations": ["ledger.0001_ledger", "ledger.0999_of_next_year"]}, "a later version"),
        ({"format": 2}, "a later version"),
        ({"vendor": "sqlite" if ON_SERVER else "postgresql"}, "names another kind"),
        ({"unknown": 1}, "manifest of the archive cannot be read"),
    ],
)
def test_an_archive_that_could_not_live_here_is_refused_by_its_manifest(written, said, why):
    with pytest.raises(RestoreRefused, match=why):
        look(written(**said), WORDS)


def test_the_mark_of_a_key_differs_by_archive_and_says_nothing_of_it(settings):
    one, other = key_marks(b"1" * 32), key_marks(b"2" * 32)
    assert one != other
    assert settings.SECRET_KEY not in one + other
    settings.SECRET_KEY_FALLBACKS = ["earlier" * 8]
    assert len(key_marks(b"1" * 32)) == 2


def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path):
    for name in ("../out.pdf", "/etc/cron.d/out", "a/../../out", ""):
        with pytest.raises(archive.Damaged, match="outside its folder"):
            below(tmp_path, name)
