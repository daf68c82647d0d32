"""Parts of a record as lines of text, in the language that the entry is written in."""

from typing import Any

from services_catalog.hsds.problems import Refused, part_in, parts_in, text_in
from services_catalog.models import TEXT_LANGUAGE
from services_catalog.rules import lines_of

__all__ = ["contact_line", "hours_line", "language_of", "lines_of", "price_line"]

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
DAY_NAMES = {
    "nb": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    "nn": ("måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "søndag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
AROUND_THE_CLOCK = {"nb": "hele døgnet", "nn": "heile døgnet", "en": "around the clock"}
EVERY_DAY = {"nb": "alle dager", "nn": "alle dagar", "en": "every day"}


def language_of(record: dict[str, Any]) -> str:
    """The language that the texts of `record` are in; bokmål when it does not say."""
    try:
        terms = [part_in(part, "taxonomy_term") for part in parts_in(record, "attributes")]
    except Refused:
        # Told where the attributes themselves are read.
        return "nb"
    for term in terms:
        if term.get("taxonomy") == TEXT_LANGUAGE and isinstance(term.get("code"), str):
            return str(term["code"])
    return "nb"


def price_line(part: dict[str, Any], language: str) -> str:
    """What one cost option says: «Per gang: 50 kr»."""
    option, amount = text_in(part, "option").strip(), part.get("amount")
    about = text_in(part, "amount_description").strip()
    if not amount or not isinstance(amount, int | float):
        return " – ".join(filter(None, (option, about)))
    number = f"{amount:.2f}".removesuffix(".00").replace(".", "." if language == "en" else ",")
    currency = text_in(part, "currency") or "NOK"
    price = f"{number} {'kr' if currency == 'NOK' else currency}"
    return " – ".join(filter(None, (f"{option}: {price}" if option else price, about)))


def hours_line(part: dict[str, Any], language: str) -> str:
    """What one schedule says: «Telefontid: mandag–fredag kl. 08.30–14.30»."""
    language = language if language in DAY_NAMES else "nb"
    description = text_in(part, "description").strip()
    opens, closes = text_in(part, "opens_at")[:5], text_in(part, "closes_at")[:5]
    days = day_names(text_in(part, "byday"), language)
    if opens == "00:00" and closes == "23:59":
        said = AROUND_THE_CLOCK[language]
        described = said.casefold() in description.casefold()
        hours = "" if described else said
        days = "" if days == EVERY_DAY[language] else days
    elif opens and closes and language == "en":
        hours = f"{opens}–{closes}"
    elif opens and closes:
        hours = f"kl. {opens.replace(':', '.')}–{closes.replace(':', '.')}"
    else:
        hours = ""
    when = " ".join(filter(None, (days, hours)))
    return ": ".join(filter(None, (description, when)))


def day_names(byday: str, language: str) -> str:
    """«mandag–fredag» for MO,TU,WE,TH,FR."""
    numbers = sorted({DAYS.index(day.strip()) for day in byday.split(",") if day.strip() in DAYS})
    names = DAY_NAMES[language]
    if len(numbers) == len(DAYS):
        return EVERY_DAY[language]
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        return f"{names[numbers[0]]}–{names[numbers[-1]]}"
    return ", ".join(names[number] for number in numbers)


def contact_line(part: dict[str, Any], _language: str) -> str:
    """Who one contact is: «Lydhør Måke, hørselskontakt»."""
    return ", ".join(filter(None, (text_in(part, "name").strip(), text_in(part, "title").strip())))
