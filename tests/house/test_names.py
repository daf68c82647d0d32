"""What has no home has no name yet."""

from tests.house.layout import files_of_the_house, shown

NO_NAMES = {"utils", "util", "helpers", "common", "core", "misc"}
NO_MODULES = {"services.py", "managers.py", "signals.py"}


def test_no_file_or_folder_has_a_name_that_says_nothing():
    nameless = [
        shown(path)
        for path in files_of_the_house(".py", ".html", ".css", ".js")
        if path.name in NO_MODULES
        or NO_NAMES & {part.partition(".")[0].strip("_") for part in shown(path).split("/")}
    ]

    assert nameless == []
