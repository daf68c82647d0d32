from dataclasses import dataclass

from services_catalog import rules
from services_catalog.models.service import Service, TextLanguage

NEAR = frozenset({TextLanguage.BOKMAL.value, TextLanguage.NYNORSK.value})


# Each language by the name its readers know it by.
OWN_NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "se": "Davvisámegiella", "en": "English"}


@dataclass(frozen=True)
class Words:
    """A text, and the language it is in."""

    text: str
    lang: str

    @property
    def steps(self) -> list[str]:
        return rules.steps_of(self.text)


@dataclass(frozen=True)
class EntryWords:
    """What an entry says to a visitor: each text in the visitor's language when there is one, else in its own."""

    language: str
    wanted: str
    others: list[tuple[str, str]]
    name: Words
    line: Words
    description: Words
    eligibility: Words
    how_to_get_in: Words

    @property
    def is_far_from_wanted(self) -> bool:
        """Whether the visitor reads another language than this, and not only the other Norwegian."""
        return self.language != self.wanted and not {self.language, self.wanted} <= NEAR

    @property
    def language_name(self) -> str:
        return str(TextLanguage(self.language).label)

    @property
    def wanted_name(self) -> str:
        return str(TextLanguage(self.wanted).label)


def words_of(service: Service, *, wanted: str) -> EntryWords:
    """The texts of `service` in the language `wanted`. Reads its `texts`."""
    own = str(service.text_language)
    texts = {text.language: text for text in service.texts.all() if text.language != own}
    text = texts.get(wanted)
    language = wanted if text else own

    def words(name: str, mine: str) -> Words:
        told = getattr(text, name, "")
        return Words(told, language) if told else Words(mine, own)

    line = text and (text.summary or (text.description and rules.first_sentence(text.description)))
    described = words("description", service.description)
    shown_line = Words(line, language) if line else Words(service.in_one_line, own)
    return EntryWords(
        language=language,
        wanted=wanted if wanted in TextLanguage.values else own,
        others=[
            (code, OWN_NAMES[code])
            for code in (own, *texts)
            if code != language and code in OWN_NAMES
        ],
        name=words("name", service.name),
        line=shown_line,
        description=Words(rules.after_line(described.text, shown_line.text), described.lang),
        eligibility=words("eligibility", service.eligibility),
        how_to_get_in=words("how_to_get_in", service.how_to_get_in),
    )
