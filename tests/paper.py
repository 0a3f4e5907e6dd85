"""Reads a PDF the way a person or a screen reader would: its words and its structure."""

import io
import re

import pikepdf


def open_pdf(data):
    """The bytes as a pikepdf document."""
    return pikepdf.open(io.BytesIO(data))


def text_of(data):
    """Every word of the document in reading order, through the fonts' own ToUnicode maps, one line a run."""
    with open_pdf(data) as document:
        return "\n".join(page_text(page) for page in document.pages)


def page_text(page):
    runs, font = [], {}
    fonts = {name: unicode_map(font) for name, font in page.Resources.get("/Font", {}).items()}
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "Tf":
            font = fonts[str(operands[0])]
        elif str(operator) in {"Tj", "TJ"}:
            pieces = operands[0] if str(operator) == "TJ" else [operands[0]]
            codes = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
            runs.append(
                "".join(font.get(codes[at : at + 2], "\N{REPLACEMENT CHARACTER}") for at in range(0, len(codes), 2))
            )
    return "\n".join(runs)


def unicode_map(font):
    """Glyph code to text, from the font's ToUnicode map (bfchar and bfrange lines)."""
    lines = font.ToUnicode.read_bytes().decode()
    mapped = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", lines, re.S):
        for code, text in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block):
            mapped[bytes.fromhex(code)] = bytes.fromhex(text).decode("utf-16-be")
    for block in re.findall(r"beginbfrange(.*?)endbfrange", lines, re.S):
        for first, last, text in re.findall(r"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for step in range(int(last, 16) - int(first, 16) + 1):
                mapped[(int(first, 16) + step).to_bytes(2)] = chr(int(text, 16) + step)
    return mapped


def structure_tags(data):
    """The set of structure types the tagged document uses: H1, P, Table, TH …"""
    found = set()

    def walk(node):
        if isinstance(node, pikepdf.Array):
            for child in node:
                walk(child)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                found.add(str(node.S).lstrip("/"))
            if "/K" in node:
                walk(node.K)

    with open_pdf(data) as document:
        walk(document.Root.StructTreeRoot)
    return found
