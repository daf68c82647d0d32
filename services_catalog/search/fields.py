"""What an entry of the directory is found by: its words, each with how much it tells."""

from collections import defaultdict
from collections.abc import Callable
from math import log2

from services_catalog.models import (
    FUNCTION,
    NOT_SEARCHED,
    TARGET_GROUP,
    ExtentType,
    Service,
    ServiceArea,
)
from services_catalog.search.analysis import Word, key_of, read
from services_catalog.search.compounds import GENERIC_HEADS
from services_catalog.search.thesaurus import Key, joined

IsPhrase = Callable[[Key], bool]

NAME, ALTERNATE, LINE, DESCRIPTION = 0.9, 0.85, 0.5, 0.32
TERM, ELIGIBILITY, HOW, PROVIDER, AREA = 0.3, 0.25, 0.12, 0.4, 0.2
PART, GENERIC_PART, STEM = 0.75, 0.3, 0.6
LONGEST_PHRASE = 5
LONGEST_WORD = 80
FULL_NAME = "="
EVERYONE = "#alle"
ENGLISH = "~en"
ANYWHERE, SOMEWHERE = "@no", "@?"
# Who a service is for, by the codes and words that directories sort by.
GROUPS = {
    "barn": "#barn",
    "ungdom": "#ungdom",
    "voksen": "#voksen",
    "eldre": "#eldre",
    "parorende": "#pårørende",
    "pårørende": "#pårørende",
}
CHILD_UNTIL, YOUTH_FROM, YOUTH_UNTIL, ADULT_FROM, OLD_FROM = 18, 13, 26, 18, 60


class Weights:
    """Weights by word; a word in several places weighs more than in the best of them, but never all."""

    def __init__(self) -> None:
        self.by_word: dict[str, float] = defaultdict(float)

    def add(self, word: str, weight: float) -> None:
        if word and len(word) <= LONGEST_WORD:
            self.by_word[word] = 1 - (1 - self.by_word[word]) * (1 - weight)

    def in_percent(self) -> dict[str, int]:
        return {word: max(1, min(100, round(100 * each))) for word, each in self.by_word.items()}


def words_of(service: Service, is_phrase: IsPhrase) -> tuple[dict[str, int], set[str]]:
    """The index words of `service` with their weights, and the words as they are written.

    `service` has its terms, areas and provider fetched.
    """
    weights, written = Weights(), set[str]()
    language = service.text_language
    line = service.in_one_line
    rest = service.description.removeprefix(line)
    areas = list(service.areas.all())
    terms = [term for term in service.terms.all() if term.taxonomy.name not in NOT_SEARCHED]
    texts = [
        (service.name, NAME, language),
        (service.alternate_name, ALTERNATE, "nb"),
        (line, LINE, language),
        (rest, DESCRIPTION, language),
        (service.eligibility, ELIGIBILITY, language),
        (service.how_to_get_in, HOW, language),
        (service.provider.name if service.provider else "", PROVIDER, "nb"),
        (" . ".join(str(area) for area in areas), AREA, "nb"),
        *(
            (term.name, TERM if term.taxonomy.name == FUNCTION else TERM / 2, "nb")
            for term in terms
        ),
    ]
    for text, weight, its_language in texts:
        if text:
            words = read(text, its_language)
            written.update(word.text for word in words if not word.is_small)
            _add_text(weights, words, weight, is_phrase)
    for name, its_language in ((service.name, language), (service.alternate_name, "nb")):
        if name:
            weights.add(FULL_NAME + joined(key_of(name, its_language)), 1.0)
    for marker in (*_groups(service), *_places(areas), f"~{language}"):
        weights.add(marker, 1.0)
    return weights.in_percent(), written


def _add_text(weights: Weights, words: list[Word], weight: float, is_phrase: IsPhrase) -> None:
    """Each word once per text, a little more for the second and third time."""
    times: dict[str, int] = defaultdict(int)
    share: dict[str, float] = {}

    def count(word: str, part: float) -> None:
        times[word] += 1
        share[word] = max(share.get(word, 0.0), part)

    telling = [word for word in words if not word.is_small]
    for word in telling:
        for form in word.forms:
            count(form, 1.0)
        for part in word.parts:
            count(part, GENERIC_PART if part in GENERIC_HEADS else PART)
        for stem in word.stems:
            count(stem, STEM)
    forms = [word.forms[0] for word in telling]
    for length in range(2, LONGEST_PHRASE + 1):
        for start in range(len(forms) - length + 1):
            key = tuple(forms[start : start + length])
            if is_phrase(key):
                count(joined(key), 1.0)
    for each, number in times.items():
        weights.add(each, 1 - (1 - weight * share[each]) ** (1 + log2(number) / 2))


def _groups(service: Service) -> set[str]:
    """Markers of who it is for: by its terms, else by its ages, else everyone."""
    found = set()
    for term in service.terms.all():
        if term.taxonomy.name == TARGET_GROUP:
            for key in (term.code, *key_of(term.name)):
                found.add(EVERYONE if key == "alle" else GROUPS.get(key, ""))
    found.discard("")
    if found:
        return found
    youngest, oldest = service.minimum_age, service.maximum_age
    if youngest is None and oldest is None:
        return {EVERYONE}
    low, high = youngest or 0, 150 if oldest is None else oldest
    spans = {
        "#barn": (0, CHILD_UNTIL),
        "#ungdom": (YOUTH_FROM, YOUTH_UNTIL),
        "#voksen": (ADULT_FROM, OLD_FROM),
        "#eldre": (OLD_FROM, 150),
    }
    return {group for group, (first, last) in spans.items() if low < last and high > first}


def _places(areas: list[ServiceArea]) -> set[str]:
    """Markers of where one must live."""
    if not areas:
        return {ANYWHERE}
    return {_place(area) for area in areas}


def _place(area: ServiceArea) -> str:
    if area.extent_type == ExtentType.COUNTRY:
        return ANYWHERE
    if area.extent_type == ExtentType.MUNICIPALITY and area.code:
        return f"@{area.code}"[:LONGEST_WORD]
    if area.extent_type == ExtentType.COUNTY and area.extent[:2].isdigit():
        return f"@fylke-{area.extent[:2]}"
    if area.organisation_id:
        return f"@organisasjon-{area.organisation_id}"
    return SOMEWHERE
