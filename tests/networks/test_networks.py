from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ke_portal.audit.models import Event
from ke_portal.audit.verbs import Verb
from ke_portal.organisations.models import Membership
from networks import access, actions
from networks.models import Gathering
from networks.rules import read_programme
from tests.factories import CoordinatingUnitFactory, MunicipalityFactory, OrganisationFactory
from tests.networks.factories import (
    GatheringFactory,
    NetworkFactory,
    NetworkMemberFactory,
    ProgrammeItemFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def workplace(persona):
    """The municipality where the partner and the coordinator work."""
    municipality = MunicipalityFactory()
    organisation = OrganisationFactory(municipality=municipality)
    for name in ("a partner", "the coordinator", "a stranger"):
        Membership.objects.create(user=persona(name), organisation=organisation)
    return organisation


def seat_of_unit(network, workplace):
    NetworkMemberFactory(network=network, unit=CoordinatingUnitFactory(organisation=workplace))


def seat_of_organisation(network, workplace):
    NetworkMemberFactory(network=network, organisation=workplace)


def seat_of_municipality(network, workplace):
    NetworkMemberFactory(network=network, municipality=workplace.municipality)


def trust_of_network(network, workplace):
    network.trust = workplace
    network.save()


def region_of_network(network, workplace):
    network.region = workplace
    network.save()


WAYS_IN = [
    seat_of_unit,
    seat_of_organisation,
    seat_of_municipality,
    trust_of_network,
    region_of_network,
]


@pytest.mark.parametrize("way_in", WAYS_IN)
@pytest.mark.parametrize(
    ("name", "own", "other"),
    [
        ("an intake worker", 200, 200),
        ("a KE leader", 200, 200),
        ("a partner", 200, 404),
        ("the coordinator", 200, 404),
        ("another coordinator", 404, 404),
        ("a stranger", 403, 403),
    ],
)
def test_who_sees_a_network(persona, client, workplace, way_in, name, own, other):
    user = persona(name)
    network, strange = NetworkFactory(), NetworkFactory()
    way_in(network, workplace)
    # Others are there too: a seat of one must not open for another.
    NetworkMemberFactory(network=strange, organisation=OrganisationFactory())
    client.force_login(user)

    for each, answer in ((network, own), (strange, other)):
        assert access.readable_networks(user).contains(each) is (answer == 200)
        gathering = GatheringFactory(network=each)
        assert client.get(each.get_absolute_url()).status_code == answer
        assert client.get(gathering.get_absolute_url()).status_code == answer


def test_a_hospital_in_a_municipality_does_not_sit_in_its_seat(persona):
    municipality, user = MunicipalityFactory(), persona("a partner")
    hospital = OrganisationFactory(kind="trust", municipality=municipality)
    Membership.objects.create(user=user, organisation=hospital)
    seat = NetworkMemberFactory(municipality=municipality)

    assert not access.readable_networks(user).contains(seat.network)


def test_a_partner_reads_the_programme_and_whom_to_call(client, persona, workplace):
    network = NetworkFactory()
    seat_of_unit(network, workplace)
    coming = GatheringFactory(network=network, title="Høstsamling")
    ProgrammeItemFactory(gathering=coming, title="Barnekoordinator i praksis", speaker="Snar Bekk")
    past = timezone.now() - timedelta(days=200)
    GatheringFactory(network=network, title="Vårsamling", starts_at=past)
    client.force_login(persona("a partner"))

    assert network.name in client.get(reverse("networks:list")).content.decode()
    text = client.get(network.get_absolute_url()).content.decode()

    for part in (
        "Høstsamling",
        "Barnekoordinator i praksis",
        "Snar Bekk",
        "99 00 11 22",
        "Vårsamling",
    ):
        assert part in text
    assert text.index("Høstsamling") < text.index("Tidligere samlinger") < text.index("Vårsamling")
    assert "Planlegg en samling" not in text


def test_a_gathering_is_planned_with_its_programme(persona):
    network, worker = NetworkFactory(), persona("an intake worker")
    starts_at = timezone.now() + timedelta(days=20)

    gathering = actions.plan_gathering(
        network,
        title="Vintersamling",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=4),
        programme=read_programme("09.30 Velkommen – Vennlig Vind\n10.00 Pause"),
        by=worker,
    )

    first = gathering.programme.first()
    assert (first.title, first.speaker) == ("Velkommen", "Vennlig Vind")
    assert timezone.localtime(first.starts_at).strftime("%H.%M") == "09.30"
    event = Event.objects.get(verb=Verb.GATHERING_PLANNED)
    assert (event.actor, event.subject) == (str(worker.pk), str(gathering.public_id))


def test_a_network_starts_with_seats_of_all_three_kinds(persona):
    members = [CoordinatingUnitFactory(), OrganisationFactory(), MunicipalityFactory()]

    network = actions.start_network(name="Sjøbris", members=members, by=None)

    assert [str(member) for member in network.members.all()] == [str(member) for member in members]
    assert Event.objects.get(verb=Verb.NETWORK_CHANGED).detail == {"members": 3}


def filled_in(**different):
    day = timezone.localdate() + timedelta(days=30)
    return {
        "title": "Vintersamling",
        "day": day.isoformat(),
        "starts": "09:00",
        "ends": "15:00",
        "place": "Solvåg helsehus",
        "programme": "09.30 Velkommen – Vennlig Vind",
        **different,
    }


def test_staff_plan_a_gathering_by_the_form(client, persona):
    network = NetworkFactory()
    client.force_login(persona("an intake worker"))

    response = client.post(
        reverse("networks:plan_gathering", args=[network.public_id]), filled_in(), follow=True
    )

    gathering = Gathering.objects.get()
    assert timezone.localtime(gathering.starts_at).strftime("%H.%M") == "09.00"
    assert response.redirect_chain[-1][0] == gathering.get_absolute_url()
    assert "Samlingen står i kalenderen." in response.content.decode()
    assert "Vennlig Vind" in response.content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"title": "x" * 201},
        {"day": "2020-01-01"},
        {"day": "i morgen"},
        {"ends": "08:00"},
        {"programme": "Velkommen"},
        {"programme": "20.00 Fest"},
    ],
)
def test_the_form_says_what_to_mend_and_keeps_the_rest(client, persona, wrong):
    network = NetworkFactory()
    client.force_login(persona("an intake worker"))

    response = client.post(
        reverse("networks:plan_gathering", args=[network.public_id]), filled_in(**wrong)
    )

    assert response.status_code == 200
    assert list(response.context["form"].errors) == list(wrong)
    assert "Solvåg helsehus" in response.content.decode()
    assert not Gathering.objects.exists()


@pytest.mark.parametrize("name", ["a partner", "the coordinator", "a stranger"])
def test_others_do_not_plan_gatherings(client, persona, workplace, name):
    network = NetworkFactory(trust=workplace)
    client.force_login(persona(name))

    response = client.post(
        reverse("networks:plan_gathering", args=[network.public_id]), filled_in()
    )

    assert response.status_code == 403
    assert not Gathering.objects.exists()


def queries_for(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


def test_pages_do_not_ask_more_as_networks_grow(client, persona):
    client.force_login(persona("an intake worker"))
    network = NetworkFactory()

    def grow():
        GatheringFactory()
        seat_of_unit(network, OrganisationFactory())
        ProgrammeItemFactory(gathering__network=network)
        ProgrammeItemFactory(
            gathering__network=network, gathering__starts_at=timezone.now() - timedelta(days=9)
        )

    grow()
    grow()
    urls = [reverse("networks:list"), network.get_absolute_url()]
    before = [queries_for(client, url) for url in urls]
    for _ in range(4):
        grow()

    assert [queries_for(client, url) for url in urls] == before


def test_a_seat_is_for_exactly_one():
    with (
        pytest.raises(IntegrityError, match="network_member_is_one_of_three"),
        transaction.atomic(),
    ):
        NetworkMemberFactory()
    with (
        pytest.raises(IntegrityError, match="network_member_is_one_of_three"),
        transaction.atomic(),
    ):
        NetworkMemberFactory(organisation=OrganisationFactory(), municipality=MunicipalityFactory())
    seat = NetworkMemberFactory(organisation=OrganisationFactory())
    with pytest.raises(IntegrityError, match="one_seat_per_network"), transaction.atomic():
        NetworkMemberFactory(network=seat.network, organisation=seat.organisation)


def test_a_gathering_ends_after_it_starts():
    with pytest.raises(IntegrityError, match="gathering_ends_after_it_starts"):
        GatheringFactory(ends_at=timezone.now())


def test_a_leader_keeps_networks_in_the_admin(client, persona):
    leader, organisation = persona("a KE leader"), OrganisationFactory()
    client.force_login(leader)

    response = client.post(
        reverse("admin:networks_network_add"),
        {
            "name": "Sjøbris",
            "members-TOTAL_FORMS": 1,
            "members-INITIAL_FORMS": 0,
            "members-0-organisation": organisation.pk,
        },
    )

    assert response.status_code == 302
    assert Event.objects.get(verb=Verb.NETWORK_CHANGED).actor == str(leader.pk)
