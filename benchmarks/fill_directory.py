"""Services, their providers and the networks."""

import copy
import json
from datetime import timedelta
from itertools import islice
from pathlib import Path
from typing import Any
from uuid import UUID, uuid5

from django.utils import timezone

from benchmarks import texts
from benchmarks.known import Sizes, identity
from benchmarks.progress import add, say
from ke_portal.organisations.models import Municipality, Organisation
from networks.models import Gathering, Network, NetworkMember, ProgrammeItem
from services_catalog.actions import import_services

CONTENTS = Path(__file__).parent.parent / "services_catalog" / "demo" / "services.json"
READ_AT_ONCE = 500


def fill_services(was: Sizes, now: Sizes) -> None:
    """The demo's services again and again, each time with another place and provider, through the importer."""
    originals = json.loads(CONTENTS.read_text(encoding="utf-8"))["contents"]
    numbers = list(
        Municipality.objects.filter(valid_to=None, part_of=None)
        .order_by("number")
        .values_list("number", "name")
    )
    wanted = iter(range(was.services, now.services))
    while batch := list(islice(wanted, READ_AT_ONCE)):
        records = [
            variant(originals[number % len(originals)], number, len(originals), numbers, now)
            for number in batch
        ]
        import_services(records, source="benchmarks", by=None)
        say(f"{batch[-1] + 1:7,} services")


def variant(
    original: dict[str, Any],
    number: int,
    originals: int,
    municipalities: list[tuple[str, str]],
    sizes: Sizes,
) -> dict[str, Any]:
    """`original` as it would be in another municipality."""
    turn = number // originals
    record = copy.deepcopy(original)
    if turn == 0:
        return record
    code, place = municipalities[number * 7 % len(municipalities)]
    record = with_new_ids(record, turn)
    record["name"] = f"{original['name']} i {place} {turn}"
    for area in record.get("service_areas", []):
        if area.get("extent_type") == "municipality":
            area.update(name=place, extent=code)
    provider = number % sizes.providers
    if "organization" in record:
        organization = record["organization"]
        organization["id"] = record["organization_id"] = str(identity("provider", provider))
        organization["name"] = f"{texts.pick(texts.WORKPLACES, provider)} {provider}"
    return record


KEPT = ("taxonomy_term", "taxonomy_id")


def with_new_ids(value: Any, turn: int) -> Any:
    """The same record with other ids throughout, save those of the terms, which all share."""
    if isinstance(value, list):
        return [with_new_ids(each, turn) for each in value]
    if not isinstance(value, dict):
        return value
    return {
        key: each
        if key in KEPT
        else str(uuid5(UUID(each), str(turn)))
        if (key == "id" or key.endswith("_id")) and isinstance(each, str)
        else with_new_ids(each, turn)
        for key, each in value.items()
    }


def fill_networks(was: Sizes, now: Sizes) -> None:
    """Networks with members, gatherings and programmes; those there are grow too."""
    municipalities = list(Municipality.objects.filter(valid_to=None).order_by("number")[:200])
    trust = Organisation.objects.get(name="Benkestrand sykehus HF")
    add(
        Network,
        [
            Network(
                trust=trust,
                public_id=identity("network", number),
                name=f"Nettverk for koordinerende enheter i {texts.pick(texts.PLACES, number)} {number}",
                about="Vi møtes fire ganger i året og deler rutiner, maler og erfaringer.",
                gatherings_per_year=4,
            )
            for number in range(was.networks, now.networks)
        ],
    )
    networks = list(Network.objects.order_by("pk"))
    step = len(municipalities) // max(now.networks, 1)
    members, gatherings, now_at = [], [], timezone.now()
    for place, network in enumerate(networks):
        old = place < was.networks
        members += [
            NetworkMember(network=network, municipality=municipalities[(place * step + each) % 200])
            for each in range(was.rows if old else 0, now.rows)
        ]
        gatherings += [
            Gathering(
                public_id=identity("gathering", place, each),
                network=network,
                title=f"Nettverkssamling {each + 1}",
                about="Om overgangen fra sykehus til kommune, med eksempler fra oss selv.",
                starts_at=now_at + timedelta(days=days, minutes=place),
                ends_at=now_at + timedelta(days=days, hours=5, minutes=place),
                place=texts.pick(texts.PLACES, each),
            )
            for each in range(was.rows if old else 0, now.rows)
            for days in [10 + 30 * each if each % 2 == 0 else -30 * each]
        ]
    add(NetworkMember, members)
    add(
        ProgrammeItem,
        [
            ProgrammeItem(
                gathering=gathering,
                starts_at=gathering.starts_at + timedelta(minutes=45 * line),
                title="Hva gjorde vi da det ikke virket?",
                speaker=texts.name_of(line),
            )
            for gathering in add(Gathering, gatherings)
            for line in range(4)
        ],
    )
