"""Norwegian as people write it, and what they write instead."""

import pytest

from services_catalog import access, search
from services_catalog.actions import refresh_search
from services_catalog.models import Service
from services_catalog.search.analysis import read, understand
from services_catalog.search.memory import recall
from services_catalog.search.words import words_in
from tests.factories import MunicipalityFactory, ServiceFactory, TermFactory

pytestmark = pytest.mark.django_db


def names(query, **options):
    found = search.find(access.published_services(), query, **options)
    return [service.name for service in found.services]


@pytest.fixture
def directory():
    ServiceFactory(
        name="Bassengtrening for revmatikere", description="Gruppe i varmt vann hver tirsdag."
    )
    ServiceFactory(name="Bufellesskap i Nordbygda", description="Små leilegheiter med personale.")
    ServiceFactory(name="Sansehagen", description="En hage for alle. Vi steller blomster sammen.")
    ServiceFactory(name="Samtalegruppe for etterlatte", description="Sorg er tungt å bære alene.")
    ServiceFactory(name="Tannhelsetjenesten", description="Gratis tannbehandling for noen grupper.")
    ServiceFactory(
        name="Help with housing", description="Advice about renting a flat.", text_language="en"
    )
    ServiceFactory(name="Ordblindhet hos ungdom", description="Kartlegging av dysleksi på skolen.")
    ServiceFactory(name="Nattpatruljen", description="Vi kommer når du ringer om natta.")


@pytest.mark.parametrize(
    ("query", "first"),
    [
        # inflections
        ("revmatikerne", "Bassengtrening for revmatikere"),
        ("etterlattes", "Samtalegruppe for etterlatte"),
        ("blomst", "Sansehagen"),
        # bokmål finds nynorsk, and the other way round
        ("leiligheter", "Bufellesskap i Nordbygda"),
        ("tannhelsetenesta", "Tannhelsetjenesten"),
        ("samtalegruppa for etterlatne", "Samtalegruppe for etterlatte"),
        # parts of compounds, and compounds from parts
        ("basseng", "Bassengtrening for revmatikere"),
        ("trening i basseng", "Bassengtrening for revmatikere"),
        ("hage", "Sansehagen"),
        ("sorggruppe", "Samtalegruppe for etterlatte"),
        # words people use
        ("dysleksi", "Ordblindhet hos ungdom"),
        ("tannlege", "Tannhelsetjenesten"),
        # typing errors, also of the letters that not all keyboards have
        ("bassengtrenning", "Bassengtrening for revmatikere"),
        ("tannhelsetjensten", "Tannhelsetjenesten"),
        ("nattpatrulen", "Nattpatruljen"),
        ("etterlate samtalegrupe", "Samtalegruppe for etterlatte"),
        # beginnings, while typing
        ("basse", "Bassengtrening for revmatikere"),
        ("sanseh", "Sansehagen"),
        # two words that are one, and one that is two
        ("sanse hagen", "Sansehagen"),
        ("natt patruljen", "Nattpatruljen"),
        # questions
        ("hvem kan hjelpe meg når jeg har revmatisme?", "Bassengtrening for revmatikere"),
        ("korleis får eg tannbehandling?", "Tannhelsetjenesten"),
        # English
        ("housing", "Help with housing"),
        ("flats", "Help with housing"),
    ],
)
def test_it_is_found(directory, query, first):
    assert names(query)[:1] == [first]


@pytest.mark.parametrize(
    "query",
    [
        "vinterdekk",
        "flyplassbuss",
        "bygge terrasse",
        "kildesortering",
        "fotballbilletter",
        "!!!",
        "& | ! ( ) : * <->",
        "\x00\x01\x02",
        "'; DROP TABLE services_catalog_posting; --",
        "-",
        "--- - -",
        "\u202e\u200b",
    ],
)
def test_another_subject_and_no_words_give_nothing(directory, query):
    assert names(query) == []


def test_ten_thousand_characters_are_no_trouble(directory):
    assert names("bassengtrening " * 700)[0] == "Bassengtrening for revmatikere"
    assert names("x" * 10_000) == []
    assert names("ab-" * 4_000) == []
    assert names("é" * 10_000) == []


def test_a_correction_is_told_and_can_be_undone(directory):
    found = search.find(access.published_services(), "tannhelsetjensten")

    [correction] = found.corrected
    assert (correction.typed, correction.meant) == ("tannhelsetjensten", "tannhelsetjenesten")
    assert names("tannhelsetjensten", as_written=True) == []


def test_a_word_that_is_known_is_not_corrected(directory):
    assert search.find(access.published_services(), "hager").corrected == ()


def test_letters_of_sami_names_may_be_typed_plainly():
    ServiceFactory(name="Helsestasjonen", alternate_name="Dearvvašvuođaguovddáš")

    assert names("dearvvasvuodaguovddas") == ["Helsestasjonen"]
    assert names("Dearvvašvuođaguovddáš") == ["Helsestasjonen"]


def test_a_place_keeps_what_those_who_live_there_can_get():
    here, there = MunicipalityFactory(name="Flisby"), MunicipalityFactory(name="Granvær")
    for name, home in (("Kokekurs", here), ("Kokekurs for nye", there)):
        service = ServiceFactory(name=name, description="Vi lager mat.")
        service.areas.create(extent_type="municipality", municipality=home)
    ServiceFactory(name="Kokekurs på nett").areas.create(extent_type="country")
    refresh_search(Service.objects.all())

    assert names("kokekurs Flisby") == ["Kokekurs", "Kokekurs på nett"]
    assert names("kokekurs i Granvær kommune")[0] == "Kokekurs for nye"
    assert len(names("kokekurs")) == 3


def test_whom_it_concerns_moves_up_and_hides_nothing():
    ServiceFactory(name="Svømming for eldre", terms=[TermFactory(code="eldre", name="Eldre")])
    ServiceFactory(name="Svømming for barn", terms=[TermFactory(code="barn", name="Barn")])

    assert names("svømming barn") == ["Svømming for barn", "Svømming for eldre"]
    assert names("svømming til sønnen min")[0] == "Svømming for barn"


def test_the_very_name_comes_first():
    ServiceFactory(name="Lesehjelp og skrivehjelp", description="Lesehjelp. Lesehjelp.")
    ServiceFactory(name="Lesehjelp", description="Hver onsdag.")

    assert names("lesehjelp")[0] == "Lesehjelp"


def test_a_mention_counts_less_than_a_subject():
    ServiceFactory(name="Strikkekafé", description="Vi møtes. Noen ganger er det også korsang.")
    ServiceFactory(name="Korsang for alle", description="Vi synger.")

    assert names("korsang") == ["Korsang for alle", "Strikkekafé"]


def test_drafts_are_not_found():
    ServiceFactory(name="Seilkurs", status="draft")

    assert names("seilkurs") == []


def test_a_deleted_service_takes_its_words_along():
    service = ServiceFactory(name="Seilkurs")
    service.delete()

    assert names("seilkurs") == []


@pytest.mark.parametrize(
    ("word", "form", "parts"),
    [
        ("kommunepsykologene", "kommunepsykolog", ("kommune", "psykolog")),
        ("heimebuande", "hjemmeboende", ()),
        ("skulehelseteneste", "skolehelsetjeneste", ("skole", "helsetjeneste")),
        ("inkluderende", "inkludere", ()),
        ("livskvaliteten", "livskvalitet", ("livs", "kvalitet")),
    ],
)
def test_one_form_for_both_standards(word, form, parts):
    understood = understand(word)

    assert understood.forms[0] == form
    assert not parts or understood.parts[-1] == parts[-1]


def test_a_hanging_part_is_made_whole():
    assert [word.forms[0] for word in read("natt- og helgepleie")] == [
        "nattpleie",
        "og",
        "helgepleie",
    ]


def test_marks_are_taken_off_all_letters_but_ours():
    assert words_in("Áŋgir Čoahkkin på Ærø") == ["angir", "coahkkin", "på", "ærø"]


def test_other_processes_see_new_words_at_once():
    memory = recall()
    ServiceFactory(name="Trommesirkel")

    assert "trommesirkel" in recall().words
    assert recall() is memory
