"""Long words taken apart where Norwegian puts them together: hjelpemiddel + sentral."""

import re
from functools import cache

from services_catalog import lexicon
from services_catalog.search.morphology import dictionary_forms, is_known
from services_catalog.search.words import words_in

SHORTEST_PART = 4
SHORTEST_WHOLE = 7
JOINTS = ("s", "e")
# Short words that compounds of this field begin or end with.
SHORT_PARTS = frozenset(
    re.findall(
        r"\S+",
        """
        arm bad bil blå bo by dag del dør døv fag far fot fri gå hud hus hør hånd jobb kol kor lag lek lån løn
        mat mor mål nav ord øre øye plan ppt prat rus råd ryg rygg sak sal sans ski sko skam slag søk sorg spa
        stå syn syk sjuk tak tal tap tid tog tolk tur tt uke ung ut veg vei vei ven vekt vår år kne hals nær hav
        sex ms cp adl kafé kafe vakt bane
        """,
    )
) - frozenset(
    ("gå", "bo", "by", "ut", "tal", "veg", "hør", "kor", "løn", "ven", "ryg", "stå", "kol")
)
# Beginnings and endings that are known words too, but make no compound.
NOT_FIRST = frozenset(
    re.findall(
        r"\S+",
        """
        alle andre anti avs base benn beste bort dess disse eksam ellers elle ende enda etter even fabel fore
        foran forb forr fort forut fram frem gjen gjenn gjør gode hele heri hind hjemm inne inter kons kont
        kvali likt mange mell mest mest miss moti mott mote ness nord oppe oppl over pare pass prek pres prof
        rehabi repr sams sell sens sentr slik spes stas stil såle tels tenn tera tids tilb tilr tils tilst tils
        trans uten uste utst vare vedt veil vert
        """,
    )
)
NOT_LAST = frozenset(
    re.findall(
        r"\S+",
        """
        aktiv alen ande ansk anse arbei atte atisk bare bart dags dere deri edel eksje eine eise elen eler elig
        else elle elser ende endel ender endes enes enig ensk entlig erende ering erne ersk esse este ette ettes
        heit heite hets ike iske iske inga inge ingen inger ings isme iste ists itet kast laus laust lege leik
        leis lege lese lig liga lige ligere ligst ling linga linger løse løst mann ning ninga ninge ningen
        ninger nings nisse rett rike ring ringa ringen ringer same sjon sjoner skap skaper sling søme same som
        somme somt stand stein sten tate teren terer teri tere teringen tering terende terende tende tens tent
        ter test tiden tide tisk ting tinga toren tung verd verdig vis vise
        """,
    )
)
# Compounds that have become words of their own: their parts lead astray.
LEXICAL = frozenset(
    re.findall(
        r"\S+",
        """
        sykehus sykehjem sykepleie sykepleier barnehage barnevern fritid likeperson fastlege samarbeid
        veiledning rettleiing undervisning hverdag kvardag ungdom bolig bustad tilbud fagfolk vernepleier
        helsesykepleier fysioterapi fysioterapeut ergoterapi ergoterapeut psykoterapi hjelpemiddel helsestasjon
        medarbeider anledning avdeling oppmerksomhet oppfølging overgang omsorg rullestol rullator arbeidsgiver
        arbeidstaker medlem selvstendig fremover ettermiddag formiddag sammenheng hjemmeside nettside
        """,
    )
)
# Endings after which a compound takes an s.
TAKES_S = re.compile(r"(?:ing|het|heit|sjon|skap|else|dom|itet|nad|tet|leik)s$")
# First parts that nothing else begins with.
SURE_FIRST = frozenset(
    ("barne", "heime", "hjemme", "ungdoms", "voksen", "vaksen", "foreldre", "hverdags", "kvardags")
)
# Last parts of proper names, whatever stands before them.
NAME_HEADS = (
    "senter",
    "senteret",
    "sykehus",
    "sjukehus",
    "klinikken",
    "kommune",
    "heimen",
    "hjemmet",
    "forbund",
)
# Participles and the like, which are one word however they look.
WHOLE = re.compile(r"(?:erende|erande|ering|eringa|eringen|isering|ende|ande)$")
# Last parts that only say that the first one is offered, suffered or carried out.
GENERIC_HEADS = frozenset(
    re.findall(
        r"\S+",
        """
        tjeneste tilbud senter team enhet avdeling kontor ordning gruppe tiltak arbeid oppfølging time sentral
        lag problem vanske plage sykdom lidelse pasient bruker person hjelp hjelper syk hemmet hemming rammet
        nedsettelse behandling hemme tilstand forhold utfordring stønad støtte opplegg program virksomhet område
        sak bistand veileder veiledning konsulent rådgiver ansvarlig kontakt fag opphold klinikk poliklinikk
        institusjon diagnose skade rådgivning svekket svekkelse tap svikt kurs
        """,
    )
)


@cache
def field_words() -> frozenset[str]:
    """Single words of the lexicon, which the splitter trusts."""
    return frozenset(
        word
        for entry in lexicon.entries()
        for term in (entry.term, *entry.nynorsk, *entry.same)
        for words in [words_in(term)]
        if len(words) == 1
        for word in words
        if len(word) >= SHORTEST_PART
    )


def is_part(word: str) -> bool:
    """Whether `word` can be a part of a compound."""
    return len(word) >= SHORTEST_PART and (is_known(word) or word in field_words())


@cache
def _first(text: str) -> tuple[int, tuple[str, ...]] | None:
    """What `text` is as the first part of a compound, with how doubtful that is."""
    if text in SHORT_PARTS:
        return 0, (text,)
    if text.endswith("-"):
        return _first(text[:-1]) or (0, (text[:-1],))
    choices: list[tuple[int, tuple[str, ...]]] = []
    for joint in JOINTS:
        bare = text[: -len(joint)]
        if text.endswith(joint) and (
            bare in SHORT_PARTS or (is_part(bare) and bare not in NOT_FIRST)
        ):
            choices.append((0 if TAKES_S.search(text) or bare in field_words() else 1, (bare,)))
    if text in SURE_FIRST:
        choices.append((-1, (text,)))
    elif is_part(text) and text not in NOT_FIRST:
        choices.append(
            (0 if text in field_words() or not TAKES_S.search(f"{text}s") else 2, (text,))
        )
    if len(text) >= SHORTEST_WHOLE and not choices:
        inner = _split(text) or (_split(text[:-1]) if text.endswith("s") else None)
        if inner:
            choices.append((inner[0] + 1, inner[1]))
    return min(choices, key=lambda choice: (choice[0], -len(choice[1][0])), default=None)


@cache
def _split(word: str) -> tuple[int, tuple[str, ...]] | None:
    if len(word) < SHORTEST_WHOLE or (WHOLE.search(word) and is_known(word)):
        return None
    if LEXICAL.intersection((word, *dictionary_forms(word))):
        return None
    best: tuple[int, tuple[str, ...]] | None = None
    for place in range(2, len(word) - 2):
        head = word[place:]
        if head in NOT_LAST or not (head in SHORT_PARTS or is_part(head)):
            continue
        first = _first(word[:place])
        if first is None:
            continue
        doubt = first[0] + (0 if field_words().intersection((head, *dictionary_forms(head))) else 1)
        if best is None or doubt < best[0]:
            best = doubt, (*first[1], head)
    return best


@cache
def parts_of(word: str) -> tuple[str, ...]:
    """The parts of a compound, the last one inflected as it stands; none when it is one word."""
    if "-" in word:
        return tuple(part for part in word.split("-") if part)
    if split := _split(word):
        return split[1]
    if not is_known(word):
        for head in NAME_HEADS:
            if word.endswith(head) and len(word) - len(head) >= SHORTEST_PART - 1:
                return word[: -len(head)], head
    return ()
