"""The documents keep PDF/UA-1 and PDF/A-3a, and the checks would notice if they did not."""

import io
import subprocess
import sys
from itertools import pairwise

import pikepdf
import pytest

from ke_portal import pdf
from tests.pdf import samples

TITLES = {
    "pdf/individual_plans/plan.html": "Individuell plan – Vakker Blomst",
    "pdf/referrals/letter.html": "Svar på melding om behov",
    "pdf/referrals/receipt.html": "Kvittering for melding om behov",
}
EVERY_DOCUMENT = pytest.mark.parametrize("template", samples.DOCUMENTS)


def pdfua(path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pdfua", "check", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@EVERY_DOCUMENT
def test_the_pdfua_checker_finds_nothing(printed, template):
    result = pdfua(printed[template])
    assert "result: PASS (no findings)" in result.stdout, result.stdout
    assert result.returncode == 0


@EVERY_DOCUMENT
def test_a_screen_reader_meets_no_fault(printed, outloud, template):
    result = outloud(printed[template])
    assert result.returncode == 0, result.stdout
    assert "0 error(s), 0 warning(s)" in result.stdout, result.stdout


def test_the_checkers_refuse_what_is_not_finished(unfinished_file, outloud):
    assert pdfua(unfinished_file).returncode != 0
    result = outloud(unfinished_file)
    assert result.returncode != 0
    assert "DOC-012" in result.stdout
    assert "PAG-001" in result.stdout


@EVERY_DOCUMENT
def test_the_file_is_sound(printed, template):
    with pikepdf.open(printed[template]) as document:
        assert document.check_pdf_syntax() == []


@EVERY_DOCUMENT
def test_it_says_what_it_is(printed, template):
    with pikepdf.open(printed[template]) as document:
        assert document.Root.MarkInfo.Marked
        assert document.Root.Lang == "nb"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        with document.open_metadata() as metadata:
            assert metadata.pdfa_status == "3A"
            assert metadata["pdfuaid:part"] == "1"
            assert metadata["dc:title"] == str(document.docinfo["/Title"]) == TITLES[template]
            assert metadata["dc:creator"] == ["Koordinerende enhet i Solvåg, Solvåg kommune"]
        assert b"pdfaExtension:schemas" in document.Root.Metadata.read_bytes()


def elements(node, kind=None):
    for child in node.get("/K", []):
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            if kind in (None, child.S):
                yield child
            yield from elements(child, kind)


@EVERY_DOCUMENT
def test_every_font_is_whole_and_readable(printed, template):
    with pikepdf.open(printed[template]) as document:
        fonts = [
            font
            for font in document.objects
            if getattr(font, "get", None) and font.get("/Type") == "/Font"
        ]
        composite = [font for font in fonts if font.Subtype == "/Type0"]
        assert composite
        for font in composite:
            assert "/ToUnicode" in font
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
        names = {str(font.BaseFont) for font in composite}
        assert all("KE-Sans" in name for name in names), names


def test_header_cells_say_which_way_they_point(plan_file):
    with pikepdf.open(plan_file) as document:
        scopes = [str(cell.A.Scope) for cell in elements(document.Root.StructTreeRoot, "/TH")]
        assert "/Row" in scopes
        assert "/Column" in scopes


def test_headings_come_in_order(plan_file):
    with pikepdf.open(plan_file) as document:
        kinds = [str(e.S) for e in elements(document.Root.StructTreeRoot)]
    levels = [int(kind[2]) for kind in kinds if kind in {"/H1", "/H2", "/H3", "/H4"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_passage_in_another_language_says_so():
    context = samples.plan()
    context["goals"][0].update(own_words="Háliidan leat skuvllas.", language="se")
    content = pdf.render_pdf("pdf/individual_plans/plan.html", context)
    with pikepdf.open(io.BytesIO(content)) as document:
        languages = {str(e.Lang) for e in elements(document.Root.StructTreeRoot) if "/Lang" in e}
    assert languages == {"se"}


def test_a_table_over_two_pages_stays_one_table():
    content = pdf.render_pdf("pdf/individual_plans/plan.html", samples.plan(goals=1, measures=30))
    with pikepdf.open(io.BytesIO(content)) as document:
        assert len(document.pages) > 4
        tables = list(elements(document.Root.StructTreeRoot, "/Table"))
        rows = [len(list(elements(table, "/TR"))) for table in tables]
        heads = [len(list(elements(table, "/THead"))) for table in tables]
    assert rows.count(31) == 2, "measures, and how they are done"
    assert max(heads) == 1
