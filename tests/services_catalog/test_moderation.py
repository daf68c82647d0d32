"""From draft to published: what editors may, what owners may, and what is kept of each change."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from ke_portal.audit.models import Event
from ke_portal.audit.verbs import Verb
from ke_portal.organisations.models import Membership
from ke_portal.outbox.models import Message
from services_catalog import access, actions
from services_catalog.access import history
from services_catalog.access.snapshots import parts
from services_catalog.models import (
    Deed,
    EntryTemplate,
    OpeningHours,
    Proposal,
    ProposalStatus,
    Revision,
    Service,
    ServiceArea,
    ServicePlace,
    ServiceStatus,
)
from services_catalog.rules.moderation import Refusal
from tests.factories import MunicipalityFactory, OrganisationFactory, ServiceFactory, TermFactory
from tests.services_catalog.factories import ProposalFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(persona):
    return persona("a catalogue editor")


@pytest.fixture
def provider(persona):
    return persona("a provider")


@pytest.fixture
def own(provider):
    """A published entry of the provider's."""
    service = ServiceFactory(name="Dagtilbud", how_to_get_in="Ring oss.", phone="99 00 10 00")
    Membership.objects.create(user=provider, organisation=service.provider)
    return service


def event(verb):
    return Event.objects.get(verb=verb)


# status


def test_an_editor_publishes_a_draft(editor):
    service = ServiceFactory(status="draft", how_to_get_in="Ring oss.")

    actions.move_service(service, to="active", by=editor)

    assert access.published_services().contains(service)
    assert event(Verb.SERVICE_MOVED).detail == {
        "fields": ["status"],
        "from": "draft",
        "to": "active",
    }
    assert event(Verb.SERVICE_MOVED).actor == str(editor.pk)


def test_an_empty_draft_is_not_published(editor):
    service = ServiceFactory(status="draft", description="", phone="")

    with pytest.raises(actions.CannotMove) as refused:
        actions.move_service(service, to="active", by=editor)

    assert refused.value.reasons == [Refusal.SAYS_NOT_WHAT, Refusal.SAYS_NOT_HOW]
    service.refresh_from_db()
    assert service.status == "draft"
    assert not Event.objects.filter(verb=Verb.SERVICE_MOVED).exists()


def test_an_owner_sends_in_and_does_not_publish(provider, own):
    own.status = "draft"
    own.save()

    actions.move_service(own, to="review", by=provider)
    with pytest.raises(actions.CannotMove):
        actions.move_service(own, to="active", by=provider)

    own.refresh_from_db()
    assert own.status == "review"


def test_sending_a_draft_back_needs_a_word_and_tells_its_owner(editor, provider, own):
    own.status, own.owner = "review", provider
    own.save()

    with pytest.raises(actions.CannotMove):
        actions.move_service(own, to="draft", by=editor)
    actions.move_service(own, to="draft", by=editor, word="Skriv hva det koster.")

    assert Message.objects.get().to == provider.email


def test_withdrawn_says_why_or_the_database_refuses(editor):
    service = ServiceFactory()
    actions.move_service(service, to="withdrawn", by=editor, word="Flyttet")
    assert service.withdrawn_because == "editor"

    with pytest.raises(IntegrityError, match="withdrawn_service_says_why"), transaction.atomic():
        Service.objects.filter(pk=service.pk).update(withdrawn_because="")
    with pytest.raises(IntegrityError, match="service_status_is_known"), transaction.atomic():
        Service.objects.filter(pk=service.pk).update(status="gone", withdrawn_because="")


def test_a_new_entry_starts_from_a_template(editor):
    term = TermFactory()
    template = EntryTemplate.objects.create(title="Kurs", how_to_get_in="Meld deg på.")
    template.terms.add(term)

    service = actions.add_service(
        name="Kurs for pårørende", provider=OrganisationFactory(), template=template, by=editor
    )

    assert service.status == "draft"
    assert service.how_to_get_in == "Meld deg på."
    assert list(service.terms.all()) == [term]
    assert event(Verb.SERVICE_ADDED).actor == str(editor.pk)
    assert Revision.objects.get(service=service).deed == Deed.CREATED


@pytest.mark.parametrize("name", ["Mine", "Redaksjon", "Regneark"])
def test_no_entry_takes_the_address_of_a_page(editor, name):
    service = actions.add_service(
        name=name, provider=OrganisationFactory(name="Solvåg"), template=None, by=editor
    )

    assert service.slug == f"{name.lower()}-solvag"


# proposals


def test_what_an_owner_proposes_waits_while_the_public_reads_the_old_text(
    client, provider, own, editor
):
    proposal = actions.propose_change(own, by=provider, values={"phone": "99 00 22 22"})

    assert "99 00 10 00" in client.get(own.get_absolute_url()).content.decode()
    assert proposal.seen == {"phone": "99 00 10 00"}
    assert event(Verb.PROPOSAL_SENT).actor == str(provider.pk)

    actions.approve_proposal(proposal, by=editor, version=1)

    assert "99 00 22 22" in client.get(own.get_absolute_url()).content.decode()
    assert event(Verb.PROPOSAL_APPROVED).actor == str(editor.pk)
    assert Revision.objects.filter(service=own).first().deed == Deed.APPROVED
    assert Message.objects.get().to == provider.email


def test_approving_changes_nothing_else(provider, own, editor):
    proposal = actions.propose_change(own, by=provider, values={"phone": "99 00 22 22"})
    actions.change_service(own, by=editor, name="Dagtilbudet på Vik")

    actions.approve_proposal(proposal, by=editor)

    own.refresh_from_db()
    assert (own.name, own.phone) == ("Dagtilbudet på Vik", "99 00 22 22")


def test_a_proposal_is_sent_back_with_a_word(provider, own, editor):
    proposal = actions.propose_change(own, by=provider, values={"phone": "113"})

    actions.return_proposal(proposal, by=editor, answer="113 er nødnummeret.")

    own.refresh_from_db()
    proposal.refresh_from_db()
    assert own.phone == "99 00 10 00"
    assert (proposal.status, proposal.answer) == ("returned", "113 er nødnummeret.")
    assert event(Verb.PROPOSAL_RETURNED).actor == str(editor.pk)
    with pytest.raises(actions.AlreadyDecided):
        actions.approve_proposal(proposal, by=editor)


def test_a_proposal_is_withdrawn_once(provider, own):
    proposal = actions.propose_change(own, by=provider, values={"phone": "99 00 22 22"})

    actions.withdraw_proposal(proposal, by=provider)

    assert event(Verb.PROPOSAL_WITHDRAWN).actor == str(provider.pk)
    with pytest.raises(actions.AlreadyDecided):
        actions.withdraw_proposal(proposal, by=provider)


def test_nothing_new_is_no_proposal(provider, own):
    with pytest.raises(actions.NothingNew):
        actions.propose_change(own, by=provider, values={"phone": " 99 00 10 00 "})
    assert not Proposal.objects.exists()


def test_two_colleagues_do_not_write_over_each_other(provider, own):
    first = actions.propose_change(own, by=provider, values={"phone": "99 00 22 22"}, version=1)
    with pytest.raises(actions.StaleProposal):
        actions.propose_change(own, by=provider, values={"phone": "99 00 33 33"}, version=7)

    actions.propose_change(own, by=provider, values={"phone": "99 00 33 33"}, version=first.version)

    assert Proposal.objects.get().values == {"phone": "99 00 33 33"}


def test_an_editor_does_not_approve_what_has_changed_meanwhile(provider, own, editor):
    proposal = actions.propose_change(own, by=provider, values={"phone": "99 00 22 22"})
    actions.propose_change(own, by=provider, values={"phone": "99 00 33 33"})

    with pytest.raises(actions.StaleProposal):
        actions.approve_proposal(proposal, by=editor, version=1)
    own.refresh_from_db()
    assert own.phone == "99 00 10 00"


def test_one_proposal_waits_and_a_refusal_has_an_answer():
    proposal = ProposalFactory()
    with (
        pytest.raises(IntegrityError, match="one_waiting_proposal_per_service"),
        transaction.atomic(),
    ):
        ProposalFactory(service=proposal.service)
    with (
        pytest.raises(IntegrityError, match="returned_proposal_has_an_answer"),
        transaction.atomic(),
    ):
        Proposal.objects.update(status=ProposalStatus.RETURNED, decided_at=timezone.now())
    with pytest.raises(IntegrityError, match="decided_proposal_has_a_time"), transaction.atomic():
        Proposal.objects.update(status=ProposalStatus.APPROVED)


# history


def test_each_change_is_kept_with_who_and_what(editor):
    service = ServiceFactory(name="Logoped", phone="99 00 10 00")

    actions.change_service(service, by=editor, phone="99 00 20 00", terms=[TermFactory()])

    first, second = Revision.objects.filter(service=service).order_by("number")
    assert (first.deed, second.deed) == (Deed.FIRST, Deed.CHANGED)
    assert second.by_name == editor.name
    assert sorted(second.fields) == ["phone", "terms"]
    change, _oldest = history.changes(service, Revision.objects.filter(service=service), latest=2)
    assert {each.label for each in change.differences} == {"telefon", "begreper"}


def test_saving_the_same_again_leaves_no_revision(editor):
    service = ServiceFactory()
    actions.change_service(service, by=editor, phone="99 00 20 00")
    actions.change_service(service, by=editor, phone="99 00 20 00")

    assert Revision.objects.filter(service=service).count() == 2


def test_an_earlier_text_is_taken_back_with_terms_and_parts(editor):
    term, municipality = TermFactory(), MunicipalityFactory()
    service = ServiceFactory(phone="99 00 10 00", terms=[term])
    ServiceArea.objects.create(
        service=service, extent_type="municipality", municipality=municipality
    )
    ServicePlace.objects.create(service=service, name="Helsehuset", city="Solvåg")
    OpeningHours.objects.create(service=service, days=[0, 1], opens_at="09:00", closes_at="15:00")
    actions.change_service(service, by=editor, phone="99 00 20 00", terms=[])
    for rows in (service.areas, service.places, service.hours):
        rows.all().delete()
    actions.change_service(service, by=editor, status=ServiceStatus.PAUSED)

    actions.restore_revision(service, number=1, by=editor)

    service.refresh_from_db()
    assert service.phone == "99 00 10 00"
    assert list(service.terms.all()) == [term]
    assert service.areas.get().municipality == municipality
    assert service.places.get().name == "Helsehuset"
    assert service.hours.get().days == [0, 1]
    assert service.status == ServiceStatus.PAUSED
    newest = Revision.objects.filter(service=service).first()
    assert (newest.deed, newest.number) == (Deed.RESTORED, 4)
    assert event(Verb.SERVICE_RESTORED).detail["number"] == 1


def test_what_names_somebody_gone_is_not_restored(editor):
    body = OrganisationFactory()
    service = ServiceFactory(provider=body)
    actions.change_service(service, by=editor, provider=OrganisationFactory())
    body.delete()

    with pytest.raises(actions.CannotRestore), transaction.atomic():
        actions.restore_revision(service, number=1, by=editor)


@pytest.mark.parametrize("role", ["ke_owner", "ke_web", "ke_worker"])
def test_history_is_append_only(editor, role):
    service = ServiceFactory()
    actions.change_service(service, by=editor, phone="99 00 20 00")

    for sql in (
        "UPDATE services_catalog_revision SET by_name = 'en annen'",
        "DELETE FROM services_catalog_revision",
    ):
        with connection.cursor() as cursor:
            cursor.execute("SAVEPOINT before")
            cursor.execute(f"SET LOCAL ROLE {role}")
            with pytest.raises(DatabaseError):
                cursor.execute(sql)
            cursor.execute("ROLLBACK TO SAVEPOINT before")


def test_the_parts_of_an_entry_are_those_that_belong_to_its_text():
    """A new table with a key to the service is found here: say whether it is a part, or beside the entry."""
    assert set(parts()) == {
        "areas",
        "places",
        "hours",
        "costs",
        "notices",
        "texts",
        "course_dates",
    }


def test_a_stale_form_changes_nothing(editor):
    service = ServiceFactory(phone="99 00 10 00")
    actions.change_service(service, by=editor, version=1, phone="99 00 20 00")

    with pytest.raises(actions.Stale) as stale:
        actions.change_service(service, by=editor, version=1, phone="99 00 30 00")

    assert stale.value.current.phone == "99 00 20 00"


def test_completeness_follows_each_change(editor):
    service = ServiceFactory(description="", phone="")
    actions.change_service(service, by=editor, description="Trening.")
    little = service.completeness

    actions.change_service(service, by=editor, how_to_get_in="Ring oss.", phone="99 00 10 00")

    assert service.completeness > little > 0
