from datetime import date

import pytest

from ke_portal.people.rules import (
    NationalIdFault,
    age_on,
    birthday,
    clean_national_id,
    mask_national_id,
    national_id_fault,
)


@pytest.mark.parametrize(
    "number",
    [
        "02013299997",  # valid today and from 2032
        "30108299920",
        "30108299939",  # only from 2032
        "02013299903",
    ],
)
def test_ordinary_numbers_of_today_and_2032(number):
    assert national_id_fault(number, synthetic_wanted=False) is None


@pytest.mark.parametrize(
    "number",
    [
        "10915596784",
        "14837110034",
        "22891490163",
        "05861190015",
        "70928510164",  # D-number and synthetic
    ],
)
def test_synthetic_numbers(number):
    assert national_id_fault(number, synthetic_wanted=True) is None
    assert national_id_fault(number, synthetic_wanted=False) is NationalIdFault.SYNTHETIC


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        ("", NationalIdFault.NOT_ELEVEN_DIGITS),
        ("0201329999", NationalIdFault.NOT_ELEVEN_DIGITS),
        ("0201329999x", NationalIdFault.NOT_ELEVEN_DIGITS),
        ("٠٢٠١٣٢٩٩٩٩٧", NationalIdFault.NOT_ELEVEN_DIGITS),
        ("32013299997", NationalIdFault.NO_SUCH_DATE),
        ("02133299997", NationalIdFault.NO_SUCH_DATE),
        ("02013299998", NationalIdFault.WRONG_CHECK_DIGITS),
        ("02013299987", NationalIdFault.WRONG_CHECK_DIGITS),
    ],
)
def test_what_is_wrong_is_said(number, fault):
    assert national_id_fault(number, synthetic_wanted=False) is fault


def test_a_real_number_is_refused_outside_production():
    assert national_id_fault("02013299997", synthetic_wanted=True) is NationalIdFault.NOT_SYNTHETIC


def test_the_number_is_cleaned_and_masked():
    assert clean_national_id(" 148371 10034 ") == "14837110034"
    assert mask_national_id("14837110034") == "148371*****"


def test_years_are_counted_from_the_birthday():
    born = date(2010, 5, 17)
    assert age_on(date(2026, 5, 16), born) == 15
    assert age_on(date(2026, 5, 17), born) == 16
    assert birthday(born, 16) == date(2026, 5, 17)


def test_one_born_on_a_leap_day_has_a_birthday_every_year():
    assert birthday(date(2008, 2, 29), 16) == date(2024, 2, 29)
    assert birthday(date(2008, 2, 29), 18) == date(2026, 3, 1)
