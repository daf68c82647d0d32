from typing import Any

from django.db import migrations

RING = "Ring oss, så finner vi ut av det sammen."
TEMPLATES: tuple[dict[str, str], ...] = (
    {
        "title": "Kommunal tjeneste etter søknad",
        "about": "Hjelp som kommunen vedtar, som hjemmesykepleie, avlastning eller støttekontakt.",
        "description": "Du får … slik at du kan … Vi kommer hjem til deg … ganger i uka.",
        "eligibility": "For deg som bor i kommunen og har behov for … over en viss tid.",
        "how_to_get_in": "Send søknad til tildelingskontoret.\nVi ringer deg og avtaler et besøk.\n"
        "Du får svar i brev innen … uker.\nDu kan klage hvis du er uenig.",
        "how_next_of_kin": "Du kan søke sammen med den det gjelder, eller være med på besøket.",
        "how_professional": "Send en elektronisk melding til tildelingskontoret. Skriv hva personen selv ønsker.",
        "fees": "Gratis. / Egenandel … kr per …",
        "required_documents": "Søknadsskjema\nFullmakt når noen andre søker",
    },
    {
        "title": "Kommunal tjeneste uten søknad",
        "about": "Tilbud der man bare tar kontakt, som rask psykisk helsehjelp eller frisklivssentral.",
        "description": "Vi hjelper deg med … Første gang bruker vi tid på å bli kjent.",
        "eligibility": "For alle over … år som bor i kommunen.",
        "how_to_get_in": "Ring oss eller kom innom.\nVi avtaler en første samtale.",
        "how_professional": "Gi personen nummeret vårt, eller ring sammen.",
        "fees": "Gratis.",
    },
    {
        "title": "Rehabilitering på institusjon",
        "about": "Opphold, på dagtid eller døgnet rundt, med avtale med helseforetaket eller uten.",
        "description": "Oppholdet varer i … uker. Du får en plan den første dagen, og trener … timer om dagen.",
        "eligibility": "For deg som har … og kan være med på trening. Du må klare … selv.",
        "how_to_get_in": "Be fastlegen eller sykehuset om å henvise deg.\n"
        "Den regionale enheten vurderer henvisningen.\nDu får brev med tid for oppholdet.",
        "how_professional": "Send henvisning til regional vurderingsenhet. Skriv mål og funksjon.",
        "fees": "Egenandel … kr per døgn inntil frikort.",
        "required_documents": "Henvisning fra lege",
    },
    {
        "title": "Poliklinikk på sykehuset",
        "about": "Utredning og behandling i spesialisthelsetjenesten.",
        "description": "Vi undersøker … og lager en plan sammen med deg.",
        "eligibility": "For deg som har … og trenger mer enn kommunen kan gi.",
        "how_to_get_in": "Be fastlegen om en henvisning.\nDu får svar innen ti virkedager.",
        "how_professional": "Send henvisning elektronisk. Skriv hva som er prøvd.",
        "fees": "Egenandel inntil frikort. Gratis for barn under 16 år.",
        "required_documents": "Henvisning fra lege",
    },
    {
        "title": "Kurs for pasienter og pårørende",
        "about": "Lærings- og mestringstilbud med datoer og påmelding.",
        "description": "På kurset lærer du om … av fagfolk og av noen som har levd med det selv.",
        "eligibility": "For deg som har … og for dem som står deg nær.",
        "how_to_get_in": "Velg en dato og meld deg på.\nDu får bekreftelse på e-post.",
        "how_next_of_kin": "Du kan komme sammen med den som er syk, eller alene.",
        "fees": "Gratis. / Egenandel inntil frikort med henvisning.",
    },
    {
        "title": "Frivillig tilbud",
        "about": "Lag, foreninger og frivilligsentraler.",
        "description": "Vi møtes … for å … Du trenger ikke være medlem.",
        "eligibility": "For alle som har lyst. Lokalet har …",
        "how_to_get_in": RING,
        "how_professional": "Følg gjerne med første gang.",
        "fees": "Gratis. / … kr per gang.",
    },
    {
        "title": "Tilbud fra NAV",
        "about": "Arbeid, hjelpemidler, økonomi og rådgivning.",
        "description": "Vi hjelper deg med …",
        "eligibility": "For deg som …",
        "how_to_get_in": "Logg inn på nav.no og send søknaden der, eller ring NAV.",
        "how_professional": "Skriv en erklæring om funksjon når personen ber om det.",
        "fees": "Gratis.",
    },
    {
        "title": "Privat tilbud uten avtale",
        "about": "Behandling eller trening som man betaler for selv.",
        "description": "Hos oss får du …",
        "eligibility": "For deg som …",
        "how_to_get_in": "Bestill time på nett eller telefon. Du trenger ikke henvisning.",
        "fees": "… kr per time. Det offentlige dekker ikke dette.",
    },
)


def add_templates(apps: Any, _editor: Any) -> None:
    model = apps.get_model("services_catalog", "EntryTemplate")
    for facts in TEMPLATES:
        model.objects.get_or_create(title=facts["title"], defaults=facts)


class Migration(migrations.Migration):
    """What new entries may start from. Editors change them in the admin."""

    dependencies = [("services_catalog", "0008_upkeep")]
    operations = [migrations.RunPython(add_templates, migrations.RunPython.noop)]
