import io
import zipfile
from datetime import date

import pytest

from referrals import rules


def word(*names):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return content.getvalue()


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 11, 22), date(2026, 12, 22)),
        (date(2026, 12, 5), date(2027, 1, 5)),
        (date(2027, 1, 31), date(2027, 2, 28)),
        (date(2028, 1, 31), date(2028, 2, 29)),
        (date(2026, 8, 31), date(2026, 9, 30)),
    ],
)
def test_a_preliminary_answer_is_due_a_month_after_receipt(received, due):
    assert rules.preliminary_answer_due(received) == due


def test_a_code_is_read_however_it_is_typed():
    code = rules.receipt_code(2**60)
    typed = code.lower().replace("-", " ")

    assert len(code) == 14
    assert rules.clean_receipt_code(typed) == code
    assert rules.clean_receipt_code(f" {code.replace('-', '')} ") == code


@pytest.mark.parametrize("text", ["", "KXFM-9TCD", "KXFM-9TCD-3WPR-C", "O0I1-L8BS-5GZ2", "æøå"])
def test_what_cannot_be_a_code_is_none(text):
    assert rules.clean_receipt_code(text) == ""


def test_a_code_has_no_letter_that_looks_like_another():
    assert not set(rules.RECEIPT_ALPHABET) & set("O0QI1LB8S5Z2GAEU")


@pytest.mark.parametrize(
    ("level", "right", "answers", "unmet"),
    [
        ("municipality", "plan", {"long_lasting": "yes", "coordinated": "yes"}, ()),
        ("municipality", "plan", {"long_lasting": "yes"}, ("coordinated",)),
        ("municipality", "coordinator", {"complex": "yes"}, ("long_lasting", "coordinated")),
        ("trust", "coordinator", {"complex": "yes"}, ()),
        ("trust", "coordinator", {"long_lasting": "yes", "coordinated": "yes"}, ()),
        ("trust", "coordinator", {"long_lasting": "yes"}, ("complex",)),
        (
            "municipality",
            "child_coordinator",
            {"child_under_18": "yes", "serious": "unknown", "both_kinds_of_services": "yes"},
            ("serious",),
        ),
        ("municipality", "group", {}, ()),
    ],
)
def test_what_stands_in_the_way_of_a_right(level, right, answers, unmet):
    requirement = rules.requirements(level=level, on=date(2026, 11, 22))[right]
    assert rules.unmet(requirement, answers) == unmet


def test_a_trust_decides_no_child_coordinator():
    assert "child_coordinator" not in rules.requirements(level="trust", on=date(2026, 11, 22))


def test_conditions_are_those_of_their_day():
    assert rules.requirements(level="municipality", on=date(2020, 1, 1)) == {}


def test_each_condition_is_asked_once():
    requirement = rules.requirements(level="trust", on=date(2026, 1, 1))["coordinator"]
    assert requirement.conditions == ("complex", "long_lasting", "coordinated")


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n%abc\n", "application/pdf"),
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "image/png"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", "image/jpeg"),
        (word("[Content_Types].xml", "word/document.xml"), rules.PAPER_KINDS[".docx"]),
        (word("xl/workbook.xml"), None),
        (b"PK\x03\x04 not really", None),
        (b"MZ\x90\x00", None),
        (b"<html><script>", None),
        (b"", None),
    ],
)
def test_a_paper_is_what_is_in_it(content, kind):
    assert rules.paper_kind(content) == kind


def test_a_reminder_comes_before_it_is_due_but_not_in_the_past():
    assert rules.remind_on(date(2026, 12, 22), date(2026, 11, 22)) == date(2026, 12, 17)
    assert rules.remind_on(date(2026, 12, 22), date(2026, 12, 20)) == date(2026, 12, 20)


def test_a_complaint_has_four_weeks():
    assert rules.complaint_due(date(2026, 11, 22)) == date(2026, 12, 20)
