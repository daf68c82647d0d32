"""A module fits in a head, a test file in an afternoon."""

import pytest

from tests.house.layout import files_of_the_house, shown

LONGEST_MODULE = 400
LONGEST_TEST_FILE = 500


WRITTEN_BY_HAND = [path for path in files_of_the_house(".py") if path.parent.name != "migrations"]


@pytest.mark.parametrize("path", WRITTEN_BY_HAND, ids=shown)
def test_files_stay_short(path):
    limit = LONGEST_TEST_FILE if shown(path).startswith("tests/") else LONGEST_MODULE

    assert len(path.read_text().splitlines()) <= limit
