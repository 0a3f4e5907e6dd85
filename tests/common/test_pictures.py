"""A picture that is drawn anew shows what the eye saw in the file, pixel for pixel."""

import io
import struct
import zlib

import pytest
from PIL import Image, ImageCms, ImageDraw

from common.child import Declined
from common.opening.pictures import answer
from common.scans import examine
from tests.common.test_scans import sent

WHITE, BLACK, RED, BLUE = (255, 255, 255), (0, 0, 0), (200, 30, 40), (20, 60, 220)


def kept(content, kind="png"):
    """The picture as it is kept, in color."""
    out = io.BytesIO()
    answer(io.BytesIO(content), out, media_type=f"image/{kind}")
    out.seek(0)  # where a second one follows, this is the first
    picture = Image.open(out)
    assert picture.format == kind.upper()
    assert not picture.getexif()
    assert "icc_profile" not in picture.info
    assert not picture.has_transparency_data
    return picture.convert("RGB")


def png(picture, **save):
    out = io.BytesIO()
    picture.save(out, "PNG", **save)
    return out.getvalue()


def jpeg(picture, **save):
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=95, subsampling=0, **save)
    return out.getvalue()


def drawn(mode, paper, ink, size=(40, 30)):
    """A mark in the upper left quarter of the paper."""
    picture = Image.new(mode, size, paper)
    ImageDraw.Draw(picture).rectangle((4, 4, 14, 10), fill=ink)
    return picture


def seen(picture):
    """The color of the mark, and that of the paper."""
    return picture.getpixel((8, 7)), picture.getpixel((30, 20))


def by_hand(color, depth, rows, interlace=0, **chunks):
    """A PNG from raw rows, as Pillow writes none: sixteen bits of color, interlaced."""
    width, height = 2, len(rows)

    def chunk(name, body):
        return struct.pack(">L", len(body)) + name + body + struct.pack(">L", zlib.crc32(name + body))

    head = struct.pack(">LLBBBBB", width, height, depth, color, 0, 0, interlace)
    more = b"".join(chunk(name.encode(), body) for name, body in chunks.items())
    body = zlib.compress(b"".join(b"\0" + row for row in rows))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + more + chunk(b"IDAT", body) + chunk(b"IEND", b"")


PLAIN = {
    "black and white": (drawn("1", 1, 0), BLACK, WHITE),
    "gray": (drawn("L", 255, 90), (90, 90, 90), WHITE),
    "color": (drawn("RGB", WHITE, RED), RED, WHITE),
    "gray of sixteen bits": (drawn("I;16", 65_535, 90 * 257), (90, 90, 90), WHITE),
    "dark gray of sixteen bits": (drawn("I;16", 40 * 257, 200 * 257), (200, 200, 200), (40, 40, 40)),
    "transparent paper": (drawn("RGBA", (0, 0, 0, 0), (*RED, 255)), RED, WHITE),
    "half transparent ink": (drawn("RGBA", (*WHITE, 255), (0, 0, 0, 128)), (127, 127, 127), WHITE),
    "gray with transparent paper": (drawn("LA", (0, 0), (90, 255)), (90, 90, 90), WHITE),
    "white ink on nothing": (drawn("RGBA", (0, 0, 0, 0), (*WHITE, 255)), WHITE, BLACK),
}


@pytest.mark.parametrize("name", PLAIN)
def test_a_png_shows_what_the_file_showed(name):
    picture, ink, paper = PLAIN[name]
    assert seen(kept(png(picture))) == (ink, paper)


def palette():
    picture = drawn("P", 0, 1)
    picture.putpalette([*BLACK, *RED, *BLUE])
    return picture


def test_a_palette_keeps_its_colors_and_its_transparent_entry_is_paper():
    assert seen(kept(png(palette()))) == (RED, BLACK)
    assert seen(kept(png(palette(), transparency=0))) == (RED, WHITE)
    assert seen(kept(png(palette(), transparency=bytes([0, 255, 255])))) == (RED, WHITE)


def test_one_transparent_color_is_paper():
    assert seen(kept(png(drawn("RGB", BLUE, RED), transparency=BLUE))) == (RED, WHITE)
    assert seen(kept(png(drawn("L", 7, 90), transparency=7))) == ((90, 90, 90), WHITE)


def test_what_lies_under_something_transparent_is_not_kept():
    picture = Image.new("RGBA", (40, 30), (255, 255, 255, 255))
    ImageDraw.Draw(picture).rectangle((4, 4, 14, 10), fill=(*RED, 0))
    ImageDraw.Draw(picture).rectangle((20, 4, 24, 10), fill=(*BLUE, 255))
    assert seen(kept(png(picture))) == (WHITE, WHITE)


def test_one_transparent_color_of_few_bits_or_of_sixteen_is_paper():
    rows = [bytes([0b01_00_0000])] * 2
    picture = kept(by_hand(0, 2, rows, tRNS=struct.pack(">H", 0)))
    assert (picture.getpixel((0, 0)), picture.getpixel((1, 0))) == ((85, 85, 85), WHITE)
    rows = [struct.pack(">6H", 90 * 257, 0, 0, 0, 0, 65_535)] * 2
    picture = kept(by_hand(2, 16, rows, tRNS=struct.pack(">3H", 90 * 257, 0, 0)))
    assert (picture.getpixel((0, 0)), picture.getpixel((1, 0))) == (WHITE, (0, 0, 255))


def test_sixteen_bits_of_color_and_of_gray_with_alpha():
    rows = [struct.pack(">6H", 65_535, 0, 0, 0, 0, 65_535)] * 2
    assert kept(by_hand(2, 16, rows)).getpixel((0, 0)) == (255, 0, 0)
    assert kept(by_hand(2, 16, rows)).getpixel((1, 1)) == (0, 0, 255)
    rows = [struct.pack(">4H", 90 * 257, 65_535, 0, 0)] * 2
    assert kept(by_hand(4, 16, rows)).getpixel((0, 0)) == (90, 90, 90)
    assert kept(by_hand(4, 16, rows)).getpixel((1, 0)) == WHITE
    rows = [struct.pack(">8H", 65_535, 0, 0, 65_535, 0, 0, 0, 0)] * 2
    assert kept(by_hand(6, 16, rows)).getpixel((0, 1)) == (255, 0, 0)
    assert kept(by_hand(6, 16, rows)).getpixel((1, 1)) == WHITE


def test_gray_of_sixteen_bits_with_one_transparent_value():
    rows = [struct.pack(">2H", 300, 301)] * 2
    picture = kept(by_hand(0, 16, rows, tRNS=struct.pack(">H", 300)))
    assert (picture.getpixel((0, 0)), picture.getpixel((1, 0))) == (WHITE, (1, 1, 1))


def test_two_and_four_bits():
    assert kept(by_hand(0, 2, [bytes([0b11_01_0000])] * 2)).getpixel((0, 0)) == WHITE
    assert kept(by_hand(0, 2, [bytes([0b11_01_0000])] * 2)).getpixel((1, 0)) == (85, 85, 85)
    assert kept(by_hand(0, 4, [bytes([0xF3])] * 2)).getpixel((1, 1)) == (51, 51, 51)


def test_an_interlaced_picture_is_whole():
    # Adam7 of two by two pixels: the corner, then the one beside it, then the row below.
    rows = [bytes([10]), bytes([90]), bytes([200, 250])]
    content = by_hand(0, 8, rows, interlace=1)
    content = content.replace(struct.pack(">LL", 2, 3), struct.pack(">LL", 2, 2))
    head = content[12:29]
    content = content[:29] + struct.pack(">L", zlib.crc32(head)) + content[33:]
    picture = kept(content)
    found = [picture.getpixel(place)[0] for place in ((0, 0), (1, 0), (0, 1), (1, 1))]
    assert found == [10, 90, 200, 250]


def test_of_a_moving_picture_the_first_frame_is_kept():
    first, second = drawn("RGB", WHITE, RED), drawn("RGB", WHITE, BLUE)
    assert seen(kept(png(first, save_all=True, append_images=[second]))) == (RED, WHITE)


def near(found, wanted, by=18):
    return all(abs(one - other) <= by for one, other in zip(found, wanted, strict=True))


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_a_jpeg_shows_what_the_file_showed(mode):
    color = {"L": (90, 90, 90)}.get(mode, RED)
    picture = kept(jpeg(drawn("RGB", WHITE, color).convert(mode)), "jpeg")
    ink, paper = seen(picture)
    assert near(ink, color)
    assert near(paper, WHITE)


TURNED = {1: (8, 7), 2: (31, 7), 3: (31, 22), 4: (8, 22), 5: (7, 8), 6: (22, 8), 7: (22, 31), 8: (7, 31)}


@pytest.mark.parametrize("turn", TURNED)
@pytest.mark.parametrize("kind", ["png", "jpeg"])
def test_a_picture_taken_with_the_camera_turned_stands_upright(kind, turn):
    exif = Image.Exif()
    exif[0x0112] = turn
    picture = kept({"png": png, "jpeg": jpeg}[kind](drawn("RGB", WHITE, RED), exif=exif), kind)
    assert picture.size == ((30, 40) if turn >= 5 else (40, 30))
    assert near(picture.getpixel(TURNED[turn]), RED)
    others = [place for key, place in TURNED.items() if (key >= 5) == (turn >= 5) and key != turn]
    assert all(near(picture.getpixel(place), WHITE) for place in others)


def test_a_turned_picture_of_sixteen_bits_and_a_transparent_one():
    exif = Image.Exif()
    exif[0x0112] = 3
    for mode, paper, ink in (("I;16", 65_535, 0), ("RGBA", (0, 0, 0, 0), (0, 0, 0, 255)), ("LA", (0, 0), (0, 255))):
        assert kept(png(drawn(mode, paper, ink), exif=exif)).getpixel(TURNED[3]) == BLACK


def test_the_colors_are_those_that_the_profile_of_the_picture_means():
    common = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = common.replace(b"rXYZ", b"?XYZ").replace(b"bXYZ", b"rXYZ").replace(b"?XYZ", b"bXYZ")
    assert near(seen(kept(png(drawn("RGB", WHITE, RED), icc_profile=common)))[0], RED)
    assert near(seen(kept(png(drawn("RGB", WHITE, RED), icc_profile=swapped)))[0], RED[::-1])
    # As a screenshot of a Mac has it, with an alpha channel; and in a palette.
    opaque = drawn("RGBA", (*WHITE, 255), (*RED, 255))
    assert near(seen(kept(png(opaque, icc_profile=swapped)))[0], RED[::-1])
    assert near(seen(kept(png(palette(), icc_profile=swapped)))[0], RED[::-1])
    for broken in (b"no profile at all", common[:300]):
        assert seen(kept(png(drawn("RGB", WHITE, RED), icc_profile=broken))) == (RED, WHITE)


def test_gray_is_as_dark_as_its_own_profile_means():
    assert near(seen(kept(png(drawn("L", 255, 90), icc_profile=gray_profile(1.0))))[0], (158, 158, 158), by=3)
    assert seen(kept(png(drawn("L", 255, 90), icc_profile=gray_profile(1.0))))[1] == WHITE
    light = png(drawn("LA", (0, 0), (90, 255)), icc_profile=gray_profile(1.0))
    assert near(seen(kept(light))[0], (158, 158, 158), by=3)


def gray_profile(gamma):
    """A color profile of gray alone, as a scanner or a photo editor writes it."""
    tags = {
        b"wtpt": b"XYZ \0\0\0\0" + struct.pack(">3i", 63_190, 65_536, 54_061),
        b"kTRC": b"curv\0\0\0\0" + struct.pack(">LH", 1, round(gamma * 256)) + b"\0\0",
    }
    place, table, body = 128 + 4 + 12 * len(tags), struct.pack(">L", len(tags)), b""
    for name, content in tags.items():
        table += name + struct.pack(">LL", place + len(body), len(content))
        body += content
    head = b"\0" * 8 + b"\x02\x10\0\0mntrGRAYXYZ " + b"\0" * 12 + b"acsp" + b"\0" * 28
    head += struct.pack(">3i", 63_190, 65_536, 54_061)
    profile = head.ljust(128, b"\0") + table + body
    return struct.pack(">L", len(profile)) + profile[4:]


def test_half_a_picture_is_refused_also_where_a_library_would_draw_it():
    content = jpeg(Image.effect_noise((300, 300), 80))
    with pytest.raises(Declined, match="picture"):
        kept(content[:-4_000], "jpeg")
    with pytest.raises(Declined, match="picture"):
        kept(png(Image.effect_noise((300, 300), 80))[:-4_000])


def test_a_picture_with_a_camera_s_own_bytes_behind_its_end_is_kept_without_them():
    content = jpeg(drawn("RGB", WHITE, RED)) + b"MotionPhoto\xff\xda" + b"x" * 500
    paper = examine(sent("sheet.jpg", content))
    assert b"MotionPhoto" not in paper.content
    assert near(seen(Image.open(io.BytesIO(paper.content)))[0], RED)
