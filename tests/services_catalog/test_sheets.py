"""The directory goes out as a spreadsheet and comes in again: looked at first, then all of it or nothing."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from ke_portal.audit.models import Event
from ke_portal.audit.verbs import Verb
from services_catalog import actions, sheets, tasks
from services_catalog.models import Service, SheetReading
from tests.factories import ServiceFactory, TaxonomyFactory, TermFactory

pytestmark = pytest.mark.django_db
PAGE = "/tjenester/regneark/"


@pytest.fixture
def editor(persona, client):
    user = persona("a catalogue editor")
    client.force_login(user)
    return user


@pytest.fixture
def download(client, editor):
    """The rows of the spreadsheet, as lists of cells."""

    def rows(form="xlsx"):
        content = client.get(reverse("services_catalog:download", args=[form])).content
        if form == "csv":
            return content
        book = load_workbook(io.BytesIO(content))
        return [[cell.value or "" for cell in row] for row in book.active.iter_rows()]

    return rows


@pytest.fixture
def upload(client, editor):
    """Send rows in, as .xlsx or as text; the answer shows what would change."""

    def send(rows, name="tjenester.xlsx"):
        content = rows if isinstance(rows, bytes) else workbook(rows)
        return client.post(PAGE, {"file": SimpleUploadedFile(name, content)})

    return send


def workbook(rows):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_cell(rows, row, heading, value):
    """`rows` with one cell changed; `row` counts from 1, the headings."""
    changed = [list(cells) for cells in rows]
    changed[row - 1][rows[0].index(heading)] = value
    return changed


def say_yes(client):
    kept = SheetReading.objects.get()
    return client.post(
        reverse("services_catalog:apply_sheet", args=[kept.public_id]), follow=True
    ).content.decode()


def test_out_and_in_again_changes_nothing(download, upload):
    taxonomy = TaxonomyFactory()
    ServiceFactory(
        phone="+47 99 00 12 34",
        description="=1+1\nog to linjer",
        languages=["nb", "se"],
        minimum_age=18,
        terms=[TermFactory(taxonomy=taxonomy, code="a"), TermFactory(taxonomy=taxonomy, code="b")],
    )
    ServiceFactory()

    answer = upload(download())
    assert "Ingenting å endre" in answer.content.decode()
    answer = upload(download("csv"), name="tjenester.csv")
    assert "Ingenting å endre" in answer.content.decode()
    assert not SheetReading.objects.exists()


def test_one_sees_what_would_change_and_nothing_has(download, upload, client, editor):
    service = ServiceFactory(name="Logoped", phone="99 00 10 00")
    rows = with_cell(download(), 2, "telefon", "99 00 20 00")

    page = upload(rows).content.decode()

    assert "1 tjeneste vil endres" in page
    assert "<del>10</del>" in page
    assert "<ins>20</ins>" in page
    service.refresh_from_db()
    assert service.phone == "99 00 10 00"
    assert Event.objects.get(verb=Verb.SHEET_RECEIVED).actor == str(editor.pk)

    assert "1 endringer" in say_yes(client)
    service.refresh_from_db()
    assert service.phone == "99 00 20 00"
    assert Event.objects.get(verb=Verb.SERVICE_CHANGED).actor == str(editor.pk)
    assert service.revisions.count() == 2
    assert not SheetReading.objects.exists()


def test_terms_are_replaced_within_their_own_column(download, upload, client):
    one, two = TaxonomyFactory(name="form"), TaxonomyFactory(name="nivå")
    TermFactory(taxonomy=one, code="gruppe")
    service = ServiceFactory(
        terms=[TermFactory(taxonomy=one, code="kurs"), TermFactory(taxonomy=two, code="kommune")]
    )
    rows = with_cell(download(), 2, "begreper: form", "gruppe")
    upload(rows)
    say_yes(client)

    assert set(service.terms.values_list("code", flat=True)) == {"gruppe", "kommune"}


def test_a_row_without_id_is_a_new_draft(download, upload, client):
    service = ServiceFactory()
    rows = [*download(), [""] * 6 + ["Kurs for søsken"]]
    rows[-1][rows[0].index("tilbyder")] = service.provider.name

    page = upload(rows).content.decode()
    assert "Kurs for søsken" in page
    say_yes(client)

    new = Service.objects.get(name="Kurs for søsken")
    assert (new.status, new.provider) == ("draft", service.provider)


def test_each_bad_cell_is_named_and_nothing_is_kept(download, upload):
    ServiceFactory(), ServiceFactory()
    rows = download()
    rows = with_cell(rows, 2, "e-post", "ikke en adresse")
    rows = with_cell(rows, 2, "fra alder", "atten")
    rows = with_cell(rows, 3, "navn", "")
    rows[0].append("noe annet")
    rows[1].append("x")

    answer = upload(rows)

    page = answer.content.decode()
    assert answer.status_code == 400
    for column in ("e-post", "fra alder", "navn", "noe annet"):
        assert f">{column}</td>" in page
    assert '<th scope="row">2</th>' in page
    assert '<th scope="row">3</th>' in page
    assert not SheetReading.objects.exists()


@pytest.mark.parametrize(
    ("heading", "value", "said"),
    [
        ("id", "tull", "Ingen tjeneste har denne id-en"),
        ("id", "00000000-0000-4000-8000-000000000000", "Ingen tjeneste har denne id-en"),
        ("versjon", "0", "Last den ned på nytt"),
        ("til alder", "3", "Er lavere enn laveste alder"),
        ("nettside", "javascript:alert(1)", "adresse"),
        ("navn", "x" * 251, "250"),
        ("beskrivelse", "x" * 20_001, "for lang"),
        ("begreper: form", "finnes-ikke", "Ukjent kode: finnes-ikke"),
    ],
)
def test_a_fault_says_what_is_wrong(download, upload, heading, value, said):
    TaxonomyFactory(name="form")
    ServiceFactory(minimum_age=18)

    answer = upload(with_cell(download(), 2, heading, value))

    assert answer.status_code == 400
    assert said in answer.content.decode()


def test_the_same_entry_on_two_rows_is_a_fault(download, upload):
    ServiceFactory()
    rows = download()

    assert "står på en annen rad" in upload([*rows, rows[1]]).content.decode()


def test_what_has_changed_since_the_look_stops_all_of_it(download, upload, client, editor):
    first, second = ServiceFactory(), ServiceFactory()
    rows = with_cell(download(), 2, "telefon", "99 00 20 00")
    upload(with_cell(rows, 3, "telefon", "99 00 30 00"))
    kept = SheetReading.objects.get()
    last = Service.objects.get(public_id=kept.rows[1]["id"])
    actions.change_service(last, by=editor, contact="Ny leder")

    page = say_yes(client)

    assert "Ingenting er endret: rad 3" in page
    assert not Service.objects.exclude(phone="").exists()
    assert {first.pk, second.pk} == set(Service.objects.values_list("pk", flat=True))


def test_a_sheet_is_its_senders_own(download, upload, client, persona):
    ServiceFactory()
    upload(with_cell(download(), 2, "telefon", "99 00 20 00"))
    client.force_login(persona("a KE leader"))

    kept = SheetReading.objects.get()
    url = reverse("services_catalog:apply_sheet", args=[kept.public_id])
    assert client.post(url).status_code == 404


def test_a_sheet_that_nobody_said_yes_to_is_forgotten(editor):
    kept = SheetReading.objects.create(by=editor, name="a", rows=[])
    SheetReading.objects.create(by=editor, name="b", rows=[])
    SheetReading.objects.filter(pk=kept.pk).update(at=timezone.now() - timezone.timedelta(days=2))

    tasks.forget_sheets()
    tasks.forget_sheets()

    assert SheetReading.objects.get().name == "b"


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "'="])
def test_no_cell_is_a_formula(sign, download):
    ServiceFactory(name=f"{sign}HYPERLINK(1)")

    row = download()[1]
    assert f"'{sign}HYPERLINK(1)" in row
    assert sheets.plain(sheets.harmless(f"{sign}x")) == f"{sign}x"
    for line in download("csv").decode("utf-8-sig").splitlines():
        for cell in line.split(";"):
            assert not cell.strip('"').startswith(sheets.FORMULA_SIGNS)


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * (sheets.LARGEST_UNPACKED + 1))
    return out.getvalue()


def with_entities():
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook([["id"]]))) as whole,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for name in whole.namelist():
            text = whole.read(name)
            if name.endswith("sheet1.xml"):
                text = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]>' + text
            packed.writestr(name, text)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "a.xlsx", "tom"),
        (b"PK\x03\x04 ikke noe mer", "a.xlsx", "ødelagt"),
        (b"Dette er ikke et regneark", "a.xlsx", "ødelagt"),
        (workbook([["id"]])[:-200], "a.xlsx", "ødelagt"),
        (bomb(), "a.xlsx", "folder seg ut"),
        (with_entities(), "a.xlsx", "ødelagt"),
        (b"x" * (sheets.LARGEST_FILE + 1), "a.csv", "for stor"),
        (b"\xff\xfe\x00\x00", "a.csv", "kan ikke leses"),
        (b"navn;telefon\nx;y", "a.csv", "overskriftene"),
        (b"id;navn;navn\n", "a.csv", "samme overskrift"),
        (b"id\n" + b"x\n" * sheets.MOST_ROWS, "a.csv", "for mange rader"),
        (b"id" + b";x" * 200, "a.csv", "for mange kolonner"),
        (b'id;navn\n"' + b"x" * 200_000, "a.csv", "kan ikke leses"),
    ],
)
def test_a_file_that_cannot_be_read_says_so(upload, content, name, said):
    answer = upload(content, name=name)

    assert answer.status_code in {200, 400}
    assert said in answer.content.decode()
    assert not SheetReading.objects.exists()


def test_a_file_in_the_old_letters_is_read(download, upload):
    ServiceFactory(name="Ståplass på øya")

    text = download("csv").decode("utf-8-sig").encode("cp1252")
    assert "Ingenting å endre" in upload(text, name="gammel.csv").content.decode()


def test_export_takes_as_many_queries_for_many(download, django_assert_max_num_queries):
    ServiceFactory.create_batch(6, terms=[TermFactory()])

    with django_assert_max_num_queries(20):
        download("csv")
