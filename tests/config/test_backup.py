"""A backup made while the portal runs, tried out, and brought back to an empty place by the commands of the how-to."""

import pytest

from tests.config.backed_up import ON_SERVER, SCAN, WORDS, everything_below, trial_databases

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

OTHER_KEY = "n2Kc8eVbQ4xR7yTz1mWp5sLd9gHj3fAuE6iOvXkBqCwZrMtNhY"
RESTORE = "postgresql-restore" if ON_SERVER else "sqlite-restore"


def test_a_portal_comes_back_by_the_how_to_with_every_row_file_and_a_verified_chain(old, new, tmp_path):
    folder, file = tmp_path / "archives", tmp_path / "passphrase"
    old.shell("passphrase", PASSPHRASE_FILE=str(file))
    assert file.stat().st_mode & 0o077 == 0
    old.more = new.more = {
        "BACKUP_PASSPHRASE": "",
        "BACKUP_PASSPHRASE_FILE": str(file),
        "BACKUP_DIR": str(folder),
    }
    before = old.counts()
    assert before["ledger_event"] > 1
    assert before["accounts_user"] == 1
    assert "It was read back and is whole." in old.shell("backup")
    (archive,) = folder.iterdir()
    assert (archive.stat().st_mode & 0o777, folder.stat().st_mode & 0o777) == (0o600, 0o700)

    said = old.shell("drill", ARCHIVE=str(archive))
    assert "Chain intact" in said
    assert "Secrets: all 1 open with SECRET_KEY." in said
    assert "The drill went well." in said
    assert old.events("config.backup.drilled") == ["done"]
    assert trial_databases(old) == []
    assert "backup-work" not in everything_below(old.var)

    said = new.shell(RESTORE, ARCHIVE=str(archive))
    assert "Chain intact" in said
    assert new.events("config.backup.restored") == ["done"]
    # One more event: the restore's own.
    assert new.counts() == before | {"ledger_event": before["ledger_event"] + 1}
    assert (new.var / "files" / "2026" / "scan.pdf").read_bytes() == SCAN
    assert "no issues" in new.run("check", "--tag", "audit", "--database", "default")


def test_no_key_and_no_passphrase_is_in_an_archive_and_nothing_in_the_clear(old, tmp_path):
    archive = old.backup(tmp_path / "archives").read_bytes()
    for word in (old.environment["SECRET_KEY"], WORDS, "scan.pdf", "ledger_event", "SQLite format", "PGDMP"):
        assert word.encode() not in archive


def test_a_drill_finds_a_ledger_that_was_tampered_with_and_says_which_event(old, tmp_path):
    old.tamper()
    said = old.run("restore", old.backup(tmp_path / "archives"), "--drill", fails=True)
    assert "NOT WELL: First bad event: 1; its content is not what was hashed" in said
    assert "THE DRILL FAILED" in said
    assert old.events("config.backup.drilled") == ["failed"]
    assert trial_databases(old) == []
    assert "backup-work" not in everything_below(old.var)


def test_a_drill_finds_a_secret_that_another_key_sealed(old, tmp_path):
    earlier, old.more = old.environment["SECRET_KEY"], {"SECRET_KEY": OTHER_KEY}
    archive = old.backup(tmp_path / "archives")
    said = old.run("restore", archive, "--drill", fails=True)
    assert "NOT WELL: 1 of 1 sealed secrets do not open with SECRET_KEY." in said
    with old.asking() as link:
        link.execute("DELETE FROM mfa_authenticator")
    archive = old.backup(tmp_path / "later")
    assert "a key that this portal once had is missing" in old.run("restore", archive, "--drill", fails=True)
    old.run("restore", archive, "--drill", SECRET_KEY_FALLBACKS=earlier)


def test_a_portal_whose_key_is_lost_comes_back_without_what_only_the_key_opens(old, new, tmp_path):
    archive, new.more = old.backup(tmp_path / "archives"), {"SECRET_KEY": OTHER_KEY}
    assert "SECRET_KEY is not the one" in new.run("restore", archive, fails=True)
    assert everything_below(new.var) == []
    assert "Chain intact" in new.run("restore", archive, "--key-lost")
    assert new.counts()["accounts_user"] == 1


def test_a_key_that_has_moved_to_the_fallbacks_fits(old, new, tmp_path):
    archive = old.backup(tmp_path / "archives")
    new.more = {"SECRET_KEY": OTHER_KEY, "SECRET_KEY_FALLBACKS": old.environment["SECRET_KEY"]}
    assert "all 1 open" in new.run("restore", archive)
