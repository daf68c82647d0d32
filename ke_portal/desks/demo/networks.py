"""The network around Sjøbris sykehus, with its next gathering, and two real ones from the registers.

Written on the models: networks are edited in the admin, and have no actions yet.
"""

import json

from ke_portal.desks.demo import clock
from ke_portal.desks.demo.place import TRUST, body
from ke_portal.organisations.models import CoordinatingUnit, Municipality, Organisation
from ke_portal.organisations.registers import FOLDER
from networks.models import Gathering, Network, NetworkMember, ProgrammeItem

PROGRAMME = (
    ("10.00", "Velkommen og runde: hva har skjedd siden sist", "Raus Eik"),
    ("10.30", "«Jeg fyller 18, og hva så?» En ungdom forteller, med spørsmål etterpå", ""),
    ("11.15", "Overganger: hva Granfjord prøvde i fjor", "Kvikk Elv"),
    ("12.00", "Lunsj", ""),
    ("12.45", "Utskriving på en fredag: en sak vi kjenner igjen, i grupper", "Våken Måne"),
    ("14.00", "Ny rutine for oppnevning av koordinator, til diskusjon", "Trygg Bølge"),
    ("14.45", "Oppsummering og neste gang", "Raus Eik"),
)


def make_networks() -> None:
    network = Network.objects.create(
        name="Nettverk for koordinerende enheter i Sjøbris-området",
        about=(
            "Koordinerende enheter i Solvåg, Granfjord og Elvedal møter Sjøbris sykehus to ganger i året. "
            "Kontaktpersoner: Trygg Bølge (Solvåg), Kvikk Elv (Granfjord), Mild Lyng (Elvedal) og Våken Måne "
            "(Sjøbris sykehus)."
        ),
        trust=body(TRUST),
        gatherings_per_year=2,
    )
    for unit in CoordinatingUnit.objects.filter(organisation__is_invented=True).order_by("pk"):
        NetworkMember.objects.create(network=network, unit=unit)
    next_gathering(network)
    past_gathering(network)
    real_networks()


def next_gathering(network: Network) -> None:
    on = clock.workday(23)
    gathering = Gathering.objects.create(
        network=network,
        title="Fra 17 til 18",
        about=(
            "Hva skjer med plan, koordinator og innsyn når en ungdom blir voksen? "
            f"Meld deg på innen {clock.day(14):%d.%m.} til koordinerende.enhet@solvag.example."
        ),
        starts_at=clock.moment(on, "10.00"),
        ends_at=clock.moment(on, "15.00"),
        place="Solvåg rådhus, Formannskapssalen",
    )
    for clock_time, title, speaker in PROGRAMME:
        ProgrammeItem.objects.create(
            gathering=gathering,
            starts_at=clock.moment(on, clock_time),
            title=title,
            speaker=speaker,
        )


def past_gathering(network: Network) -> None:
    on = clock.workday(-160)
    Gathering.objects.create(
        network=network,
        title="Tolk og tid",
        about=(
            "Enige om felles ordliste på tre språk. Sjøbris sykehus sender utkast til melding ved utskriving innen to "
            "uker. Elvedal har prøvd å ringe dagen etter hjemreise, og anbefaler det."
        ),
        starts_at=clock.moment(on, "10.00"),
        ends_at=clock.moment(on, "14.30"),
        place="Granfjord rådhus",
    )


def real_networks() -> None:
    listed = json.loads((FOLDER / "networks.json").read_text(encoding="utf-8"))["networks"]
    by_number = {each.number: each for each in Municipality.objects.filter(valid_to=None)}
    for each in listed:
        network = Network.objects.create(
            name=each["name"],
            trust=Organisation.objects.get(name="Helse Møre og Romsdal"),
            gatherings_per_year=each["gatherings_per_year"],
        )
        NetworkMember.objects.bulk_create(
            NetworkMember(network=network, municipality=by_number[member["number"]])
            for member in each["members"]
        )
