"""Printed documents: tagged PDF/A-3a that is also PDF/UA-1, from a template under `templates/pdf/`.

WeasyPrint lays out and tags. What it leaves undone for PDF/UA is added here: the language of passages,
the direction of header cells, page furniture as artifacts, one table or paragraph where a page break made two,
and the PDF/UA mark. This leans on WeasyPrint's `_build_box_tree`, so its version is pinned and tests/pdf holds it.
"""

import functools
import gc
import io
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from importlib.resources import files
from typing import Any
from xml.sax.saxutils import escape

import pydyf
from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

WHAT_IS_MISSING = ""
try:
    with redirect_stdout(io.StringIO()):
        from weasyprint import CSS, HTML
        from weasyprint.css import ColorProfile
        from weasyprint.formatting_structure import boxes
        from weasyprint.pdf import tags
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher, URLFetcherResponse
except OSError as error:
    WHAT_IS_MISSING = str(error)
    URLFetcher = object

LOOK = {"pdf_variant": "pdf/a-3a", "output_intent": "house"}
NOTHING = b"null"
FONT_FOLDERS = ("source-sans/TTF", "dejavu-fonts-ttf/ttf")
# Control characters, except tab and line feed: no font has them, and readers stumble over them.
UNPRINTABLE = dict.fromkeys([*range(9), *range(11, 32), *range(127, 160)])
# Pango's font map and WeasyPrint's caches are not made for two threads at once.
ONE_AT_A_TIME = threading.Lock()


class PdfUnavailable(Exception):
    """The machine lacks the system libraries that lay out text; everything but the PDF works."""


def render_pdf(template: str, context: Mapping[str, Any]) -> bytes:
    """The document as PDF. The same template, context and language give the same bytes.

    `context["language"]` chooses the language of the labels; without it the active one is used.
    """
    if WHAT_IS_MISSING:
        raise PdfUnavailable(
            "PDF needs the system libraries pango and harfbuzz "
            f"(Debian: libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0). {WHAT_IS_MISSING}"
        )
    with translation.override(context.get("language") or translation.get_language()):
        text = render_to_string(template, dict(context))
    return lay_out(text)


def lay_out(text: str, *, finish: bool = True) -> bytes:
    """One HTML text as PDF; without `finish` what WeasyPrint makes on its own, for the tests."""
    with ONE_AT_A_TIME, without_collecting():
        fonts, sheet, profile = print_shop()
        # A profile of its own for each document: one that is used again is written differently.
        colours = ColorProfile(
            io.BytesIO(profile), "sRGB", "relative-colorimetric", (["r"], ["g"], ["b"])
        )
        document = HTML(string=text.translate(UNPRINTABLE), url_fetcher=HouseFetcher()).render(
            stylesheets=[sheet], font_config=fonts, color_profiles={"house": colours}, **LOOK
        )
        document.metadata.title = " ".join((document.metadata.title or "").split())
        content: bytes = document.write_pdf(finisher=finish_document if finish else None, **LOOK)
    return content


@contextmanager
def without_collecting() -> Iterator[None]:
    """Lets the garbage collector rest: a layout keeps all that it makes, so looking takes a fifth of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@functools.cache
def print_shop() -> tuple[Any, Any, bytes]:
    """Fonts, style sheet and colour profile, read once a process."""
    fonts = FontConfiguration()
    sheet = (settings.BASE_DIR / "static" / "css" / "pdf.css").read_text(encoding="utf-8")
    profile = (files("weasyprint.pdf") / "sRGB2014.icc").read_bytes()
    return fonts, CSS(string=sheet, font_config=fonts, url_fetcher=HouseFetcher()), profile


class HouseFetcher(URLFetcher):
    """Opens `font:NAME.ttf` and `static:PATH` of our own and refuses every other address."""

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
        scheme, _, name = url.partition(":")
        if scheme == "font":
            folders = [settings.NODE_MODULES / folder for folder in FONT_FOLDERS]
        elif scheme == "static":
            folders = [settings.BASE_DIR / "static"]
        else:
            raise ValueError("Documents fetch nothing from outside.")
        for folder in folders:
            path = (folder / name).resolve()
            if path.is_relative_to(folder.resolve()) and path.is_file():
                return URLFetcherResponse(url, path.read_bytes())
        raise ValueError(f"{name} is not one of our own files.")


# --- While WeasyPrint builds the structure tree


def tell_more(build: Any) -> Any:
    """`_build_box_tree`, noting language, direction of headers, source element and page furniture too."""

    def build_box_tree(
        box: Any, parent: Any, pdf: Any, page: int, marks: Any, annotations: Any, waiting: Any
    ) -> Iterator[Any]:
        if isinstance(box, boxes.MarginBox):
            for inner in box.descendants():
                if inner in waiting:
                    mark = waiting.pop(inner)["mcid"]
                    marks[mark] = NOTHING
                    note_furniture(pdf, page, mark)
            return
        for element in build(box, parent, pdf, page, marks, annotations, waiting):
            source = getattr(box, "element", None)
            # Page, html and body make no element of their own; what they hand on has its source already.
            if source is not None and not hasattr(element, "source"):
                element.source = source
                if language := source.attrib.get("lang"):
                    element["Lang"] = pydyf.String(language)
                if element["S"] == "/TH":
                    across = source.attrib.get("scope") == "row"
                    element["A"]["Scope"] = "/Row" if across else "/Column"
            yield element

    return build_box_tree


def note_furniture(pdf: Any, page: int, mark: int) -> None:
    """Remembers content that belongs to the page and not to the text."""
    pdf.__dict__.setdefault("furniture", {}).setdefault(page, set()).add(mark)


if not WHAT_IS_MISSING:
    tags._build_box_tree = tell_more(tags._build_box_tree)


# --- Before the file is written


def finish_document(document: Any, pdf: Any) -> None:
    """WeasyPrint's finisher: whole elements, artifacts, and metadata with the PDF/UA mark."""
    root = follow(pdf, pdf.catalog["StructTreeRoot"])
    text = follow(pdf, root["K"][0])
    whole: list[Any] = []
    for reference in text["K"]:
        if whole and is_continued(follow(pdf, whole[-1]), follow(pdf, reference)):
            take_over(pdf, follow(pdf, whole[-1]), follow(pdf, reference))
        else:
            whole.append(reference)
    text["K"] = pydyf.Array(whole)
    for page, marks in getattr(pdf, "furniture", {}).items():
        call_artifacts(
            follow(pdf, follow(pdf, pdf.page_references[page])["Contents"]).stream, marks
        )
    metadata = follow(pdf, pdf.catalog["Metadata"])
    metadata.stream = [describe(document.metadata, pdf.info["Producer"].string)]
    metadata.compress = False


def follow(pdf: Any, reference: bytes) -> Any:
    """The object that a reference such as `12 0 R` points to."""
    return pdf.objects[int(reference.split()[0])]


def is_continued(first: Any, rest: Any) -> bool:
    """Whether a page break made these two out of one element."""
    return (
        first["S"] == rest["S"] not in ("/Link", "/Figure")
        and first["Pg"] != rest["Pg"]
        and getattr(first, "source", None) is not None
        and first.source is getattr(rest, "source", None)
    )


def take_over(pdf: Any, first: Any, rest: Any) -> None:
    """Gives the first half of a broken element what the second half holds."""
    if first["S"] == "/Table":
        drop_repeated_head(pdf, first, rest)
    for reference in rest["K"]:
        child = follow(pdf, reference)
        halves = first["K"] if first["S"] == "/TR" else first["K"][-1:]
        twins = [
            half for half in (follow(pdf, half) for half in halves) if is_continued(half, child)
        ]
        if twins:
            take_over(pdf, twins[0], child)
        else:
            child["P"] = first.reference
            first["K"].append(reference)
    rest.clear()


def drop_repeated_head(pdf: Any, first: Any, rest: Any) -> None:
    """The head that a table repeats on its next page is for the eye: a reader has heard it already."""
    head, repeated = follow(pdf, first["K"][0]), follow(pdf, rest["K"][0])
    if head["S"] != "/THead" or not is_continued(head, repeated):
        return
    del rest["K"][0]
    for cell, copy in zip(headers(pdf, head), headers(pdf, repeated), strict=True):
        # The cells below point to this very string.
        copy["ID"].string = cell["ID"].string
    places = follow(pdf, follow(pdf, pdf.catalog["StructTreeRoot"])["ParentTree"])["Nums"]
    for reference, mark in marks_in(pdf, repeated):
        page = pdf.page_references.index(reference)
        places[2 * page + 1][mark] = NOTHING
        note_furniture(pdf, page, mark)
    repeated.clear()


def headers(pdf: Any, head: Any) -> list[Any]:
    """The header cells of a table's head, in order."""
    rows = [follow(pdf, row) for row in head["K"]]
    return [
        cell for row in rows for cell in (follow(pdf, cell) for cell in row["K"]) if "ID" in cell
    ]


def marks_in(pdf: Any, element: Any) -> Iterator[tuple[bytes, int]]:
    """Page and number of each piece of content below an element."""
    for child in element["K"]:
        if isinstance(child, int):
            yield element["Pg"], child
        else:
            yield from marks_in(pdf, follow(pdf, child))


def call_artifacts(stream: list[Any], marks: set[int]) -> None:
    """Content with these numbers becomes page furniture, which a screen reader leaves out."""
    for place, item in enumerate(stream):
        if isinstance(item, pydyf.Dictionary) and item.get("MCID") in marks:
            stream[place - 1] = "/Artifact"
            stream[place] = pydyf.Dictionary({"Type": "/Pagination"})


# XMP, one description a namespace: PDF/A-1 validators demand the namespace on each.
RDF = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
{}
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""
NAMESPACES = {
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
}
# PDF/A knows only its own list of schemas; any other, PDF/UA's too, is declared in the file.
EXTENSION = """<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the document follows</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"""


def describe(metadata: Any, producer: str) -> bytes:
    """What the file says about itself, PDF/A-3a and PDF/UA-1 among it; agrees with the PDF's own fields."""
    title = escape(metadata.title or "")
    authors = "".join(f"<rdf:li>{escape(author)}</rdf:li>" for author in metadata.authors)
    values = [
        ("pdfaid:part", "3"),
        ("pdfaid:conformance", "A"),
        ("pdfuaid:part", "1"),
        ("dc:title", f'<rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt>'),
        ("dc:creator", f"<rdf:Seq>{authors}</rdf:Seq>" if authors else ""),
        ("dc:language", f"<rdf:Bag><rdf:li>{escape(metadata.lang or 'nb')}</rdf:li></rdf:Bag>"),
        ("xmp:CreatorTool", escape(metadata.generator or "")),
        ("xmp:CreateDate", escape(metadata.created or "")),
        ("pdf:Producer", escape(producer)),
    ]
    descriptions = []
    for prefix, address in NAMESPACES.items():
        inner = "".join(
            f"<{name}>{value}</{name}>"
            for name, value in values
            if value and name.startswith(f"{prefix}:")
        )
        descriptions.append(
            f'<rdf:Description rdf:about="" xmlns:{prefix}="{address}">{inner}</rdf:Description>'
        )
    return RDF.format("\n".join([*descriptions, EXTENSION])).encode()
