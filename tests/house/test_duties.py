"""`docs/duties.md` is complete, and a row that says done can be followed to a page and a test."""

import ast
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import pytest
from django.urls import Resolver404, resolve

HOUSE = Path(__file__).resolve().parents[2]
DUTIES = HOUSE / "docs" / "duties.md"
ROWS_PER_SOURCE = {"000": 57, "001": 29, "002": 49, "003": 41, "004": 41}
STATUSES = {"open", "done"}
COLUMNS = 6


class Duty(NamedTuple):
    number: str
    who: str
    words: str
    status: str
    page: str
    tests: list[str]


def duties_in(text):
    """Every table row that is about a duty, whatever its number looks like."""
    rows = []
    for line in text.splitlines():
        cells = [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and re.match(r"\d", cells[0]):
            assert len(cells) == COLUMNS, f"{cells[0]} has {len(cells)} columns"
            tests = [name.strip().strip("`") for name in cells[5].split(",") if name.strip()]
            rows.append(Duty(*cells[:5], tests))
    return rows


def is_a_page(path):
    try:
        resolve(path.partition("?")[0])
    except Resolver404:
        return False
    return True


def is_a_test(name):
    """Whether `tests/folder/test_file.py::test_name` names a test function in that file."""
    path, _, function = name.partition("::")
    file = HOUSE / path
    if not (path.startswith("tests/") and file.is_file() and function.startswith("test_")):
        return False
    tree = ast.parse(file.read_text())
    return any(isinstance(node, ast.FunctionDef) and node.name == function for node in tree.body)


def faults(text):
    """What is wrong with the tables, one sentence each."""
    duties = duties_in(text)
    seen = Counter(duty.number for duty in duties)
    expected = {
        f"{source}-{number:02}"
        for source, rows in ROWS_PER_SOURCE.items()
        for number in range(1, rows + 1)
    }
    found = [f"{number} is missing" for number in sorted(expected - set(seen))]
    found += [f"{number} is no duty of the list" for number in sorted(set(seen) - expected)]
    found += [f"{number} is there {times} times" for number, times in seen.items() if times > 1]
    for duty in duties:
        if not (duty.who and duty.words):
            found.append(f"{duty.number} does not say who or what")
        if duty.status not in STATUSES:
            found.append(f"{duty.number} has the unknown status {duty.status!r}")
        if duty.status == "done":
            found += faults_of_done(duty)
    return found


def faults_of_done(duty):
    found = []
    if not duty.page.startswith("/") or not is_a_page(duty.page):
        found.append(f"{duty.number} is done, but {duty.page!r} is no page")
    if not duty.tests:
        found.append(f"{duty.number} is done, but names no test")
    found += [f"{duty.number}: {name} is no test" for name in duty.tests if not is_a_test(name)]
    return found


def test_every_duty_has_a_true_row():
    assert faults(DUTIES.read_text()) == []


HERE = "tests/house/test_duties.py::test_every_duty_has_a_true_row"


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("", "000-01 is missing"),
        (
            "| 000-01 | KE | x | open | | |\n| 000-01 | KE | x | open | | |",
            "000-01 is there 2 times",
        ),
        ("| 000-58 | KE | x | open | | |", "000-58 is no duty of the list"),
        ("| 000-1 | KE | x | open | | |", "000-1 is no duty of the list"),
        ("| 000-01 | | x | open | | |", "000-01 does not say who or what"),
        ("| 000-01 | KE | x | nearly | | |", "000-01 has the unknown status 'nearly'"),
        ("| 000-01 | KE | x | done | | " + HERE + " |", "000-01 is done, but '' is no page"),
        (
            "| 000-01 | KE | x | done | `/no/such/page/` | " + HERE + " |",
            "000-01 is done, but '/no/such/page/' is no page",
        ),
        ("| 000-01 | KE | x | done | `/admin/` | |", "000-01 is done, but names no test"),
        (
            "| 000-01 | KE | x | done | `/admin/` | tests/house/test_duties.py::test_gone |",
            "000-01: tests/house/test_duties.py::test_gone is no test",
        ),
        (
            "| 000-01 | KE | x | done | `/admin/` | " + HERE + ", tests/test_gone.py::test_a |",
            "000-01: tests/test_gone.py::test_a is no test",
        ),
    ],
)
def test_an_untrue_row_is_noticed(row, complaint):
    assert complaint in faults(row)


def test_a_done_row_with_a_page_and_a_test_is_true():
    found = faults(f"| 000-01 | KE | x | done | `/admin/` | `{HERE}` |")

    assert not [fault for fault in found if fault.startswith(("000-01 is done", "000-01:"))]
