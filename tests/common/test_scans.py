import io
import zipfile

import pikepdf
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from common.child import Declined
from common.opening import pdfs
from common.scans import LARGEST_FILE, WORDS, PaperRefused, clean_name, examine


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
    """As LibreOffice writes it: the document opens at the top of its first page."""
    page = document.pages[0].obj
    document.Root.OpenAction = pikepdf.Array([page, pikepdf.Name.XYZ, None, None, 0])


def going_to(document):
    """As macOS Preview and Word write it."""
    place = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])
    document.Root.OpenAction = document.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=place))


def going_to_a_name(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=pikepdf.String("first"))


def empty_lists(document):
    document.Root.AF = pikepdf.Array([])
    document.Root.AA = pikepdf.Dictionary()
    document.Root.Names = pikepdf.Dictionary(EmbeddedFiles=pikepdf.Dictionary(Names=pikepdf.Array([])))
    document.pages[0].obj.AF = document.make_indirect(pikepdf.Array([]))


def links(document):
    """A link to a page of the web waits for a click, and says where it leads."""
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org")
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, A=action, Rect=[0, 0, 9, 9])
    document.pages[0].Annots = pikepdf.Array([link])


def opening_another(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.GoToR, F="other.pdf", D=pikepdf.Array([0]))


def printing(document):
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.Named, N=pikepdf.Name.Print)


def then_a_script(document):
    after = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    place = pikepdf.Array([document.pages[0].obj, pikepdf.Name.Fit])
    document.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=place, Next=document.make_indirect(after))


def sending(document):
    document.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary(A=pikepdf.Dictionary(S=pikepdf.Name.SubmitForm))])


def playing(document):
    document.pages[0].Annots = pikepdf.Array([pikepdf.Dictionary(A=pikepdf.Dictionary(S=pikepdf.Name.Rendition))])


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


DOES = {
    script: "contains a script",
    opening_another: "opens another document",
    printing: "does something when it is opened",
    then_a_script: "contains a script",
    launching: "starts a program",
    named_script: "contains a script",
    attached: "carries another file",
    form_script: "is a form that can change itself",
    page_action: "does something when it is opened",
    sending: "sends or fetches",
    playing: "plays sound, video",
}


@pytest.mark.parametrize("change", DOES, ids=lambda made: made.__name__)
@pytest.mark.parametrize("packed", [pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate])
def test_a_pdf_that_does_more_than_show_pages_is_refused_and_said_why(change, packed):
    with pytest.raises(Declined) as declined:
        pdfs.check(pdf(change, object_stream_mode=packed))
    words = str(WORDS[declined.value.code])
    assert DOES[change] in words
    assert words.endswith("Print it to a new PDF and send that.")


@pytest.mark.parametrize(
    "change", [opening, going_to, going_to_a_name, empty_lists, links], ids=lambda made: made.__name__
)
def test_an_honest_pdf_of_an_office_program_is_kept_byte_for_byte(change):
    content = pdf(change)
    assert examine(sent("mou.pdf", content)).content == content


@pytest.mark.parametrize("behind", [b"\n\n", b"\r\n\0\0\0", b"\x1a", b"\n<!-- printed by floor 2 -->\n", b"x" * 2_000])
def test_bytes_behind_the_end_of_a_pdf_are_not_kept(behind):
    content = pdf()
    kept = examine(sent("mou.pdf", content + behind)).content
    assert kept.rstrip(b"\r\n\0") == content.rstrip()
    assert b"<!--" not in kept


def test_what_is_behind_the_end_and_may_be_a_newer_state_is_refused():
    assert "not written to its end" in refusal("mou.pdf", pdf() + b"7 0 obj <</Type/Page>> endobj")


def test_an_object_that_cannot_be_read_is_no_reason_to_trust_the_rest():
    with pytest.raises(Declined, match="damaged"):
        pdfs.require_all_read(["stream: object 10/0: error reading object: unexpected end"])


def test_a_locked_pdf_is_refused():
    content = pdf(encryption=pikepdf.Encryption(owner="owner", user="open sesame"))
    assert refusal("mou.pdf", content) == "This PDF is locked. Print it to a new PDF without a password."
    content = pdf(encryption=pikepdf.Encryption(owner="owner", user=""))
    assert "forbids copying or printing" in refusal("mou.pdf", content)


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


def test_a_picture_of_more_than_40_megapixels_is_refused_before_it_is_drawn():
    assert "40 megapixels" in refusal("mou.png", picture(size=(8000, 5001), mode="1"))
    assert "40 megapixels" in refusal("mou.png", picture(size=(20_000, 10_000), mode="1"))


def test_a_name_is_kept_as_composed_text_of_at_most_150_characters():
    assert clean_name("re\u0301sume\u0301.pdf") == "r\u00e9sum\u00e9.pdf"
    assert clean_name("..\\..\\etc/pass\x00wd\u200b.pdf") == "passwd.pdf"
    long = clean_name("m" * 400 + ".pdf")
    assert len(long) == 150
    assert long.endswith(".pdf")


def kept_of(content):
    """What the child keeps of a PDF, asked here without a child."""
    out = io.BytesIO()
    assert pdfs.answer(io.BytesIO(content), out) == {}
    return out.getvalue()


def test_what_is_kept_of_a_pdf_ends_where_the_document_ends():
    content = pdf()
    assert kept_of(content) == content
    assert kept_of(content + b"<script>alert(1)</script>").rstrip() == content.rstrip()
    for broken, code in (
        (content[: content.rfind(b"%%EOF")], "damaged"),
        (content + b"\n8 0 obj <<>> endobj", "unfinished"),
        (content + b"startxref", "unfinished"),
        (b"%PDF-1.7\nnothing\n%%EOF", "damaged"),
    ):
        with pytest.raises(Declined, match=code):
            kept_of(broken)


def test_instructions_that_grow_beyond_what_pages_need_are_declined(monkeypatch):
    def scribble(document):
        document.pages[0].Contents = document.make_stream(b"q Q " * 50_000)

    content = pdf(scribble, compress_streams=True)
    assert kept_of(content) == content
    monkeypatch.setattr(pdfs, "MOST_UNPACKED", 100_000)
    with pytest.raises(Declined, match="heavy"):
        kept_of(content)
    monkeypatch.setattr(pdfs, "MOST_OBJECTS", 2)
    with pytest.raises(Declined, match="complex"):
        kept_of(content)
