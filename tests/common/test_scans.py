import io
import zipfile

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from common.scans import LARGEST_FILE, PaperRefused, clean_name, examine


def pdf(change=None, **save):
    """One blank page, changed."""
    document = pikepdf.new()
    document.add_blank_page()
    if change:
        change(document)
    out = io.BytesIO()
    document.save(out, **save)
    return out.getvalue()


def picture(kind="PNG", size=(20, 30), mode="RGB", **save):
    out = io.BytesIO()
    Image.new(mode, size, "white").save(out, kind, **save)
    return out.getvalue()


def with_gps():
    exif = Image.Exif()
    exif[0x010F] = "CameraMaker"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (40.0, 26.0, 46.0)
    return exif


def sent(name, content, content_type="application/pdf"):
    """An upload with its name as the client gave it, past Django's own cleaning."""
    upload = SimpleUploadedFile("x", content, content_type)
    upload._name = name
    return upload


def refusal(name, content):
    with pytest.raises(PaperRefused) as caught:
        examine(sent(name, content))
    return str(caught.value.words)


def script(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def opening(document):
    document.Root.OpenAction = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])


def launching(document):
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, A=pikepdf.Dictionary(S=pikepdf.Name.Launch, F="cmd.exe")
    )
    document.pages[0].Annots = pikepdf.Array([link])


def named_script(document):
    tree = pikepdf.Dictionary(Names=pikepdf.Array(["x", pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="x")]))
    document.Root.Names = pikepdf.Dictionary(JavaScript=document.make_indirect(tree))


def attached(document):
    document.attachments["secret.txt"] = b"carried along"


def form_script(document):
    document.Root.AcroForm = pikepdf.Dictionary(XFA=pikepdf.String("<xdp/>"), Fields=pikepdf.Array([]))


def page_action(document):
    document.pages[0].AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.URI, URI="http://example.org"))


def test_a_plain_pdf_is_kept_byte_for_byte():
    content = pdf()
    paper = examine(sent("Signed MOU.PDF", content, "text/html"))
    assert (paper.content, paper.media_type, paper.name) == (content, "application/pdf", "Signed MOU.PDF")
    assert paper.stored_name.endswith(".pdf")
    assert paper.stored_name != paper.stored_name


@pytest.mark.parametrize(
    "change",
    [script, opening, launching, named_script, attached, form_script, page_action],
    ids=lambda made: made.__name__,
)
@pytest.mark.parametrize("packed", [pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate])
def test_a_pdf_that_does_more_than_show_pages_is_refused(change, packed):
    words = refusal("mou.pdf", pdf(change, object_stream_mode=packed))
    assert words == "This PDF contains a script, an action or another file. Print it to a new PDF and send that."


@pytest.mark.parametrize("password", ["", "open sesame"])
def test_a_locked_pdf_is_refused(password):
    content = pdf(encryption=pikepdf.Encryption(owner="owner", user=password))
    assert refusal("mou.pdf", content) == "This PDF is locked. Print it to a new PDF without a password."


def test_a_renamed_program_is_refused():
    assert "the file is something else" in refusal("mou.pdf", b"MZ\x90\x00" + b"\0" * 400)
    assert "the file is something else" in refusal("mou.png", pdf())
    assert "the file is something else" in refusal("mou.pdf", picture())
    assert "the file is something else" in refusal("mou.jpg", picture())
    assert "Only PDF, PNG and JPEG" in refusal("mou.pdf.exe", pdf())
    assert "Only PDF, PNG and JPEG" in refusal("mou", pdf())


def test_an_empty_file_is_refused():
    assert refusal("mou.pdf", b"") == "This file is empty. Choose it again, or scan the paper once more."


def test_a_file_of_more_than_20_mb_is_refused_before_it_is_opened():
    content = pdf() + b"\0" * LARGEST_FILE
    assert "larger than 20 MB" in refusal("mou.pdf", content)


def test_a_name_that_turns_the_direction_of_reading_is_refused():
    assert "hidden marks" in refusal("mou\u202efdp.exe", pdf())
    assert "hidden marks" in refusal("mou\u202eexe.pdf", pdf())


def test_a_file_behind_another_is_refused():
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("run.js", "alert(1)")
    assert "hidden behind" in refusal("mou.pdf", pdf() + packed.getvalue())
    assert "hidden behind" in refusal("mou.png", picture() + packed.getvalue())
    assert "hidden behind" in refusal("mou.png", picture() + pdf())
    assert "behind its end" in refusal("mou.pdf", pdf() + b"<script>alert(1)</script>")
    # A GIF's or HTML's head before the PDF's own.
    assert "something else" in refusal("mou.pdf", b"GIF89a" + pdf())


def test_a_damaged_file_is_refused():
    assert "damaged" in refusal("mou.pdf", b"%PDF-1.7\nnothing\n%%EOF")
    assert "damaged" in refusal("mou.png", picture()[:45])
    assert "damaged" in refusal("mou.jpg", picture("JPEG", size=(300, 300))[:-900])
    assert "damaged" in refusal("mou.jpg", b"\xff\xd8\xff\xe0" + b"x" * 200)


def test_a_pdf_without_pages_is_refused():
    out = io.BytesIO()
    pikepdf.new().save(out)
    assert "no pages" in refusal("mou.pdf", out.getvalue())


@pytest.mark.parametrize(("name", "kind"), [("mou.png", "PNG"), ("mou.jpeg", "JPEG"), ("MOU.JPG", "JPEG")])
def test_a_picture_is_drawn_anew_without_where_it_was_taken(name, kind):
    content = picture(kind, exif=with_gps(), **({"comment": b"canary"} if kind == "JPEG" else {}))
    assert b"CameraMaker" in content
    paper = examine(sent(name, content))
    with Image.open(io.BytesIO(paper.content)) as clean:
        assert clean.format == kind
        assert not clean.getexif()
        assert clean.size == (20, 30)
    assert b"CameraMaker" not in paper.content
    assert b"canary" not in paper.content


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGBA", "LA", "I;16"])
def test_pictures_of_every_common_kind_are_kept(mode):
    color = {"1": 1, "L": 255, "P": 1, "I;16": 3}.get(mode, "white")
    out = io.BytesIO()
    Image.new(mode, (9, 9), color).save(out, "PNG")
    assert examine(sent("mou.png", out.getvalue())).media_type == "image/png"


def test_a_picture_of_more_than_40_megapixels_is_refused_before_it_is_drawn():
    assert "40 megapixels" in refusal("mou.png", picture(size=(8000, 5001), mode="1"))
    assert "40 megapixels" in refusal("mou.png", picture(size=(20_000, 10_000), mode="1"))


def test_a_name_is_kept_as_composed_text_of_at_most_150_characters():
    assert clean_name("re\u0301sume\u0301.pdf") == "r\u00e9sum\u00e9.pdf"
    assert clean_name("..\\..\\etc/pass\x00wd\u200b.pdf") == "passwd.pdf"
    long = clean_name("m" * 400 + ".pdf")
    assert len(long) == 150
    assert long.endswith(".pdf")
