"""What stands on the paper, and what never gets into it."""

import io
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pypdf
import pytest

from ke_portal import pdf
from tests.pdf import samples

PLAN = "pdf/individual_plans/plan.html"
LETTER = "pdf/referrals/letter.html"
RECEIPT = "pdf/referrals/receipt.html"
NINE_ITEMS = (
    "a. Mål, ressurser og behov for tjenester",
    "b. De som er med i arbeidet",
    "c. Koordinator",
    "d. Det hver av oss bidrar med",
    "e. Tiltak, omfang og hvem som har ansvar",
    "f. Slik gjennomfører vi tiltakene",
    "g. Planperiode, justering og revisjon",
    "h. Samtykke",
    "i. Samarbeid med andre",
)


def read(content: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.fixture
def asked(monkeypatch):
    """The addresses that documents ask for."""
    addresses = []
    fetch = pdf.HouseFetcher.fetch

    def note(self, url, headers=None):
        addresses.append(url)
        return fetch(self, url, headers)

    monkeypatch.setattr(pdf.HouseFetcher, "fetch", note)
    return addresses


def test_the_plan_has_all_nine_items_in_order():
    text = read(pdf.render_pdf(PLAN, samples.plan()))
    places = [text.index(item) for item in NINE_ITEMS]
    assert places == sorted(places)


def test_an_empty_plan_still_has_all_nine_items():
    context = {
        name: [] if isinstance(value, list) else value for name, value in samples.plan().items()
    }
    text = read(pdf.render_pdf(PLAN, {**context, "about": {}}))
    assert all(item in text for item in NINE_ITEMS)
    assert "Koordinator er ikke oppnevnt ennå." in text


def test_norwegian_and_sami_letters_come_out_as_they_went_in():
    letters = "ÆØÅæøå ÁČĐŊŠŦŽ áčđŋšŧž ńḿ «» – −"
    context = samples.plan()
    context["about"]["what_matters"] = letters
    assert letters in read(pdf.render_pdf(PLAN, context))


def test_characters_that_no_font_has_are_left_out():
    context = samples.plan()
    context["about"]["what_matters"] = "for\x01 alle\x0b\x7f i\x85 klassen"
    assert "for alle i klassen" in read(pdf.render_pdf(PLAN, context))


def test_without_our_fonts_the_letters_are_still_there(settings, tmp_path):
    settings.NODE_MODULES = tmp_path
    pdf.print_shop.cache_clear()
    try:
        content = pdf.render_pdf(PLAN, samples.plan())
    finally:
        pdf.print_shop.cache_clear()
    assert "Čáhcesuolu, Kárášjohka, ŋ, š, ŧ og ž" in read(content)
    assert b"KE-Sans" not in content


def test_each_page_has_number_title_version_and_date():
    content = pdf.render_pdf(PLAN, samples.plan())
    pages = [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]
    assert len(pages) > 2
    for number, text in enumerate(pages, start=1):
        assert f"Side {number} av {len(pages)}" in text
        assert "Versjon 3, 20. november 2026" in text
        assert "Vakker Blomst" in text


def test_the_same_plan_gives_the_same_bytes():
    pdf.print_shop.cache_clear()
    assert len({pdf.render_pdf(PLAN, samples.plan()) for _ in range(3)}) == 1


def test_protected_address_leaves_places_out():
    open_text = read(pdf.render_pdf(PLAN, samples.plan()))
    text = read(pdf.render_pdf(PLAN, samples.plan(hide_address=True)))
    for place in ("Solvåg bad", "Granbakken skole, ", "Sjøbris sykehus"):
        assert place.strip(", ") in open_text
    assert "Solvåg bad" not in text
    assert "Sjøbris sykehus" not in text
    letter = read(pdf.render_pdf(LETTER, samples.letter(hide_address=True)))
    assert "Furuveien 12" not in letter
    assert "Tildelingskontoret" not in letter


def test_the_letter_gives_answer_reasons_and_the_way_to_complain():
    text = read(pdf.render_pdf(LETTER, samples.letter()))
    for part in (
        "Koordinator Innvilget, 19. november 2026",
        "Barnekoordinator Avslått",
        "Er tilstanden alvorlig? Nei.",
        "Fristen er 18. desember 2026.",
        "Send klagen til Solvåg kommune",
        "Du har rett til å lese dokumentene",
        "Saksnummer: 2026-000417",
        "Modig Lønn",
    ):
        assert part in text


def test_the_receipt_has_the_code_and_the_next_steps():
    text = read(pdf.render_pdf(RECEIPT, samples.receipt()))
    assert "K7MP-4QXD" in text
    assert "Vi svarer deg innen 21. desember 2026." in text
    assert "ring 113" in text
    steps = [{"title": "Vi ringer.", "text": "I morgen."}]
    assert "Vi ringer. I morgen." in read(pdf.render_pdf(RECEIPT, samples.receipt(steps=steps)))


def test_several_at_once_do_not_disturb_each_other():
    alone = pdf.render_pdf(LETTER, samples.letter())
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda _: pdf.render_pdf(LETTER, samples.letter()), range(8)))
    assert set(together) == {alone}


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1:9/steal",
        "https://example.org/x.png",
        "ftp://example.org/x",
        "file:///etc/passwd",
        "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>",
        "static:../pyproject.toml",
        "static:/etc/passwd",
        "font:../package.json",
        "font:/etc/passwd",
        "relative.png",
    ],
)
def test_nothing_is_fetched_from_outside(address):
    with pytest.raises(ValueError, match=r"outside|not one of our own"):
        pdf.HouseFetcher().fetch(address)


def test_our_own_files_are_fetched():
    assert pdf.HouseFetcher().fetch("static:css/pdf.css").read().startswith(b"/* Paper")
    assert len(pdf.HouseFetcher().fetch("font:SourceSans3-Regular.ttf").read()) > 100_000


def test_markup_in_a_text_is_text(asked):
    nasty = '<img src="file:///etc/passwd"><img src=http://127.0.0.1:9/x><style>body{display:none}</style>'
    context = samples.plan()
    context["about"]["what_matters"] = nasty
    context["goals"][0].update(text=nasty, own_words=nasty)
    context["plan"]["person_name"] = 'Rar" data-title="x'
    text = read(pdf.render_pdf(PLAN, context))
    assert '<img src="file:///etc/passwd">' in text
    assert 'Rar" data-title="x' in text
    assert [address for address in asked if not address.startswith("font:")] == []


def test_a_document_that_asks_for_a_file_is_refused(asked, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("hemmelig")
    address = secret.as_uri()
    content = pdf.lay_out(
        f'<html lang="nb"><title>x</title><link rel=stylesheet href="{address}"><link rel=attachment href="{address}">'
        f'<p>tekst <img alt="x" src="{address}"> <object data="{address}"></object></p></html>'
    )
    assert address in asked
    assert b"hemmelig" not in content
    assert b"/EmbeddedFile" not in content
    assert read(content).startswith("tekst x")


def test_long_words_and_texts_stay_on_the_page(tmp_path):
    context = samples.plan()
    context["about"]["what_matters"] = "habiliteringstjenestesamarbeid" * 20
    context["goals"][0]["measures"][0]["title"] = "Ergoterapeutsamarbeidsmøtekoordinering" * 4
    context["goals"][0]["own_words"] = "Jeg vil. " * 3000
    path = tmp_path / "plan.pdf"
    path.write_bytes(pdf.render_pdf(PLAN, context))
    boxes = subprocess.run(
        ["pdftotext", "-bbox", str(path), "-"], capture_output=True, text=True, check=True
    ).stdout
    right = (210 - 24) * 72 / 25.4
    assert max(float(end) for end in re.findall(r'<word .*xMax="([0-9.]+)"', boxes)) <= right + 0.5


def test_labels_follow_the_language_and_texts_keep_theirs():
    content = pdf.render_pdf(RECEIPT, {**samples.receipt(), "language": "en"})
    assert pypdf.PdfReader(io.BytesIO(content)).trailer["/Root"]["/Lang"] == "en"


def test_a_plan_of_12_goals_and_40_measures_is_quick():
    context = samples.plan(goals=12, measures=3)
    for goal in context["goals"][:4]:
        goal["measures"].append(samples.measure(7))
    pdf.render_pdf(RECEIPT, samples.receipt())
    start = time.process_time()
    pdf.render_pdf(PLAN, context)
    assert time.process_time() - start < 2.5


def test_without_system_libraries_only_the_pdf_is_missing():
    program = (
        "import cffi\n"
        "def refuse(*a, **k): raise OSError('no libpango')\n"
        "cffi.FFI.dlopen = refuse\n"
        "from ke_portal import pdf\n"
        "try:\n    pdf.render_pdf('x', {})\n"
        "except pdf.PdfUnavailable as error:\n    print(error)\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        env=dict(os.environ),
    )
    assert result.stdout.startswith("PDF needs the system libraries pango"), result.stderr
    assert "no libpango" in result.stdout
