"""What happens in networks."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from ke_portal.accounts.models import User
from ke_portal.audit import log
from ke_portal.audit.verbs import Verb
from ke_portal.organisations.models import CoordinatingUnit, Municipality, Organisation
from networks.models import Gathering, Network, NetworkMember, ProgrammeItem
from networks.rules import ProgrammeLine

Seat = CoordinatingUnit | Organisation | Municipality


@transaction.atomic
def start_network(*, name: str, members: Iterable[Seat], by: User | None, **facts: Any) -> Network:
    """Make a network with a seat for each of `members`. `facts` are fields of Network."""
    network = Network.objects.create(name=name, **facts)
    NetworkMember.objects.bulk_create(
        NetworkMember(network=network, **_seat(member)) for member in members
    )
    log.record(Verb.NETWORK_CHANGED, on=network, by=by, detail={"members": network.members.count()})
    return network


def _seat(member: Seat) -> dict[str, Seat]:
    if isinstance(member, CoordinatingUnit):
        return {"unit": member}
    if isinstance(member, Organisation):
        return {"organisation": member}
    return {"municipality": member}


@transaction.atomic
def plan_gathering(
    network: Network,
    *,
    title: str,
    starts_at: datetime,
    ends_at: datetime,
    by: User | None,
    place: str = "",
    about: str = "",
    programme: Iterable[ProgrammeLine] = (),
) -> Gathering:
    """Put a gathering of `network` in the calendar. The times of the programme are those of its first day."""
    gathering = Gathering.objects.create(
        network=network, title=title, starts_at=starts_at, ends_at=ends_at, place=place, about=about
    )
    day = timezone.localtime(starts_at).date()
    ProgrammeItem.objects.bulk_create(
        ProgrammeItem(
            gathering=gathering,
            starts_at=timezone.make_aware(datetime.combine(day, line.at)),
            title=line.title,
            speaker=line.speaker,
        )
        for line in programme
    )
    log.record(
        Verb.GATHERING_PLANNED, on=gathering, by=by, detail={"starts_at": starts_at.isoformat()}
    )
    return gathering


@transaction.atomic
def settle_change(network: Network, *, by: User) -> None:
    """After an editor saved `network`, its seats or a gathering of it: the log."""
    log.record(Verb.NETWORK_CHANGED, on=network, by=by)
