"""An archive opens with its passphrase, whole, or not at all."""

import io
import unicodedata

import pytest

from common import archive
from common.archive import CHUNK, KEY, TAG, ArchiveReader, ArchiveWriter, Damaged, NotAnArchive, WrongPassphrase

WORDS = "copper lantern under the third stair"
SEALED = CHUNK + TAG


@pytest.fixture(autouse=True)
def _quick(monkeypatch):
    monkeypatch.setattr(archive, "COST", 2**14)
    monkeypatch.setattr(archive, "PARALLEL", 1)


def written(*entries, words=WORDS):
    file = io.BytesIO()
    writer = ArchiveWriter(file, words)
    for name, blocks in entries:
        writer.add(name, blocks)
    writer.close()
    return file.getvalue()


def read(sealed, words=WORDS):
    reader = ArchiveReader(io.BytesIO(sealed), words)
    return [(name, b"".join(blocks)) for name, blocks in reader.entries()]


def start_of_chunks(sealed):
    """Where the first chunk begins: after two lines and the proof of the passphrase."""
    return sealed.index(b"\n", sealed.index(b"\n") + 1) + 1 + KEY


def three_chunks():
    return written(("manifest", [b"{}"]), ("database", [b"a" * CHUNK, b"b" * CHUNK, b"c" * 1000]))


@pytest.mark.parametrize("size", [0, 1, CHUNK - 20, CHUNK - 19, CHUNK, CHUNK + 1, 3 * CHUNK])
def test_what_was_written_is_read_whatever_its_size(size):
    content = bytes(number % 251 for number in range(size))
    assert read(written(("files/a", [content]), ("end", [b"{}"]))) == [("files/a", content), ("end", b"{}")]


def test_an_entry_that_is_not_read_is_passed_over():
    sealed = written(("first", [b"x" * 3 * CHUNK]), ("second", [b"y"]))
    assert [name for name, _blocks in ArchiveReader(io.BytesIO(sealed), WORDS).entries()] == ["first", "second"]


def test_neither_words_nor_names_stand_in_it_in_the_clear():
    sealed = written(("files/scan.pdf", [b"Maren Okafor struck a student"]))
    for word in (b"scan", b"Maren", WORDS.encode()):
        assert word not in sealed


def test_two_archives_of_the_same_things_share_no_chunk():
    one, other = written(("a", [b"same"])), written(("a", [b"same"]))
    assert one[start_of_chunks(one) :] != other[start_of_chunks(other) :]


def test_another_passphrase_is_refused_before_an_entry_is_read():
    with pytest.raises(WrongPassphrase, match="passphrase is not the one"):
        ArchiveReader(io.BytesIO(three_chunks()), WORDS + "s")


def test_a_passphrase_typed_on_a_machine_that_composes_otherwise_is_the_same():
    words = "café under the third stair"
    assert read(written(("a", [b"b"]), words=words), unicodedata.normalize("NFD", words)) == [("a", b"b")]


def test_a_byte_changed_anywhere_is_found():
    sealed = three_chunks()
    for at in [*range(0, start_of_chunks(sealed), 7), *range(start_of_chunks(sealed), len(sealed), 200_003)]:
        changed = bytearray(sealed)
        changed[at] ^= 1
        with pytest.raises((Damaged, NotAnArchive, WrongPassphrase)):
            read(bytes(changed))


@pytest.mark.parametrize("cut", [1, 1000, 1050, SEALED, SEALED + 1050, 2 * SEALED])
def test_a_tail_cut_off_is_found_even_between_two_chunks(cut):
    with pytest.raises((Damaged, NotAnArchive, WrongPassphrase)):
        read(three_chunks()[:-cut])


def test_a_tail_cut_off_after_a_whole_chunk_is_found():
    sealed = three_chunks()
    with pytest.raises(Damaged):
        read(sealed[: start_of_chunks(sealed) + SEALED])
    with pytest.raises(Damaged):
        read(sealed[: start_of_chunks(sealed)])


def test_swapped_repeated_and_added_chunks_are_found():
    sealed = three_chunks()
    start = start_of_chunks(sealed)
    head, one, two, rest = (
        sealed[:start],
        sealed[start : start + SEALED],
        sealed[start + SEALED :][:SEALED],
        sealed[-50:],
    )
    tail = sealed[start + 2 * SEALED :]
    assert read(head + one + two + tail)
    for wrong in (head + two + one + tail, head + one + one + two + tail, sealed + one, sealed + rest, sealed + b"\0"):
        with pytest.raises(Damaged):
            read(wrong)


def test_chunks_of_another_archive_with_the_same_passphrase_are_found():
    sealed, other = three_chunks(), three_chunks()
    start = start_of_chunks(sealed)
    with pytest.raises(Damaged):
        read(sealed[:start] + other[start:])


@pytest.mark.parametrize(
    "header",
    [
        b"",
        b"PK\x03\x04",
        b"fenceline backup 2\n{}\n",
        archive.FORMAT,
        archive.FORMAT + b"[]\n",
        archive.FORMAT + b'{"kdf": "scrypt", "n": 1073741824, "r": 8, "p": 1, "salt": "' + b"00" * 32 + b'"}\n',
        archive.FORMAT + b'{"kdf": "scrypt", "n": 16384, "r": 8, "p": 900, "salt": "' + b"00" * 32 + b'"}\n',
        archive.FORMAT + b'{"kdf": "scrypt", "n": "x", "r": 8, "p": 1, "salt": "' + b"00" * 32 + b'"}\n',
        archive.FORMAT + b'{"kdf": "scrypt", "n": 16384, "r": 8, "p": 1, "salt": ""}\n',
    ],
)
def test_what_is_no_archive_or_asks_too_much_of_the_machine_is_refused(header):
    with pytest.raises(NotAnArchive):
        ArchiveReader(io.BytesIO(header + b"\0" * 100), WORDS)
