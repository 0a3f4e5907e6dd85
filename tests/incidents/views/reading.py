"""Reading a PDF back, whatever its line breaks."""

from tests.paper import open_pdf, page_text


def squashed(text):
    """The text without its white space."""
    return "".join(text.split())


def paper_pages(content):
    """The text of each page of a PDF, without its white space."""
    with open_pdf(content) as document:
        return [squashed(page_text(page)) for page in document.pages]


def paper_text(content):
    """The text of a PDF, without its white space."""
    return "".join(paper_pages(content))
