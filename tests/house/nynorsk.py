"""Tells bokmål from nynorsk, well enough to catch a text that was forgotten or half translated."""

import re
from pathlib import Path

BOKMAL_WORDS = set(Path(__file__).with_name("bokmal_words.txt").read_text().split())
BOKMAL_ENDINGS = re.compile(r".{3,}(?:lige?t?|het|heten|heter|hetene|inger|ingene|ende)")
# They end like bokmål and are not.
NYNORSK_ALL_THE_SAME = {
    "billig",
    "billige",
    "frivillig",
    "frivillige",
    "villig",
    "villige",
    "uvillig",
    "uvillige",
    "innsende",
    "nyhende",
    "oversende",
    "vidaresende",
    "ettersende",
    "tilsende",
    "legende",
    "elende",
    "springer",
    "tilbringer",
}
NOT_PROSE = re.compile(r"%\([^)]*\)[a-z]|%[sd]|\{[^}]*\}|<[^>]*>|&\w+;|https?://\S+|\S+@\S+")


def bokmal_words_in(text):
    """The words of `text` that are bokmål and not nynorsk, in the order they stand."""
    words = re.findall(r"[a-zæøåéòôü]+", NOT_PROSE.sub(" ", text).lower())
    return [
        word
        for word in words
        if word not in NYNORSK_ALL_THE_SAME
        and (word in BOKMAL_WORDS or BOKMAL_ENDINGS.fullmatch(word))
    ]
