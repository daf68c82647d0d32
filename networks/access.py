"""Which networks a user may see: the unit's staff all, others those that their workplace is part of."""

from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from ke_portal.accounts.models import User
from ke_portal.organisations.models import Organisation, OrganisationKind
from networks.models import Gathering, Network, NetworkMember

OF_A_MUNICIPALITY = (OrganisationKind.MUNICIPALITY, OrganisationKind.DISTRICT)


def readable_networks(user: User) -> QuerySet[Network]:
    """All for those who keep the networks; otherwise those where an organisation of `user` has a seat."""
    if user.has_perm("networks.change_network"):
        return Network.objects.all()
    if not user.has_perm("networks.view_network"):
        return Network.objects.none()
    own = Organisation.objects.filter(memberships__user=user)
    home = own.filter(kind__in=OF_A_MUNICIPALITY, municipality__isnull=False)
    seat = NetworkMember.objects.filter(
        Q(organisation__in=own)
        | Q(unit__organisation__in=own)
        | Q(municipality__in=home.values("municipality")),
        network=OuterRef("pk"),
    )
    return Network.objects.filter(Q(trust__in=own) | Q(region__in=own) | Exists(seat))


def networks_for_list(user: User) -> QuerySet[Network]:
    """The networks of the list, each with its coming gatherings and how many are in it."""
    return (
        readable_networks(user)
        .select_related("trust", "region")
        .annotate(seats=Count("members", distinct=True))
        .prefetch_related(Prefetch("gatherings", Gathering.objects.coming(), to_attr="coming"))
        .order_by("name")
    )


def open_network(user: User, public_id: UUID) -> Network:
    """One network; 404 when `user` may not know of it."""
    return get_object_or_404(
        readable_networks(user).select_related("trust", "region"), public_id=public_id
    )


def open_gathering(user: User, public_id: UUID) -> Gathering:
    """One gathering of a network that `user` may see; 404 otherwise."""
    gatherings = Gathering.objects.filter(network__in=readable_networks(user))
    return get_object_or_404(
        gatherings.select_related("network").prefetch_related("programme"), public_id=public_id
    )


def next_gathering(network: Network) -> Gathering | None:
    """The gathering that comes first, or is going on now."""
    return network.gatherings.coming().prefetch_related("programme").first()


def later_gatherings(network: Network) -> QuerySet[Gathering]:
    """The coming ones after the next."""
    return network.gatherings.coming()[1:10]


def past_gatherings(network: Network) -> QuerySet[Gathering]:
    """The last ones that have been."""
    return network.gatherings.past()[:10]


def members_of(network: Network) -> QuerySet[NetworkMember]:
    """The seats of a network with how to reach each, by name of unit, organisation or municipality."""
    return network.members.select_related("unit", "organisation", "municipality").order_by(
        "unit__display_name", "organisation__name", "municipality__name"
    )
