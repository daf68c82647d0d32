"""The pages of editors and providers: what they show, what they refuse, and what two writers meet."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ke_portal.organisations.models import Membership
from services_catalog import actions
from services_catalog.models import EntryTemplate, Proposal, Service
from tests.factories import ServiceFactory, TaxonomyFactory, TermFactory
from tests.services_catalog.factories import (
    ConfirmationFactory,
    FeedbackFactory,
    ProposalFactory,
)

pytestmark = pytest.mark.django_db


def url(name, *parts):
    return reverse(f"services_catalog:{name}", args=parts)


def posted(client, address, **changes):
    """What the form on a page would send, with some fields changed."""
    form = client.get(address).context["form"]
    data = {}
    for field in form:
        value = field.value()
        if isinstance(value, list) and field.name == "languages":
            value = ",".join(value)
        if value is not None:
            data[field.html_name] = value
    return data | changes


@pytest.fixture
def editor(persona, client):
    user = persona("a catalogue editor")
    client.force_login(user)
    return user


@pytest.fixture
def provider(persona, client):
    user = persona("a provider")
    client.force_login(user)
    return user


@pytest.fixture
def own(provider):
    service = ServiceFactory(
        name="Dagtilbud", phone="99 00 10 00", how_to_get_in="Ring oss.", languages=["nb"]
    )
    Membership.objects.create(user=provider, organisation=service.provider)
    return service


def test_the_desk_shows_what_waits_and_at_most_five_of_each(client, editor):
    FeedbackFactory.create_batch(6)
    ProposalFactory(service__name="Ergoterapi")
    ConfirmationFactory(service__name="Synskontakt")
    ServiceFactory(name="Musikkterapi", status="review")

    page = client.get(url("desk")).content.decode()

    for name in ("Ergoterapi", "Synskontakt", "Musikkterapi"):
        assert name in page
    assert page.count("Det er stengt på fredager.") == 5
    assert url("waiting", "meldinger") in page
    assert client.get(url("waiting", "meldinger")).content.decode().count("på fredager") == 6
    assert client.get(url("waiting", "tull")).status_code == 404


@pytest.mark.parametrize("name", ["desk", "entries"])
def test_queries_do_not_grow_with_the_entries(client, editor, name):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url(name)).status_code == 200
        return len(captured)

    def one_more():
        FeedbackFactory()
        ProposalFactory()
        ConfirmationFactory()

    one_more()
    with_one = queries()
    for _ in range(3):
        one_more()

    assert queries() == with_one


@pytest.mark.parametrize("kind", ["nye", "forslag", "bekreft", "meldinger", "lenker"])
def test_queries_of_a_waiting_list_do_not_grow(client, editor, kind):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(url("waiting", kind)).status_code == 200
        return len(captured)

    def one_more():
        FeedbackFactory()
        ProposalFactory(service__status="review")
        ConfirmationFactory()

    one_more()
    with_one = queries()
    for _ in range(3):
        one_more()

    assert queries() == with_one


def test_queries_of_own_list_and_history_do_not_grow(client, provider, own, persona):
    def queries(address):
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200
        return len(captured)

    ProposalFactory(service=own)
    with_one = queries(url("mine"))
    for service in ServiceFactory.create_batch(3, provider=own.provider):
        ProposalFactory(service=service)
    assert queries(url("mine")) == with_one

    client.force_login(persona("a catalogue editor"))
    actions.change_service(own, by=provider, phone="99 00 20 00")
    with_two = queries(url("history", own.slug))
    for number in range(3):
        actions.change_service(own, by=provider, phone=f"99 00 20 0{number + 1}")
    assert queries(url("history", own.slug)) == with_two


def test_entries_are_sifted_by_what_they_lack(client, editor):
    thin, whole = ServiceFactory(name="Tynn"), ServiceFactory(name="Hel")
    Service.objects.filter(pk=whole.pk).update(completeness=100)

    page = client.get(url("entries"), {"mangler": "thin"}).content.decode()

    assert thin.name in page
    assert whole.name not in page
    assert client.get(url("entries"), {"status": "tull", "page": "-1"}).status_code == 200


def test_an_editor_changes_text_and_terms(client, editor):
    one, other = (TermFactory(taxonomy=TaxonomyFactory(name="form")) for _ in range(2))
    service = ServiceFactory(phone="99 00 10 00", terms=[one])
    address = url("edit", service.slug)

    data = posted(client, address, phone="99 00 20 00", **{f"terms_{one.taxonomy_id}": [other.pk]})
    assert client.post(address, data).status_code == 302

    service.refresh_from_db()
    assert service.phone == "99 00 20 00"
    assert list(service.terms.all()) == [other]


def test_two_editors_meet_and_nothing_is_lost(client, editor, persona):
    service = ServiceFactory(phone="99 00 10 00", contact="Ola")
    address = url("edit", service.slug)
    data = posted(client, address, phone="99 00 20 00")
    actions.change_service(service, by=persona("a KE leader"), phone="99 00 30 00")

    both = client.post(address, data)

    assert both.status_code == 409
    page = both.content.decode()
    assert "99 00 20 00" in page
    assert "99 00 30 00" in page
    service.refresh_from_db()
    assert service.phone == "99 00 30 00"

    data["version"] = both.context["version"]
    client.post(address, data | {"choice_phone": "mine"})
    service.refresh_from_db()
    assert service.phone == "99 00 20 00"


def test_the_writer_may_choose_the_other_text(client, editor, persona):
    service = ServiceFactory(phone="99 00 10 00")
    address = url("edit", service.slug)
    data = posted(client, address, phone="99 00 20 00", contact="Kari")
    actions.change_service(service, by=persona("a KE leader"), phone="99 00 30 00")

    version = client.post(address, data).context["version"]
    client.post(address, data | {"version": version, "choice_phone": "theirs"})

    service.refresh_from_db()
    assert (service.phone, service.contact) == ("99 00 30 00", "Kari")


def test_a_form_with_faults_is_shown_again(client, editor):
    service = ServiceFactory()
    address = url("edit", service.slug)

    page = client.post(address, posted(client, address, name="", minimum_age=9, maximum_age=3))

    assert page.status_code == 200
    assert "Skriv navnet slik folk kjenner det." in page.content.decode()


def test_status_is_moved_from_the_page_and_a_refusal_says_why(client, editor):
    service = ServiceFactory(status="draft", description="", phone="")

    page = client.post(url("move", service.slug), {"to": "active"}, follow=True).content.decode()
    assert "Skriv hva tjenesten er" in page

    Service.objects.update(description="Trening.", how_to_get_in="Ring oss.")
    client.post(url("move", service.slug), {"to": "active"})
    service.refresh_from_db()
    assert service.status == "active"


def test_a_draft_is_previewed_and_not_public(client, editor):
    service = ServiceFactory(name="Dagtilbud", status="draft")

    assert "Forhåndsvisning" in client.get(url("preview", service.slug)).content.decode()
    assert client.get(service.get_absolute_url()).status_code == 404


def test_history_shows_words_and_takes_them_back(client, editor):
    service = ServiceFactory(notice="Stengt i påsken.")
    actions.change_service(service, by=editor, notice="Stengt i julen.")

    page = client.get(url("history", service.slug)).content.decode()
    assert "<del>påsken</del>" in page
    assert "<ins>julen</ins>" in page
    client.post(url("restore", service.slug, 1))

    service.refresh_from_db()
    assert service.notice == "Stengt i påsken."
    assert client.post(url("restore", service.slug, 99)).status_code == 404


def test_a_provider_keeps_own_entries_only(client, own):
    other = ServiceFactory(name="En annens")

    assert "En annens" not in client.get(url("mine")).content.decode()
    for name in ("edit_mine", "preview_mine"):
        assert client.get(url(name, own.slug)).status_code == 200
        assert client.get(url(name, other.slug)).status_code == 404
    for name in ("move_mine", "withdraw_mine"):
        assert client.post(url(name, other.slug)).status_code == 404


def test_a_providers_change_is_a_proposal_that_they_can_write_on(client, own):
    address = url("edit_mine", own.slug)
    client.post(address, posted(client, address, phone="99 00 20 00", word="Nytt nummer"))

    own.refresh_from_db()
    assert own.phone == "99 00 10 00"
    assert Proposal.objects.get().values == {"phone": "99 00 20 00"}
    form = client.get(address).context["form"]
    assert form["phone"].value() == "99 00 20 00"
    assert "99 00 20 00" in client.get(url("preview_mine", own.slug)).content.decode()

    client.post(address, posted(client, address, contact="Kari"))
    proposal = Proposal.objects.get()
    assert (proposal.values, proposal.version) == (
        {"phone": "99 00 20 00", "contact": "Kari"},
        2,
    )
    client.post(url("withdraw_mine", own.slug))
    proposal.refresh_from_db()
    assert proposal.status == "withdrawn"


def test_two_colleagues_meet_and_nothing_is_lost(client, own, provider):
    address = url("edit_mine", own.slug)
    data = posted(client, address, phone="99 00 20 00")
    actions.propose_change(own, by=provider, values={"phone": "99 00 30 00"})
    own.version = 99

    data["version"] = 99
    both = client.post(address, data)

    assert both.status_code == 409
    assert "99 00 30 00" in both.content.decode()
    assert Proposal.objects.get().values == {"phone": "99 00 30 00"}


def test_an_editor_reads_the_proposal_word_by_word_and_answers(client, own, provider, persona):
    proposal = actions.propose_change(own, by=provider, values={"phone": "99 00 10 55"})
    client.force_login(persona("a catalogue editor"))
    address = url("proposal", proposal.public_id)

    page = client.get(address).content.decode()
    assert "<del>00</del>" in page
    assert "<ins>55</ins>" in page
    refused = client.post(address, {"version": 1, "decision": "return", "answer": " "})
    assert "Skriv hva som må endres" in refused.content.decode()

    client.post(address, {"version": 1, "decision": "return", "answer": "Det er feil nummer."})
    proposal.refresh_from_db()
    assert proposal.status == "returned"
    client.force_login(provider)
    assert "Det er feil nummer." in client.get(url("edit_mine", own.slug)).content.decode()


def test_a_provider_writes_a_new_entry_from_a_template_and_sends_it_in(client, own, provider):
    template = EntryTemplate.objects.create(
        title="Prøvemal", description="Vi møtes.", how_to_get_in="Meld deg på."
    )
    client.post(
        url("add_mine"),
        {"name": "Kurs", "provider": own.provider_id, "template": template.public_id},
    )
    service = Service.objects.get(name="Kurs")
    assert (service.status, service.owner, service.description) == (
        "draft",
        provider,
        "Vi møtes.",
    )

    address = url("edit_mine", service.slug)
    client.post(address, posted(client, address, phone="99 00 40 00"))
    client.post(url("move_mine", service.slug))

    service.refresh_from_db()
    assert (service.phone, service.status) == ("99 00 40 00", "review")
    client.post(url("move_mine", service.slug))
    service.refresh_from_db()
    assert service.status == "draft"


def test_a_provider_gives_entries_to_own_workplaces_only(client, own):
    other = ServiceFactory().provider

    client.post(url("add_mine"), {"name": "Kurs", "provider": other.pk})

    assert not Service.objects.filter(name="Kurs").exists()


def test_the_admin_keeps_history_and_refuses_a_jump(client, persona):
    client.force_login(persona("a KE leader"))
    service = ServiceFactory(phone="99 00 10 00")
    address = reverse("admin:services_catalog_service_change", args=[service.pk])
    form = client.get(address).context["adminform"].form
    data = {
        field.html_name: ",".join(field.value() or ())
        if field.name == "languages"
        else (field.value() if field.value() is not None else "")
        for field in form
    }
    for inline in client.get(address).context["inline_admin_formsets"]:
        prefix = inline.formset.prefix
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}

    jump = client.post(address, data | {"status": "draft"})
    assert "Ta ett steg om gangen" in jump.content.decode()

    saved = client.post(address, data | {"phone": "99 00 20 00", "status": "withdrawn"})
    assert saved.status_code == 302, saved.context["errors"]
    service.refresh_from_db()
    assert (service.status, service.withdrawn_because) == ("withdrawn", "editor")
    assert set(service.revisions.first().fields) >= {"phone", "status"}

    stale = client.post(address, data | {"phone": "99 00 30 00"})
    assert "Noen andre har lagret" in stale.content.decode()
