"""A picture drawn anew: what the eye sees in it, without metadata. Run by `common.child`; it knows no Django.

Where it is not certain that the eye saw the same in the file, the picture as it came follows in a second file.
"""

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import IO, Any

from PIL import Image, ImageChops, ImageCms, ImageFile, ImageSequence

from common.child import Declined, serve

MOST_PIXELS = 40_000_000
MOST_MOVING = 20_000_000  # pixels of all frames together, which are in memory at once
KINDS = {"image/png": "PNG", "image/jpeg": "JPEG"}
SIXTEEN_BITS = frozenset({"I;16", "I;16L", "I;16B", "I;16N"})
KEPT = frozenset({"1", "L", "RGB"})
SEE_THROUGH = {"RGBA": "RGB", "LA": "L"}  # and what each is on paper
KNOWN = KEPT | SEE_THROUGH.keys() | SIXTEEN_BITS | {"P", "CMYK"}
STRIP = 256  # lines of a picture
HALF = 127  # alpha; with more of it something is there for the eye
PALE = 240  # of 255, in every band; nobody tells it from white paper
DEPTH = 24  # where a PNG says how many bits a band of a pixel has
ORIENTATION = 0x0112  # Exif: how the camera was held
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def answer(file: IO[bytes], out: IO[bytes], *, media_type: str) -> dict[str, Any]:
    """Write the picture as it is kept and, where that may not show what the eye saw, the picture as it came behind it.

    The fact `original` is how many bytes the second has; without it there is none. Raises Declined when the file is no
    picture, damaged, or too large.
    """
    content = file.read()
    check_nothing_hidden(content)
    # A picture that was cut off is refused. Another library may have told Pillow otherwise, should it ever be loaded.
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    Image.MAX_IMAGE_PIXELS = None  # the size is judged before anything is drawn
    kind = KINDS[media_type]
    try:
        if _keep(content, kind, out):
            return {}
        begins = out.tell()
        _keep_as_it_came(content, kind, out)
        return {"original": out.tell() - begins}
    except (OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError, IndexError) as error:
        raise Declined("picture") from error


def check_nothing_hidden(content: bytes) -> None:
    """Raise Declined where another file lies in these bytes."""
    if b"%PDF-" in content or zipfile.is_zipfile(io.BytesIO(content)):
        raise Declined("hidden")


def _opened(content: bytes, kind: str) -> Image.Image:
    """The picture, unread. Its one transparent color, if it has one, is of eight bits as its pixels will be."""
    picture = Image.open(io.BytesIO(content), formats=[kind])
    clear = picture.info.get("transparency")
    depth = content[DEPTH] if kind == "PNG" else 8
    if picture.mode == "L" and isinstance(clear, int):
        picture.info["transparency"] = clear * {2: 85, 4: 17}.get(depth, 1)
    elif picture.mode == "RGB" and isinstance(clear, tuple) and depth == 16:
        picture.info["transparency"] = tuple(band >> 8 for band in clear)
    return picture


# As it is kept -------------------------------------------------------------------------------------------------------


def _keep(content: bytes, kind: str, out: IO[bytes]) -> bool:
    """Draw the page; whether it certainly shows what the eye saw. Raises Declined when the picture is too large."""
    with _opened(content, kind) as picture:
        frames = frames_of(picture)
        pixels = picture.width * picture.height
        if pixels > MOST_PIXELS:
            raise Declined("pixels")
        if frames > 1 and pixels * frames > MOST_MOVING:
            raise Declined("frames")
        picture.load()
        drawn, sure = as_seen(picture)
    # Colors at every pixel, for the ink of a stamp is a few pixels wide.
    drawn.save(out, kind, **_fineness(kind, 90))
    return sure and frames == 1


def _fineness(kind: str, quality: int) -> dict[str, int]:
    return {"quality": quality, "subsampling": 0} if kind == "JPEG" else {}


def frames_of(picture: Image.Image) -> int:
    """How many pictures one sees after the other. What a camera puts behind a photograph is shown by no viewer."""
    return int(getattr(picture, "n_frames", 1)) if picture.format == "PNG" else 1


def as_seen(picture: Image.Image) -> tuple[Image.Image, bool]:
    """The first frame upright on white paper, in black and white, gray or color, as a viewer shows it.

    And whether that is certain: the mode is known by name, the colors are those that the profile means, and nothing
    vanishes on white paper. What lies under something transparent is not kept. A picture of 40 megapixels is 160 MB in
    memory, and there is room for two: each step lets go of what the one before made.
    """
    profile, turn, sure = profile_of(picture), turn_of(picture), picture.mode in KNOWN
    seen: Image.Image = picture
    if seen.mode in SIXTEEN_BITS:
        seen = _eight_bits(seen)
    elif seen.has_transparency_data and seen.mode not in SEE_THROUGH:
        seen = seen.convert("RGBA")
    elif seen.mode == "P":
        seen = seen.convert("RGB")
    colors, known = _meant_colors(profile, SEE_THROUGH.get(seen.mode, seen.mode))
    if seen.mode in SEE_THROUGH:
        seen, shown = on_paper(seen, colors)
        sure = sure and shown
    else:
        seen = _in_common_colors(seen, colors)
    if seen.mode not in KEPT:
        seen = seen.convert("RGB")
    if turn is not None:
        seen = seen.transpose(turn)
    seen.info = {}  # where it was taken, by whom, what was written into it
    return seen, sure and known


def on_paper(picture: Image.Image, colors: ImageCms.ImageCmsTransform | None) -> tuple[Image.Image, bool]:
    """A picture with an alpha channel on white, on black where nothing would be seen of it on white.

    And whether all of it is seen: not on black, nor where something nearly white lies beside what is see-through.
    """
    shown = not _something_vanishes(picture)
    for paper in ("white", "black"):
        page = None  # let go of the first before the second is made
        page = _laid_on(picture, paper, colors)
        if not _is_one_color(page):
            return page, shown and paper == "white"
    page = None
    return _laid_on(picture, "white", colors), shown


def _something_vanishes(picture: Image.Image) -> bool:
    clear = pale = False
    for _top, strip in _strips(picture):
        *bands, alpha = strip.split()
        opaque = there = alpha.point(_from(HALF + 1))
        for band in bands:
            there = ImageChops.darker(there, band.point(_from(PALE)))
        clear, pale = clear or opaque.getextrema()[0] == 0, pale or there.getextrema()[1] == 255
    return clear and pale


def _laid_on(picture: Image.Image, paper: str, colors: ImageCms.ImageCmsTransform | None) -> Image.Image:
    """The page strip by strip, for a whole one more would not fit into memory."""
    plain = SEE_THROUGH[picture.mode]
    page = Image.new(plain, picture.size, paper)
    for top, strip in _strips(picture):
        page.paste(_in_common_colors(strip.convert(plain), colors), (0, top), mask=strip.getchannel("A"))
    return page


def _strips(picture: Image.Image) -> Iterator[tuple[int, Image.Image]]:
    for top in range(0, picture.height, STRIP):
        yield top, picture.crop((0, top, picture.width, min(top + STRIP, picture.height)))


def _is_one_color(picture: Image.Image) -> bool:
    bands: Any = picture.getextrema()
    return all(low == high for low, high in (bands if isinstance(bands[0], tuple) else (bands,)))


def _eight_bits(picture: Image.Image) -> Image.Image:
    """Gray of sixteen bits as gray of eight; `convert` would cut every value off at 255, and the page were blank."""
    data = picture.tobytes("raw", "I;16")  # little end first, however the file has it
    high, low = (Image.frombytes("L", picture.size, data[place::2]) for place in (1, 0))
    clear = picture.info.get("transparency")
    if not isinstance(clear, int):
        return high
    del data
    through = ImageChops.darker(high.point(_just(clear >> 8)), low.point(_just(clear & 255)))
    return Image.merge("LA", (high, ImageChops.invert(through)))


def _just(wanted: int) -> Callable[[int], int]:
    return lambda value: 255 if value == wanted else 0


def _from(least: int) -> Callable[[int], int]:
    return lambda value: 255 if value >= least else 0


# What is said about it -----------------------------------------------------------------------------------------------


def turn_of(picture: Image.Image) -> Image.Transpose | None:
    """What sets a picture upright that was taken with the camera turned."""
    return TURNS.get(picture.getexif().get(ORIENTATION, 1))


def profile_of(picture: Image.Image) -> bytes | None:
    """The color profile up to its own end. What has not the head of one is none: no program shows colors by it."""
    profile = picture.info.get("icc_profile")
    if not profile or profile[36:40] != b"acsp":
        return None
    return bytes(profile[: int.from_bytes(profile[:4])])


def _meant_colors(profile: bytes | None, mode: str) -> tuple[ImageCms.ImageCmsTransform | None, bool]:
    """The way from the profile's colors to the common ones; and whether they are known, with a profile or without."""
    if profile is None or mode == "1":
        return None, True
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.buildTransform(own, ImageCms.createProfile("sRGB"), mode, "RGB"), True
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None, False


def _in_common_colors(picture: Image.Image, colors: ImageCms.ImageCmsTransform | None) -> Image.Image:
    """The picture in the common colors; gray stays gray."""
    if colors is None:
        return picture
    if picture.mode == "RGB":
        colors.apply_in_place(picture)
        return picture
    common = colors.apply(picture)
    return common.convert("L") if picture.mode == "L" else common


# As it came ----------------------------------------------------------------------------------------------------------


def _keep_as_it_came(content: bytes, kind: str, out: IO[bytes]) -> None:
    """Every frame in its own mode, upright, with its transparency and colors, and nothing else that was in the file."""
    with _opened(content, kind) as picture:
        turn, more = turn_of(picture), {}
        if profile := profile_of(picture):
            check_nothing_hidden(profile)
            more["icc_profile"] = profile
        if frames_of(picture) == 1:
            picture.load()
            _bare(picture, turn).save(out, kind, **more, **_fineness(kind, 95))
            return
        alone = bool(picture.info.get("default_image"))  # the first is for programs that show no other
        loop, frames, durations = picture.info.get("loop", 0), [], []
        for frame in ImageSequence.Iterator(picture):
            durations.append(frame.info.get("duration", 0))
            frames.append(_bare(frame.copy(), turn))
    first, *others = frames
    moving = {"default_image": alone, "loop": loop, "duration": durations[1:] if alone else durations}
    first.save(out, kind, save_all=True, append_images=others, **moving, **more)


def _bare(picture: Image.Image, turn: Image.Transpose | None) -> Image.Image:
    """One frame without what nobody sees in it: words, places, and colors under what is wholly transparent."""
    picture.info = {name: value for name, value in picture.info.items() if name == "transparency"}
    clear = picture.info.get("transparency")
    if picture.mode in SEE_THROUGH:
        for top, strip in _strips(picture):
            empty = Image.new(strip.mode, strip.size, 0)
            picture.paste(empty, (0, top), mask=strip.getchannel("A").point(_just(0)))
    elif picture.mode == "P" and isinstance(clear, bytes) and 0 in clear:
        one = clear.index(0)
        table = [one if place < len(clear) and clear[place] == 0 else place for place in range(256)]
        picture = picture.point(table)
    return picture if turn is None else picture.transpose(turn)


if __name__ == "__main__":
    serve(answer)
