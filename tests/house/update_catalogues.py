"""Bring locale/*/django.po in step with the source: new texts in, old ones out. Run by `make messages`."""

import sys

import polib

from tests.house.messages import Text, po_file, texts_in_the_house

HEADER = {
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "MIME-Version": "1.0",
    "Plural-Forms": "nplurals=2; plural=(n != 1);",
}


def update(language):
    """Write the catalogue of `language` anew; returns how many texts lack a translation."""
    path = po_file(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    there = {}
    if path.is_file():
        there = {
            Text(entry.msgid, entry.msgid_plural, entry.msgctxt or ""): entry
            for entry in polib.pofile(str(path))
            if not entry.obsolete
        }
    po = polib.POFile(wrapwidth=100)
    po.metadata = HEADER | {"Language": language}
    for text in sorted(texts_in_the_house()):
        po.append(there.get(text) or _empty(text))
    po.save(str(path))
    return len(po.untranslated_entries())


def _empty(text):
    entry = polib.POEntry(msgid=text.msgid, msgctxt=text.context or None)
    if text.plural:
        entry.msgid_plural = text.plural
        entry.msgstr_plural = {0: "", 1: ""}
    return entry


if __name__ == "__main__":
    for language in ("nn", "en"):
        sys.stdout.write(f"{language}: {update(language)} texts to translate\n")
