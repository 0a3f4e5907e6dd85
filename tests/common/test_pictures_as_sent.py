"""A picture whose page may not show what the eye saw is kept a second time, as it was sent, without its metadata."""

import io

import pytest
from PIL import Image, ImageCms, ImageDraw, ImageSequence
from PIL.PngImagePlugin import PngInfo

from common import scans
from common.child import Declined
from common.opening.pictures import MOST_MOVING, answer, as_seen
from common.scans import PaperRefused, examine, name_as_sent
from tests.common.test_pictures import BLACK, BLUE, RED, WHITE, drawn, gray_profile, jpeg, near, palette, png, seen
from tests.common.test_scans import pdf, sent, with_gps

SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
SWAPPED = SRGB.replace(b"rXYZ", b"?XYZ").replace(b"bXYZ", b"rXYZ").replace(b"?XYZ", b"bXYZ")
TORN = SRGB[:300]  # the head of a profile and half of what it says
CLEAR = (0, 0, 0, 0)


def both(content, kind="png"):
    """The page, and the picture as it was sent, or None."""
    out = io.BytesIO()
    second = answer(io.BytesIO(content), out, media_type=f"image/{kind}").get("original", 0)
    whole = out.getvalue()
    page = Image.open(io.BytesIO(whole[: len(whole) - second]))
    page.load()
    return page, Image.open(io.BytesIO(whole[len(whole) - second :])) if second else None


def same(one, other):
    return (one.mode, one.size, one.tobytes()) == (other.mode, other.size, other.tobytes())


def white_and_red_on_nothing():
    picture = drawn("RGBA", CLEAR, (*RED, 255))
    ImageDraw.Draw(picture).rectangle((20, 4, 34, 10), fill=(250, 245, 241, 130))
    return picture


def moving(*pictures, **save):
    first, *others = pictures
    return png(
        first, save_all=True, append_images=others, duration=[70 * (n + 1) for n in range(len(pictures))], **save
    )


SURE = {
    "a photograph": (jpeg(Image.effect_noise((60, 40), 50).convert("RGB"), exif=with_gps(), icc_profile=SRGB), "jpeg"),
    "a photograph of a wide gamut": (jpeg(drawn("RGB", WHITE, RED), icc_profile=SWAPPED), "jpeg"),
    "a photograph for print": (jpeg(drawn("CMYK", (0, 0, 0, 0), (0, 200, 200, 0))), "jpeg"),
    "a gray scan": (jpeg(drawn("L", 255, 20), icc_profile=gray_profile(2.2)), "jpeg"),
    "a screenshot": (png(drawn("RGB", WHITE, BLUE)), "png"),
    "a screenshot of a Mac": (png(drawn("RGBA", (*WHITE, 255), (*BLUE, 255)), icc_profile=SWAPPED), "png"),
    "black and white": (png(drawn("1", 1, 0)), "png"),
    "gray of sixteen bits": (png(drawn("I;16", 65_535, 90)), "png"),
    "a palette": (png(palette()), "png"),
    "ink on transparent paper": (png(drawn("RGBA", CLEAR, (*RED, 255))), "png"),
    "gray ink on transparent paper": (png(drawn("LA", (0, 0), (90, 255))), "png"),
    "half transparent ink on white": (png(drawn("RGBA", (*WHITE, 255), (0, 0, 0, 128))), "png"),
    "a palette with transparent paper": (png(palette(), transparency=0), "png"),
    "what no program takes for a profile": (png(drawn("RGB", WHITE, RED), icc_profile=b"no profile at all"), "png"),
}


@pytest.mark.parametrize("name", SURE)
def test_of_a_picture_that_shows_what_the_eye_saw_one_is_kept(name):
    content, kind = SURE[name]
    page, second = both(content, kind)
    assert page.size[0] >= 40
    assert second is None


SEE_THROUGH = {
    "color": (white_and_red_on_nothing(), {}),
    "white alone, which lies on black": (drawn("RGBA", CLEAR, (*WHITE, 255)), {}),
    "gray": (drawn("LA", (0, 0), (252, 200)), {}),
    "one clear color": (drawn("RGB", BLUE, WHITE), {"transparency": BLUE}),
    "one clear gray": (drawn("L", 7, 255), {"transparency": 7}),
    "one clear gray of sixteen bits": (drawn("I;16", 300, 65_535), {"transparency": 300}),
    "one that is faint, which lies on black": (drawn("RGBA", CLEAR, (*WHITE, 90)), {}),
}


@pytest.mark.parametrize("name", SEE_THROUGH)
def test_white_on_nothing_is_kept_as_it_was_sent(name):
    picture, save = SEE_THROUGH[name]
    page, second = both(png(picture, **save))
    assert not page.has_transparency_data
    assert second.format == "PNG"
    assert same(second, picture)
    assert second.info.get("transparency") == save.get("transparency")
    # Laid on a color, as another program shows it, the white can be read.
    if picture.mode != "I;16":
        shown = Image.new("RGBA", second.size, BLUE)
        shown.alpha_composite(second.convert("RGBA"))
        assert shown.getpixel((8, 7)) != shown.getpixel((38, 28))


def test_a_palette_is_kept_with_its_transparent_entries_and_nothing_under_them():
    picture = drawn("P", 0, 2)
    ImageDraw.Draw(picture).rectangle((20, 4, 30, 10), fill=1)
    picture.putpalette([*BLUE, *RED, *WHITE])
    page, second = both(png(picture, transparency=bytes([0, 0, 255])))
    assert seen(page.convert("RGB")) == (WHITE, BLACK)
    assert second.mode == "P"
    assert [second.convert("RGBA").getpixel(place) for place in ((8, 7), (25, 7), (38, 28))] == [
        (*WHITE, 255),
        (*BLUE, 0),
        (*BLUE, 0),
    ]


def test_what_lies_under_something_transparent_is_in_neither():
    picture = drawn("RGBA", (*WHITE, 255), (*RED, 0))
    ImageDraw.Draw(picture).rectangle((20, 4, 24, 10), fill=(*BLUE, 255))
    page, second = both(png(picture))
    assert page.getpixel((8, 7)) == WHITE
    assert second.getpixel((8, 7)) == CLEAR
    assert second.getpixel((30, 20)) == (*WHITE, 255)


@pytest.mark.parametrize("kind", ["png", "jpeg"])
@pytest.mark.parametrize(("mode", "profile"), [("RGB", TORN), ("RGB", gray_profile(2.2)), ("L", SRGB)])
def test_colors_whose_profile_cannot_be_applied_are_kept_with_it(kind, mode, profile):
    picture = drawn(mode, WHITE if mode == "RGB" else 255, RED if mode == "RGB" else 90)
    content = {"png": png, "jpeg": jpeg}[kind](picture, icc_profile=profile)
    page, second = both(content, kind)
    assert "icc_profile" not in page.info
    assert (second.format, second.mode, second.info["icc_profile"]) == (kind.upper(), mode, profile)
    ink, paper = seen(second.convert("RGB"))
    assert near(ink, RED if mode == "RGB" else (90,) * 3)
    assert near(paper, WHITE)
    assert kind == "jpeg" or same(second, picture)


def test_a_photograph_for_print_with_a_torn_profile_is_kept_in_its_own_colors():
    picture = drawn("CMYK", (0, 0, 0, 0), (0, 200, 200, 10))
    _page, second = both(jpeg(picture, icc_profile=TORN), "jpeg")
    assert second.mode == "CMYK"
    assert near(second.getpixel((8, 7)), (0, 200, 200, 10))


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "P", "L"])
def test_of_a_moving_picture_every_frame_is_kept(mode):
    frames = [palette().copy() if mode == "P" else drawn("RGB", WHITE, RED).convert(mode) for _frame in range(3)]
    for number, frame in enumerate(frames):
        ImageDraw.Draw(frame).rectangle((20, 4 * number, 24, 4 * number + 3), fill=1 if mode in "PL" else BLUE)
    page, second = both(moving(*frames, loop=2))
    assert page.format == "PNG"
    assert getattr(page, "n_frames", 1) == 1
    assert (second.n_frames, second.info["loop"]) == (3, 2)
    found = [(frame.convert("RGB").tobytes(), frame.info["duration"]) for frame in ImageSequence.Iterator(second)]
    assert found == [(frame.convert("RGB").tobytes(), 70 * (n + 1)) for n, frame in enumerate(frames)]
    assert page.convert("RGB").tobytes() == frames[0].convert("RGB").tobytes()


def test_a_picture_for_programs_that_show_none_that_moves_stays_one():
    still, first, second = (drawn("RGB", WHITE, color) for color in (RED, BLUE, (0, 90, 0)))
    content = png(still, save_all=True, append_images=[first, second], default_image=True, duration=[80, 90])
    page, kept = both(content)
    assert same(page, still)
    assert kept.info["default_image"]
    assert [frame.tobytes() for frame in ImageSequence.Iterator(kept)] == [
        one.tobytes() for one in (still, first, second)
    ]


def test_a_moving_picture_that_would_fill_the_memory_is_refused():
    side = 2_300
    large = [Image.new("1", (side, side), shade) for shade in (0, 1, 0, 1)]
    assert side * side * len(large) > MOST_MOVING
    with pytest.raises(Declined, match="frames"):
        both(moving(*large))


@pytest.mark.parametrize("turn", [3, 6])
def test_it_stands_upright_too(turn):
    exif = Image.Exif()
    exif[0x0112] = turn
    place = {3: (31, 22), 6: (22, 8)}[turn]
    for content, color in (
        (png(white_and_red_on_nothing(), exif=exif), (*RED, 255)),
        (moving(drawn("RGB", WHITE, RED), drawn("RGB", WHITE, BLUE), exif=exif), RED),
    ):
        page, second = both(content)
        assert page.size == second.size
        assert second.getpixel(place) == color
        assert page.getpixel(place) == RED


def test_a_mode_nobody_named_is_not_certain():
    assert as_seen(Image.new("I", (4, 4)))[1] is False
    assert as_seen(Image.new("RGB", (4, 4)))[1] is True


# Through the drawer --------------------------------------------------------------------------------------------------


WORDS = PngInfo()
WORDS.add_text("Comment", "canary in words")
WORDS.add_itxt("XML:com.adobe.xmp", "<x>canary in XMP</x>")
WORDS.add_text("Packed", "canary in packed words" * 20, zip=True)
PNG_GIVEN = {"exif": with_gps(), "pnginfo": WORDS, "dpi": (300, 300)}
JPEG_GIVEN = {"exif": with_gps(), "comment": b"canary in words", "xmp": b"canary in XMP"}
TOLD = {
    "a transparent one": ("png", png(white_and_red_on_nothing(), **PNG_GIVEN)),
    "a moving one": ("png", moving(drawn("RGB", WHITE, RED), drawn("RGB", WHITE, BLUE), **PNG_GIVEN)),
    "a profile": ("png", png(white_and_red_on_nothing(), icc_profile=SRGB + b"canary behind", **PNG_GIVEN)),
    "a photograph": ("jpeg", jpeg(drawn("RGB", WHITE, RED), icc_profile=TORN, **JPEG_GIVEN)),
}


@pytest.mark.parametrize("name", TOLD)
def test_what_was_written_into_a_picture_or_behind_it_is_in_neither(name):
    kind, content = TOLD[name]
    content += b"canary behind the end"
    assert b"CameraMaker" in content
    paper = examine(sent(f"sheet.{kind}", content))
    assert paper.original
    for kept in (paper.content, paper.original):
        assert b"CameraMaker" not in kept
        assert b"canary" not in kept
        assert kept.endswith(b"IEND\xaeB`\x82" if kind == "png" else b"\xff\xd9")
        with Image.open(io.BytesIO(kept)) as picture:
            picture.load()
            assert b"canary" not in picture.info.get("icc_profile", b"")
            assert not picture.getexif()
            assert not getattr(picture, "text", None)
            assert not {"comment", "xmp", "XML:com.adobe.xmp"} & set(picture.info)
            assert picture.info.get("dpi") != (300, 300)
    assert (paper.facts["size"], paper.facts["original_size"]) == (len(paper.content), len(paper.original))
    assert paper.facts["original_sha256"] == paper.original_sha256 != paper.sha256


def test_a_photograph_and_a_pdf_have_one_file():
    for name, content in (("sheet.jpg", jpeg(drawn("RGB", WHITE, RED))), ("sheet.pdf", pdf())):
        paper = examine(sent(name, content))
        assert paper.original is None
        assert (paper.original_sha256, paper.facts["original_size"]) == ("", None)


def test_a_file_hidden_in_a_color_profile_is_refused():
    hiding = SRGB[:132] + b"%PDF-1.7" + SRGB[140:]
    assert hiding not in png(white_and_red_on_nothing(), icc_profile=hiding), "it is packed"
    with pytest.raises(PaperRefused) as refused:
        examine(sent("sheet.png", png(white_and_red_on_nothing(), icc_profile=hiding)))
    assert "hidden behind" in str(refused.value.words)


def test_a_copy_of_more_than_20_mb_is_refused_in_words(monkeypatch):
    content = png(white_and_red_on_nothing())
    monkeypatch.setattr(scans, "LARGEST_FILE", len(content) // 2)
    monkeypatch.setattr("common.scans.UploadedFile.size", 1, raising=False)
    upload = sent("sheet.png", content)
    upload.size = 1
    with pytest.raises(PaperRefused) as refused:
        examine(upload)
    assert "too large to be kept as it was sent" in str(refused.value.words)


@pytest.mark.parametrize("said", ["1", -1, 10**9, 2.0, None])
def test_a_child_that_says_nonsense_about_the_second_is_a_refusal(monkeypatch, said):
    monkeypatch.setattr("common.child._verdict", lambda *_given: {"original": said})
    with pytest.raises(PaperRefused) as refused:
        examine(sent("sheet.png", png(drawn("RGB", WHITE, RED))))
    assert "cannot be read" in str(refused.value.words)


def test_its_name_says_which_it_is():
    assert name_as_sent("Our sheet.PNG") == "Our sheet as sent.PNG"
