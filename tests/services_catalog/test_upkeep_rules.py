"""The rules that keep the directory true, without a database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services_catalog.rules import addresses_in
from services_catalog.rules.differences import Kind, changed, word_by_word
from services_catalog.rules.moderation import (
    MOVES,
    WORTH,
    Facts,
    Lack,
    Refusal,
    completeness,
    lacks,
    needs_a_word,
    refusals,
)
from services_catalog.rules.upkeep import (
    Rhythm,
    Step,
    answer_by,
    due_on,
    is_time_to_ask,
    months_after,
    next_step,
)
from services_catalog.rules.words import Personal, countable_words, personal_in

TODAY = date(2026, 6, 15)
RHYTHM = Rhythm()


def may(now, to, *, is_editor=True, says_what=True, says_how=True, word="Fordi"):
    return refusals(
        now=now, to=to, is_editor=is_editor, says_what=says_what, says_how=says_how, word=word
    )


@pytest.mark.parametrize(
    ("now", "to", "facts", "expected"),
    [
        ("draft", "active", {}, []),
        ("draft", "closed", {}, [Refusal.NOT_FROM_HERE]),
        ("active", "draft", {}, [Refusal.NOT_FROM_HERE]),
        ("draft", "review", {"is_editor": False}, []),
        ("review", "active", {"is_editor": False}, [Refusal.FOR_EDITORS]),
        ("active", "paused", {"is_editor": False}, [Refusal.FOR_EDITORS]),
        ("draft", "active", {"says_what": False}, [Refusal.SAYS_NOT_WHAT]),
        ("draft", "review", {"says_how": False}, [Refusal.SAYS_NOT_HOW]),
        ("active", "paused", {"says_how": False}, []),
        ("active", "withdrawn", {"word": " "}, [Refusal.NEEDS_A_WORD]),
        ("review", "draft", {"word": ""}, [Refusal.NEEDS_A_WORD]),
        ("review", "draft", {"word": "", "is_editor": False}, []),
    ],
)
def test_an_entry_moves_one_way_and_a_refusal_has_its_reason(now, to, facts, expected):
    assert may(now, to, **facts) == expected


def test_every_status_can_be_left_and_only_for_known_ones():
    assert all(MOVES.values())
    assert set().union(*MOVES.values()) <= set(MOVES)
    assert not needs_a_word(now="draft", to="active", is_editor=True)


def test_completeness_is_what_the_lacks_leave():
    assert sum(WORTH.values()) == 100
    assert completeness(Facts()) == 0
    whole = Facts(**{lack.value: True for lack in Lack})
    assert completeness(whole) == 100
    assert lacks(whole) == []
    half = Facts(what=True, how=True)
    assert completeness(half) == 40
    assert Lack.WHAT not in lacks(half)
    assert lacks(half)[0] == Lack.WHO


@pytest.mark.parametrize(
    ("assured", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 31), None, date(2027, 1, 31)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (None, 6, TODAY),
    ],
)
def test_the_day_to_confirm_follows_the_rhythm(assured, months, expected):
    assert due_on(assured, months=months, rhythm=RHYTHM, first_seen=TODAY) == expected


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 60))
def test_months_later_is_later_and_in_the_right_month(day, months):
    later = months_after(day, months)

    assert later > day
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months


def test_owners_are_asked_ahead_and_left_in_peace_after_an_answer():
    due = TODAY + timedelta(days=30)
    ask = {"rhythm": RHYTHM, "last_answered_on": None}
    assert is_time_to_ask(due, today=TODAY, **ask)
    assert not is_time_to_ask(due, today=TODAY - timedelta(days=1), **ask)
    just_now = {"rhythm": RHYTHM, "last_answered_on": TODAY - timedelta(days=29)}
    assert not is_time_to_ask(TODAY, today=TODAY, **just_now)
    assert is_time_to_ask(TODAY, today=TODAY + timedelta(days=1), **just_now)


def test_what_is_overdue_gets_time_to_be_answered():
    assert answer_by(TODAY - timedelta(days=400), today=TODAY, rhythm=RHYTHM) == TODAY + timedelta(
        days=14
    )
    assert answer_by(TODAY + timedelta(days=20), today=TODAY, rhythm=RHYTHM) == TODAY + timedelta(
        days=20
    )


@pytest.mark.parametrize(
    ("waited", "done", "was_written_to", "expected"),
    [
        (13, (), True, None),
        (14, (), True, Step.REMIND),
        (14, (), False, None),
        (44, (Step.REMIND,), True, None),
        (45, (Step.REMIND,), True, Step.MARK),
        (45, (), False, Step.MARK),
        (90, (Step.REMIND, Step.MARK), True, Step.HIDE),
        (90, (Step.MARK,), False, None),
        (200, (Step.REMIND,), True, Step.MARK),
        (200, (Step.REMIND, Step.MARK, Step.HIDE), True, None),
    ],
)
def test_no_answer_leads_from_step_to_step(waited, done, was_written_to, expected):
    step = next_step(
        due=TODAY,
        asked_on=TODAY - timedelta(days=waited),
        was_written_to=was_written_to,
        done=frozenset(done),
        today=TODAY,
        rhythm=RHYTHM,
    )

    assert step == expected


def test_nothing_is_marked_before_its_day():
    assert (
        next_step(
            due=TODAY + timedelta(days=1),
            asked_on=TODAY - timedelta(days=60),
            was_written_to=True,
            done=frozenset({Step.REMIND}),
            today=TODAY,
            rhythm=RHYTHM,
        )
        is None
    )


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Det er stengt på fredager, åpent 09.00–15.30 andre dager.", []),
        ("Flyttet 2026-11-22 til Storgata 12, 9995 Solvåg.", []),
        ("Ring 99 00 12 34", [Personal.PHONE]),
        ("+47 990 01 234", [Personal.PHONE]),
        ("Skriv til kari@eksempel.no", [Personal.EMAIL]),
        ("Jeg er 010190 12345", [Personal.NATIONAL_ID]),
        ("01019012345", [Personal.NATIONAL_ID]),
    ],
)
def test_what_may_tell_who_somebody_is_is_noticed(text, found):
    assert personal_in(text) == found


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("Logoped for barn", ["barn", "logoped"]),
        ("Kari Nordmann", []),
        ("hjelp til Kari", []),
        ("BPA ordning", ["bpa", "ordning"]),
        ("ring 99001234", []),
        ("kari@eksempel.no", []),
        ("ord2 ord", ["ord"]),
        ("jeg er så lei meg og vet ikke hva jeg skal gjøre lenger", []),
        ("sykkel-tilskudd", ["sykkel-tilskudd"]),
        ("a" * 31, []),
    ],
)
def test_words_are_counted_one_by_one_and_never_names(query, words):
    assert countable_words(query) == words


def test_differences_are_words():
    pieces = word_by_word("Ring oss på mandag.", "Ring oss på tirsdag.")

    assert [(piece.kind, piece.text) for piece in pieces] == [
        (Kind.SAME, "Ring oss på "),
        (Kind.GONE, "mandag"),
        (Kind.NEW, "tirsdag"),
        (Kind.SAME, "."),
    ]


@given(st.text(max_size=200), st.text(max_size=200))
def test_differences_lose_no_letter(before, after):
    pieces = word_by_word(before, after)

    assert "".join(each.text for each in pieces if not each.is_new) == before
    assert "".join(each.text for each in pieces if not each.is_gone) == after


def test_a_very_long_text_is_replaced_whole():
    pieces = word_by_word("ord " * 4000, "ny " * 4000)

    assert [piece.kind for piece in pieces] == [Kind.GONE, Kind.NEW]
    assert changed({"a": 1, "b": 2}, {"a": 1, "b": 3, "c": 4}) == ["b", "c"]


def test_addresses_are_found_in_texts():
    text = "Se https://www.eksempel.no/a?b=1. Eller (http://eksempel.no)!"

    assert addresses_in("", text) == ["https://www.eksempel.no/a?b=1", "http://eksempel.no"]
