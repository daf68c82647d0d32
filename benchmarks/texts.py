"""Words to fill the tables with: composed, about nobody, as long as such texts are."""

ADJECTIVES = [
    "Rolig",
    "Varm",
    "Klok",
    "Blid",
    "Stille",
    "Modig",
    "Lys",
    "Myk",
    "Rask",
    "Trygg",
    "Glad",
    "Fin",
    "Sterk",
    "Mild",
    "Frisk",
    "Lun",
    "Ivrig",
    "Snill",
    "Stødig",
    "Munter",
]
NOUNS = [
    "Bekk",
    "Fjell",
    "Bjørk",
    "Måne",
    "Sti",
    "Skog",
    "Strand",
    "Bris",
    "Ask",
    "Lind",
    "Hei",
    "Elv",
    "Sky",
    "Stein",
    "Myr",
    "Vik",
    "Rogn",
    "Siv",
    "Tind",
    "Dal",
    "Furu",
    "Kyst",
    "Gran",
    "Holme",
    "Li",
]
PLACES = [
    "Nordvik",
    "Sørlia",
    "Vestby",
    "Austnes",
    "Heimdal",
    "Storhei",
    "Lilleelv",
    "Brekke",
    "Holmen",
    "Fagerli",
]
WORKPLACES = (
    "Fysio- og ergoterapitjenesten",
    "Hjemmetjenesten",
    "Logopedtjenesten",
    "Psykisk helse og rus",
    "NAV",
    "Skolen",
    "Fastlegen",
    "Slagenheten på sykehuset",
)
TITLES = ("Fysioterapeut", "Ergoterapeut", "Sykepleier", "Logoped", "Veileder", "Vernepleier")
GOALS = (
    "Jeg vil gå tur til butikken og tilbake uten å måtte hvile",
    "Jeg vil lage middag til familien to ganger i uka",
    "Jeg vil tilbake på jobb i halv stilling til sommeren",
    "Jeg vil være med på korøvelsene igjen",
    "Jeg vil sove gjennom natta uten å våkne av smerter",
    "Jeg vil klare å ta bussen alene til sentrum",
    "Jeg vil at barna mine skal vite hva som skjer med meg",
    "Jeg vil finne ord når jeg snakker i telefonen",
)
MEASURES = (
    "Gangtrening ute i nærmiljøet",
    "Øve på kjøkkenet med ergoterapeut",
    "Samtale med arbeidsgiver om tilrettelegging",
    "Trening i varmtvannsbasseng",
    "Tilpasning av rullator og dusjstol",
    "Språktrening hos logoped",
    "Følge til aktivitetssenteret",
    "Samtale om søvn og smerte",
    "Kurs for pårørende",
    "Prøve ut app for dagsplan",
)
EXTENTS = (
    "45 minutter to ganger i uka",
    "Én time hver fjortende dag",
    "Tre ganger før jul",
    "Daglig",
)
HOWS = (
    "Vi begynner med korte økter og øker litt hver uke. Etter seks uker ser vi på det sammen.",
    "Foregår hjemme de første gangene, siden der det er naturlig. En i familien er med når det passer.",
    "Avtales på telefon dagen før. Blir det avlyst, finner vi en ny tid samme uke.",
)
NEEDS = (
    "Trenger hjelp til å holde oversikt over avtaler, siden det er mange som ringer.",
    "Trenger noen som kan forklare brev fra det offentlige i ro og mak.",
    "Trenger trygghet om natta de første månedene hjemme.",
    "Trenger en arbeidsplass der det går an å ta pauser.",
)
STRENGTHS = (
    "Er tålmodig og gir seg ikke når noe er vanskelig.",
    "Har gode naboer som stiller opp på kort varsel.",
    "Kan mye om båt og motor, og liker å lære det bort.",
    "Møter alltid presis og forberedt.",
)
CONTRIBUTIONS = (
    "Trener sammen med personen og skriver ned hva som går bedre, og hva som ble for mye.",
    "Ringer hver mandag og hører hvordan uka blir.",
    "Ordner søknader om hjelpemidler og følger dem til de er framme.",
    "Møter i ansvarsgruppa og svarer de andre innen to dager.",
)
WHAT_MATTERS = (
    "Jeg vil bestemme over min egen dag igjen. Det viktigste for meg er å være hjemme med familien og klare det jeg"
    " pleide å gjøre i hagen. Jeg blir fort sliten når det er mange mennesker, så jeg vil helst ha én å forholde meg"
    " til, og få vite i god tid når noe skal skje."
)
REFERRAL_NEEDS = (
    "Mange forskjellige kommer hjem til oss, og ingen av dem vet hva de andre gjør. Vi trenger en som holder i det.",
    "Skrives ut om to uker og trenger hjelp fra flere tjenester i lang tid framover.",
    "Skolen ser at familien strever med å få hjelpen til å henge sammen.",
)
LETTER = """\
Du har bedt om en individuell plan og en koordinator. Vi har snakket med deg og med dem som hjelper deg.

Du får en individuell plan og en koordinator. Grunnen er at du trenger hjelp fra flere tjenester over lang tid.
Da må hjelpen henge sammen.

Koordinatoren tar kontakt med deg innen en uke. Du kan når som helst be om en annen koordinator.

Du kan klage på vedtaket innen fire uker fra du fikk vite om det. Ring oss gjerne før du klager.
Da hjelper vi deg med å skrive.
"""


def pick(words: tuple[str, ...] | list[str], number: int) -> str:
    """One of `words`, another for another number."""
    return words[number % len(words)]


def name_of(number: int) -> str:
    """An adjective and a noun, like the synthetic names of the National Registry."""
    return f"{pick(ADJECTIVES, number)} {pick(NOUNS, number // len(ADJECTIVES) + number)}"
