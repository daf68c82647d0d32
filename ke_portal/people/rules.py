"""National identity numbers, and what age means for who may see what. Plain Python."""

from datetime import date
from enum import StrEnum

FIRST_WEIGHTS = (3, 7, 6, 1, 8, 9, 4, 5, 2)
SECOND_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
# Until 2031 the first check sum must be 0; from 2032 it may also be 1, 2 or 3.
FIRST_REMAINDERS = frozenset({0, 1, 2, 3})

CHILD_IS_HEARD_FROM = 7
PARENTS_MAY_BE_KEPT_OUT_FROM = 12
HEALTH_MAJORITY = 16
MAJORITY = 18


class NationalIdFault(StrEnum):
    """Why a national identity number is refused."""

    NOT_ELEVEN_DIGITS = "not_eleven_digits"
    NO_SUCH_DATE = "no_such_date"
    WRONG_CHECK_DIGITS = "wrong_check_digits"
    NOT_SYNTHETIC = "not_synthetic"
    SYNTHETIC = "synthetic"


def clean_national_id(text: str) -> str:
    """`text` without the spaces and dots that people put into a number."""
    return "".join(character for character in text if character not in " .\u00a0-")


def national_id_fault(number: str, *, synthetic_wanted: bool) -> NationalIdFault | None:
    """Why `number` cannot be a national identity number; None when it can.

    Takes ordinary numbers, D-numbers (day + 40), H-numbers (month + 40) and synthetic ones (month + 80 or
    + 65), by the rule of today and that of 2032. `synthetic_wanted` is True outside production, where only
    synthetic numbers may be stored, and False in production, where none may.
    Source: the National Registry's description of the number from 2032.
    """
    if len(number) != 11 or not (number.isascii() and number.isdigit()):
        return NationalIdFault.NOT_ELEVEN_DIGITS
    day, month = int(number[:2]), int(number[2:4])
    is_synthetic = month > 80 or 65 < month <= 77
    if not _is_possible_date(_plain_day(day), _plain_month(month)):
        return NationalIdFault.NO_SUCH_DATE
    digits = [int(digit) for digit in number]
    first = (sum(w * d for w, d in zip(FIRST_WEIGHTS, digits[:9], strict=True)) + digits[9]) % 11
    second = sum(w * d for w, d in zip(SECOND_WEIGHTS, digits, strict=True)) % 11
    if first not in FIRST_REMAINDERS or second != 0:
        return NationalIdFault.WRONG_CHECK_DIGITS
    if synthetic_wanted and not is_synthetic:
        return NationalIdFault.NOT_SYNTHETIC
    if is_synthetic and not synthetic_wanted:
        return NationalIdFault.SYNTHETIC
    return None


def mask_national_id(number: str) -> str:
    """The birth date part, and stars for the rest."""
    return f"{number[:6]}{'*' * 5}"


def _plain_day(day: int) -> int:
    return day - 40 if day > 40 else day


def _plain_month(month: int) -> int:
    for added in (80, 65, 40):
        if month > added:
            return month - added
    return month


def _is_possible_date(day: int, month: int) -> bool:
    """The year's century cannot be read from the number, so any leap day will do."""
    try:
        date(2000, month, day)
    except ValueError:
        return False
    return True


def age_on(day: date, birth_date: date) -> int:
    """Whole years of life on `day`."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def birthday(birth_date: date, age: int) -> date:
    """The day somebody turns `age`; 1 March for those born on a leap day in other years."""
    try:
        return birth_date.replace(year=birth_date.year + age)
    except ValueError:
        return date(birth_date.year + age, 3, 1)
