"""Finds every text that the source marks for translation, without the gettext tools."""

from io import BytesIO
from typing import NamedTuple

from babel.messages.extract import extract
from django.utils.translation.template import templatize

from tests.house.layout import HOUSE, files_of_the_house, shown, source_files

KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


class Text(NamedTuple):
    """What identifies a text in a .po file."""

    msgid: str
    plural: str = ""
    context: str = ""


def template_files():
    return [path for path in files_of_the_house(".html", ".txt") if "templates" in path.parts]


def texts_in_python(source):
    """The marked texts of Python source, as `{Text: line}`."""
    found = {}
    for line, message, _, context in extract("python", BytesIO(source.encode()), KEYWORDS):
        singular, plural = message if isinstance(message, tuple) else (message, "")
        if singular:
            found.setdefault(Text(singular, plural, context or ""), line)
    return found


def texts_in_template(source):
    """The marked texts of a template, as `{Text: line}`."""
    # Indentation means something to Python only, and a template's does not add up.
    flat = "\n".join(line.lstrip() for line in templatize(source).splitlines())
    return texts_in_python(flat)


def texts_in_the_house():
    """Every marked text, with the places it stands, as `{Text: ["path:line", …]}`."""
    places = {}
    for path in source_files():
        for text, line in texts_in_python(path.read_text()).items():
            places.setdefault(text, []).append(f"{shown(path)}:{line}")
    for path in template_files():
        for text, line in texts_in_template(path.read_text()).items():
            places.setdefault(text, []).append(f"{shown(path)}:{line}")
    return places


def po_file(language):
    return HOUSE / "locale" / language / "LC_MESSAGES" / "django.po"
