"""The words of the search: the files, and what editors make of them."""

import csv

import pytest

from ke_portal.audit.models import Event
from services_catalog import access, actions, lexicon, search
from services_catalog.models import LexiconEntry
from tests.factories import ServiceFactory

FILES = sorted(lexicon.FOLDER.glob("words/*.csv"))


def names(query):
    found = search.find(access.published_services(), query)
    return [service.name for service in found.services]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_file_of_words_can_be_read(path):
    entries = lexicon.read(path)

    terms = [entry.term for entry in entries]
    assert len(terms) == len(set(terms))
    assert all(not set(entry.everyday) & {entry.term} for entry in entries)


def test_there_are_many_entries():
    assert len(lexicon.entries()) >= 1500


def test_a_term_of_two_themes_is_one_entry(tmp_path, monkeypatch):
    (tmp_path / "words").mkdir()
    for name, same in (("a", "x;y"), ("b", "y;z")):
        with (tmp_path / "words" / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            rows = csv.DictWriter(file, lexicon.COLUMNS, restval="")
            rows.writeheader()
            rows.writerow({"term": "ordet", "same": same})
    monkeypatch.setattr(lexicon, "FOLDER", tmp_path)

    [entry] = lexicon.entries.__wrapped__()

    assert entry.same == ("x", "y", "z")


@pytest.mark.parametrize(
    "text", ["term,same\na,b\n", ",".join(lexicon.COLUMNS) + "\n,a,,,,,,,,,\n", "", "term\n"]
)
def test_a_broken_file_is_told_of(tmp_path, text):
    path = tmp_path / "odd.csv"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(lexicon.BadLexicon, match=r"odd\.csv"):
        lexicon.read(path)


def test_nynorsk_parts_are_other_words_in_bokmal():
    variants = lexicon.variants()

    assert variants["heim"] == "hjem"
    assert len(variants) > 500
    assert all(nynorsk and bokmal for nynorsk, bokmal in variants.items())


@pytest.mark.django_db
def test_a_new_entry_counts_at_once_and_leaves_a_record():
    ServiceFactory(name="Snekkerverksted", description="Vi lager ting av tre.")
    assert names("plinkeplonk") == []

    entry = actions.save_lexicon_entry(
        LexiconEntry(term="snekkerverksted", everyday="plinkeplonk"), by=None
    )

    assert names("plinkeplonk") == ["Snekkerverksted"]
    event = Event.objects.get(verb="lexicon_entry.added")
    assert event.detail == {"term": "snekkerverksted", "is_used": True}

    entry.everyday = "noe annet"
    actions.save_lexicon_entry(entry, by=None)
    assert names("plinkeplonk") == []
    assert Event.objects.filter(verb="lexicon_entry.changed").count() == 1

    actions.remove_lexicon_entry(entry, by=None)
    assert names("noe annet") == []
    assert Event.objects.filter(verb="lexicon_entry.removed").count() == 1


@pytest.mark.django_db
def test_an_entry_out_of_use_takes_ours_with_it():
    ServiceFactory(name="Trygghetsalarm i hjemmet", description="En knapp rundt halsen.")
    assert "trygghetsalarm" in search.suggest("trygghetsal")

    actions.save_lexicon_entry(LexiconEntry(term="trygghetsalarm", is_used=False), by=None)

    assert "trygghetsalarm" not in search.suggest("trygghetsal")
    assert names("trygghetsalarm") == ["Trygghetsalarm i hjemmet"]


@pytest.mark.django_db
def test_a_term_of_several_words_is_found_as_one_where_it_stands():
    ServiceFactory(name="Blå resept", description="Fire ville hester drar vogna.")
    ServiceFactory(name="Ville vekster", description="Fire turer. Hester er der ikke.")

    actions.save_lexicon_entry(
        LexiconEntry(term="fire ville hester", everyday="hurlumhei"), by=None
    )

    assert names("hurlumhei")[0] == "Blå resept"


@pytest.mark.django_db
def test_an_editor_finds_and_changes_what_our_files_say(client, persona):
    client.force_login(persona("a catalogue editor"))

    page = client.get("/admin/services_catalog/lexiconentry/", {"q": "trygghetsalarm"})
    assert "?term=trygghetsalarm" in page.content.decode()
    form = client.get("/admin/services_catalog/lexiconentry/add/", {"term": "trygghetsalarm"})
    assert "tryggleiksalarm" in form.content.decode()

    answer = client.post(
        "/admin/services_catalog/lexiconentry/add/",
        {"term": "trygghetsalarm", "everyday": "knappen min", "is_used": "on"},
    )

    assert answer.status_code == 302
    assert LexiconEntry.objects.get().everyday == "knappen min"
