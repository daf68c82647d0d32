from datetime import time

import pytest

from networks.rules import ProgrammeLine, UnreadableLine, read_programme


def test_a_programme_is_read_in_the_order_of_the_clock():
    text = "10.15 Pause\n\n09:30 Velkommen – Vennlig Vind\nkl. 11.00 Barnekoordinator i praksis - Snar Bekk – leder"

    assert read_programme(text) == [
        ProgrammeLine(time(9, 30), "Velkommen", "Vennlig Vind"),
        ProgrammeLine(time(10, 15), "Pause"),
        ProgrammeLine(time(11, 0), "Barnekoordinator i praksis", "Snar Bekk – leder"),
    ]


@pytest.mark.parametrize(
    "line", ["Velkommen", "25.00 For sent", "09.75 Umulig", "09.30", "09.30 " + "x" * 300]
)
def test_a_line_without_a_time_is_named(line):
    with pytest.raises(UnreadableLine) as unreadable:
        read_programme(f"09.00 Kaffe\n{line}")

    assert unreadable.value.line == line


def test_no_programme_is_a_programme():
    assert read_programme(" \n ") == []
