"""A file is opened in a child process with limits; whatever happens to the child, the portal keeps running."""

import io
import os
import resource
import struct
import time
import zlib
from datetime import date

import pikepdf
import pytest
from PIL import Image

from common import child
from common.child import MEGABYTE, Limits, NotOpened, opened
from common.scans import LIMITS, PaperRefused, examine
from rosters.actions.bundles import open_bundle
from rosters.oneroster.problems import Unreadable
from tests.common.test_scans import pdf, sent
from tests.rosters.bundles import USERS, bundle, user, zipped

SMALL = Limits(memory=256 * MEGABYTE, processor=2, clock=4, answer=10 * MEGABYTE)


def ask(how, content=b"a file", limits=SMALL):
    with opened("tests.common.misbehaving", io.BytesIO(content), limits=limits, how=how) as found:
        return found.facts, found.content.read()


def test_a_child_answers_with_facts_and_bytes():
    assert ask("echoes", b"x" * 3_000_000) == ({"how": "echoes"}, b"x" * 3_000_000)


def test_what_a_library_prints_does_not_disturb_the_answer():
    assert ask("prints") == ({"how": "prints"}, b"")


def test_a_child_that_declines_says_why():
    with pytest.raises(NotOpened) as refused:
        ask("declines")
    assert (refused.value.code, refused.value.given) == ("hidden", {"place": 3})


@pytest.mark.parametrize(
    ("how", "code"),
    [
        ("hangs", "heavy"),
        ("spins", "heavy"),
        ("eats", "heavy"),
        ("writes", "heavy"),
        ("dies", "broken"),
        ("raises", "broken"),
        ("garbage", "broken"),
        ("garbage pickle", "broken"),
        ("garbage flood", "broken"),
    ],
)
def test_a_child_that_fails_is_a_refusal_and_ends(how, code, caplog):
    began = time.monotonic()
    with pytest.raises(NotOpened) as refused:
        ask(how)
    assert refused.value.code == code
    assert time.monotonic() - began < SMALL.clock + 10
    assert "a name of a child" not in caplog.text
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)  # nothing is left running, or unburied


def test_a_child_knows_no_setting_and_no_open_file_of_the_portal(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "canary")
    with open(os.devnull) as _other:
        facts, _content = ask("looks around")
    assert set(facts["environment"]) <= {"PATH", "LD_LIBRARY_PATH", "MALLOC_ARENA_MAX", "LC_CTYPE"}
    assert len(facts["open"]) <= 7, "its three, the answer's, the real output, and the folder that was read"


@pytest.mark.parametrize("said", [b"", b"null", b"{}", b'{"facts": 1, "declined": "", "given": {}}', b"\xff"])
def test_an_answer_of_another_shape_is_a_refusal(said):
    with pytest.raises(NotOpened):
        child._verdict(said, 0)


def test_who_comes_while_too_many_are_open_is_told_to_wait(monkeypatch):
    monkeypatch.setattr(child._free, "acquire", lambda timeout: False)
    with pytest.raises(PaperRefused) as refused:
        examine(sent("mou.pdf", pdf()))
    assert "Wait half a minute" in str(refused.value.words)


# Bombs: small files that want gigabytes ----------------------------------------------------------------------------


def picture_bomb():
    """300 KB of PNG that are 40 megapixels of color with a see-through layer, kept on paper and as they were sent."""
    out = io.BytesIO()
    picture = Image.new("RGBA", (8_000, 5_000), (10, 20, 30, 0))
    picture.paste((255, 255, 255, 255), (100, 100, 900, 900))
    picture.save(out, "PNG")
    return out.getvalue()


def pixel_bomb():
    """A head that says 60,000 by 60,000, and little behind it."""
    out = io.BytesIO()
    Image.new("1", (60, 60)).save(out, "PNG")
    small = out.getvalue()
    head = b"IHDR" + struct.pack(">LL", 60_000, 60_000) + small[24:29]
    return small[:12] + head + struct.pack(">L", zlib.crc32(head)) + small[33:]


def object_stream_bomb(lists=60_000, numbers=400):
    """A PDF of packed lists, 24 million numbers in all: gigabytes once each number is an object."""
    body = b"[" + b"0 " * numbers + b"]"
    index = b"".join(b"%d %d " % (10 + n, n * len(body)) for n in range(lists))
    packing = zlib.compressobj(9)
    stream = b"".join([packing.compress(index), *(packing.compress(body) for _ in range(lists)), packing.flush()])
    parts = [
        b"%PDF-1.5\n",
        b"1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n",
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n",
        b"4 0 obj<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>stream\n%s\nendstream endobj\n"
        % (lists, len(index), len(stream), stream),
    ]
    places = [sum(map(len, parts[:n])) for n in range(len(parts) + 1)]
    rows = [(0, 0, 65535), *((1, places[n], 0) for n in (1, 2, 3, 4, 5)), *[(0, 0, 0)] * 4]
    rows += [(2, 4, n) for n in range(lists)]
    entries = zlib.compress(b"".join(struct.pack(">BLH", *row) for row in rows), 9)
    parts.append(
        b"5 0 obj<</Type/XRef/Size %d/W[1 4 2]/Root 1 0 R/Filter/FlateDecode/Length %d>>stream\n%s\nendstream endobj\n"
        b"startxref\n%d\n%%%%EOF\n" % (10 + lists, len(entries), entries, places[5])
    )
    return b"".join(parts)


def page_bomb():
    """A page whose instructions unpack to 600 MB."""
    packing = zlib.compressobj(9)
    content = b"".join([*(packing.compress(b"q Q " * 2_500_000) for _ in range(60)), packing.flush()])
    return with_stream(content, Filter=pikepdf.Name.FlateDecode)


def many_objects():
    """100,000 objects of nothing, packed."""
    document = pikepdf.new()
    document.add_blank_page()
    for _number in range(101_000):
        document.make_indirect(pikepdf.Dictionary())
    kept = pikepdf.Array([document.make_indirect(pikepdf.Array([0])) for _number in range(101_000)])
    document.Root.Kept = kept
    out = io.BytesIO()
    document.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, compress_streams=True)
    return out.getvalue()


def nested():
    """Lists in lists, deeper than anybody draws."""
    return pdf().replace(b"<<", b"<< /Deep " + b"[" * 500_000 + b"]" * 500_000, 1)


def with_stream(content, **keys):
    document = pikepdf.new()
    page = document.add_blank_page()
    stream = pikepdf.Stream(document, b"")
    stream.write(content, filter=keys.get("Filter"))
    page.obj.Contents = stream
    out = io.BytesIO()
    document.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


BOMBS = {
    "a picture of 40 megapixels, transparent": ("mou.png", picture_bomb, None),
    "a picture of 3,600 megapixels": ("mou.png", pixel_bomb, "more than 40 megapixels"),
    "an object stream": ("mou.pdf", object_stream_bomb, "grows far beyond its size"),
    "a page": ("mou.pdf", page_bomb, "grows far beyond its size"),
    "very many objects": ("mou.pdf", many_objects, "more parts than a scan"),
    "nested lists": ("mou.pdf", nested, "damaged"),
}


def resident():
    """What this process holds, and the most it ever held, in megabytes."""
    with open("/proc/self/statm") as file:
        now = int(file.read().split()[1]) * resource.getpagesize()
    return now / MEGABYTE


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_leaves_the_memory_of_the_portal_as_it_was(name):
    file, made, words = BOMBS[name]
    content = made()
    assert len(content) < 2_000_000, "small enough to be sent"
    before = resident()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.monotonic()
    try:
        examine(sent(file, content))
        said = None
    except PaperRefused as refusal:
        said = str(refusal.words)
    assert time.monotonic() - began < LIMITS.clock
    assert resident() - before < 15, "megabytes"
    if made not in (picture_bomb,):  # what is made above may have been the peak already
        assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak) / 1024 < 30
    if words is None:
        assert said is None
    else:
        assert said
        assert words in said


def zip_bomb():
    """40 MB of zeros in a file of a roster, packed to 40 KB."""
    return bundle(users_csv=USERS + "\n" + "0" * 40_000_000)


def zip_in_zip():
    """Zips in zips, each of which unpacks to a thousand times its size; none is opened."""
    inner = b"0" * 10_000_000
    for depth in range(6):
        inner = zipped({f"{depth}-{n}.zip": inner for n in range(3)})
    return bundle(more_zip=inner)


def one_endless_line():
    return bundle(users_csv=(USERS + "\n" + "\n".join(f"{n},x" for n in range(200_000)) + "," * 2_000_000).encode())


def wide_header():
    return bundle(users_csv=USERS + ",x" * 30_000 + "\n" + ",".join(["y"] * 30_018) + "\n")


def many_students():
    """One teacher among a hundred thousand students."""
    return bundle(staff=[user("t1"), *[f"k{n},,,true,s1,student,,,,,,,,,,,," for n in range(100_000)]])


ROSTERS = {
    "a file of zeros": (zip_bomb, "would be far larger than a roster"),
    "zips in zips": (zip_in_zip, None),
    "a line without an end": (one_endless_line, "without an end"),
    "a header of 30,000 columns": (wide_header, None),
    "a hundred thousand students": (many_students, None),
}


@pytest.mark.parametrize("name", ROSTERS)
def test_a_roster_built_to_fill_the_machine_leaves_the_memory_of_the_portal_as_it_was(name):
    made, words = ROSTERS[name]
    content = io.BytesIO(made())
    before, peak = resident(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    try:
        with open_bundle(content, day=date(2026, 8, 12)) as found:
            assert found.facts["rows"] < 30
            said = None
    except Unreadable as refusal:
        said = str(refusal.words)
    assert resident() - before < 15, "megabytes"
    assert (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak) / 1024 < 30
    assert said == words or words in said


def test_starting_a_child_costs_less_than_the_wait_for_a_page():
    spent = []
    for _time in range(3):
        began = time.perf_counter()
        examine(sent("mou.pdf", pdf()))
        spent.append(time.perf_counter() - began)
    assert min(spent) < 1.5, "a quarter of a second on an idle machine"


def test_no_child_answers_by_anything_that_runs_when_it_is_read():
    with open(child.__file__) as source:
        text = source.read()
    assert "pickle" not in text
    assert "marshal" not in text
