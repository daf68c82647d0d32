from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from individual_plans.models import Consent, Goal, Measure, Meeting, Participant, Plan, Review
from ke_portal.audit.models import Event, Lookup
from ke_portal.people.models import Grant, Representation
from tests.factories import (
    CoordinatingUnitFactory,
    GoalFactory,
    MeasureFactory,
    MeetingFactory,
    ParticipantFactory,
    ReviewFactory,
    UserFactory,
    from_now,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_persona(client, persona):
    def enter(name):
        user = persona(name)
        client.force_login(user)
        return user

    return enter


def url(name, plan, **parts):
    return reverse(f"individual_plans:{name}", kwargs={"public_id": plan.public_id} | parts)


def item_url(name, item, kind):
    return url(name, item.plan, kind=kind, item_id=item.public_id)


def test_the_person_reads_the_plan_and_the_look_is_written(client, as_persona, plan):
    person = as_persona("the person")
    MeasureFactory(goal=GoalFactory(plan=plan, text="Jeg vil gå til biblioteket"))
    page = client.get(plan.get_absolute_url()).content.decode()
    assert "Jeg vil være meg selv igjen." in page
    assert "Jeg vil gå til biblioteket" in page
    assert "Sprek Bekk" in page
    assert Lookup.objects.get(what="plan").actor == str(person.pk)


def test_a_reader_sees_only_open_sections(client, as_persona, plan):
    as_persona("a next of kin")
    ParticipantFactory(plan=plan, name="Ukjent Bekk")
    page = client.get(plan.get_absolute_url()).content.decode()
    assert "Jeg vil være meg selv igjen." in page
    assert "Ukjent Bekk" not in page
    assert "Skriv i planen" not in page


def test_an_item_is_added_changed_removed_and_taken_back(client, as_persona, plan):
    as_persona("the coordinator")
    client.post(
        url("add_item", plan, kind="mal"), {"text": "Jeg vil gå på fjellet", "own_words": "on"}
    )
    goal = Goal.objects.get()
    answer = client.post(
        url("add_item", plan, kind="tiltak"),
        {"goal": goal.public_id, "title": "Gå tur", "responsible": "person", "status": "agreed"},
    )
    measure = Measure.objects.get()
    assert answer["Location"].endswith(f"#i-{measure.public_id}")
    assert measure.responsible_name == plan.person.name

    page = client.get(item_url("change_item", measure, "tiltak")).content.decode()
    assert 'value="person" selected' in page
    client.post(
        item_url("change_item", goal, "mal"),
        {"text": "Jeg vil til toppen", "version": goal.version},
    )
    assert Goal.objects.get().text == "Jeg vil til toppen"

    assert "Tiltakene" in client.get(item_url("remove_item", goal, "mal")).content.decode()
    client.post(item_url("remove_item", goal, "mal"))
    assert not Goal.objects.present().exists()
    assert "Hent tilbake" in client.get(url("edit", plan)).content.decode()
    client.post(item_url("restore_item", goal, "mal"))
    assert "Hent tilbake" not in client.get(url("edit", plan)).content.decode()
    assert Goal.objects.present().exists()


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("ressurs", {"text": "Jeg er sta"}),
        ("behov", {"text": "Trening", "life_area": "health"}),
        ("deltaker", {"name": "Sprek Bekk", "since": "2026-01-01"}),
        ("bidrag", {"text": "Jeg trener"}),
        ("samarbeid", {"organisation": "NAV", "purpose": "Arbeid", "status": "wished"}),
    ],
)
def test_each_kind_of_item_has_its_form(client, as_persona, plan, kind, data):
    as_persona("the person")
    assert client.get(url("add_item", plan, kind=kind)).status_code == 200
    assert client.post(url("add_item", plan, kind=kind), {}).status_code == 200
    assert client.post(url("add_item", plan, kind=kind), data).status_code == 302
    page = client.get(url("edit", plan)).content.decode()
    assert next(iter(data.values())) in page


def test_an_unknown_kind_is_not_found(client, as_persona, plan):
    as_persona("the coordinator")
    assert client.get(url("add_item", plan, kind="diagnose")).status_code == 404


def test_an_item_of_another_plan_is_not_found(client, as_persona, plan):
    as_persona("the coordinator")
    stranger = GoalFactory()
    address = url("change_item", plan, kind="mal", item_id=stranger.public_id)
    assert client.get(address).status_code == 404


def test_a_stale_form_shows_both_texts_and_loses_nothing(client, as_persona, plan):
    as_persona("the coordinator")
    goal = GoalFactory(plan=plan, text="Teksten før", version=2)
    address = item_url("change_item", goal, "mal")
    mine = {"text": "Min tekst", "version": 1, "life_area": "health"}

    answer = client.post(address, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Min tekst" in page
    assert "Teksten før" in page
    assert Goal.objects.get().text == "Teksten før"

    client.post(address, mine | {"version": 2, "choice_text": "theirs", "choice_life_area": "mine"})
    goal.refresh_from_db()
    assert (goal.text, goal.life_area, goal.version) == ("Teksten før", "health", 3)
    client.post(address, mine | {"version": 3, "choice_text": "mine"})
    assert Goal.objects.get().text == "Min tekst"


def test_what_matters_is_written_and_a_stale_one_asks(client, as_persona, plan):
    as_persona("the person")
    address = url("change_about", plan)
    assert client.post(address, {"what_matters": "Ro", "version": 1}).status_code == 302
    answer = client.post(address, {"what_matters": "Noe annet", "version": 1})
    assert answer.status_code == 409
    assert "Noe annet" in answer.content.decode()
    plan.about.refresh_from_db()
    assert plan.about.what_matters == "Ro"


def test_a_paused_plan_says_so(client, as_persona, plan):
    as_persona("the coordinator")
    goal = GoalFactory(plan=plan)
    Plan.objects.update(status="suspended")
    for address, data in [
        (url("change_about", plan), {"what_matters": "Ro", "version": 1}),
        (url("add_item", plan, kind="mal"), {"text": "Nytt"}),
        (item_url("change_item", goal, "mal"), {"text": "Nytt", "version": 1}),
        (item_url("remove_item", goal, "mal"), {}),
        (item_url("restore_item", goal, "mal"), {}),
        (url("plan_meeting", plan), {"on": "2030-01-01", "at": "10:00", "purpose": "Nytt"}),
        (url("plan_review", plan), {"due_on": "2030-01-01", "kind": "evaluation"}),
        (url("change_frame", plan), {"period_from": "2026-01-01", "period_to": "2027-01-01"}),
        (url("answer_no_cooperation", plan), {}),
    ]:
        page = client.post(address, data, follow=True).content.decode()
        assert "kan ikke endres nå" in page, address
    assert Goal.objects.get().version == 1


def test_a_refused_measure_needs_its_reason_on_the_form(client, as_persona, plan):
    as_persona("the coordinator")
    measure = MeasureFactory(goal__plan=plan)
    data = {"goal": measure.goal.public_id, "title": "Gå tur", "status": "rejected", "version": 1}
    page = client.post(item_url("change_item", measure, "tiltak"), data).content.decode()
    assert "Skriv hvorfor tiltaket ble avslått." in page
    backwards = data | {"status": "agreed", "starts_on": "2026-02-01", "ends_on": "2026-01-01"}
    page = client.post(item_url("change_item", measure, "tiltak"), backwards).content.decode()
    assert "samme dag som starten" in page


def test_a_coordinator_begins_with_three_questions(client, as_persona, granted_plan):
    as_persona("the coordinator")
    address = reverse("individual_plans:start", args=[granted_plan.person.public_id])
    assert "Svar på minst ett" in client.post(address, {}).content.decode()
    answer = client.post(address, {"what_matters": "Å bo hjemme"})
    plan = Plan.objects.get()
    assert answer["Location"] == url("edit", plan)
    assert client.post(address, {"urgent": "Igjen"})["Location"] == plan.get_absolute_url()


def test_no_plan_is_begun_without_a_decision(client, as_persona, plan):
    as_persona("the coordinator")
    address = reverse("individual_plans:start", args=[plan.person.public_id])
    page = client.post(address, {"what_matters": "Å bo hjemme"}).content.decode()
    assert "ikke vedtatt" in page
    assert Plan.objects.count() == 1


def test_the_person_consents_shares_and_withdraws(client, as_persona, plan):
    person, reader = as_persona("the person"), UserFactory(name="Sprek Bekk")
    who = ParticipantFactory(plan=plan, user=reader, name=reader.name)
    client.post(url("activate", plan))
    assert Plan.objects.get().status == "draft"
    client.post(url("give_plan_consent", plan))
    client.post(url("activate", plan))
    assert Plan.objects.get().status == "active"

    choice = {"whom": f"p-{who.public_id}", "sections": ["goals", "about"], "until": "2030-01-01"}
    assert (
        "Velg minst én del"
        in client.post(url("share", plan), {"whom": choice["whom"]}).content.decode()
    )
    assert (
        "Velg en dag"
        in client.post(url("share", plan), choice | {"until": "2020-01-01"}).content.decode()
    )
    preview = client.post(url("share", plan), choice).content.decode()
    assert "mål og tiltak" in preview
    assert not Grant.objects.filter(user=reader).exists()
    client.post(url("share", plan), choice | {"confirm": "1"})
    assert Consent.objects.get(kind="share").given_by == person.name

    page = client.get(url("consent", plan)).content.decode()
    assert "Sprek Bekk" in page
    consent = Consent.objects.get(kind="share")
    client.get(url("withdraw", plan, consent_id=consent.public_id))
    client.post(url("withdraw", plan, consent_id=consent.public_id))
    client.force_login(reader)
    assert client.get(plan.get_absolute_url()).status_code == 404


def test_the_coordinator_writes_down_who_gave_consent_and_how(client, as_persona, plan):
    as_persona("the coordinator")
    assert client.post(url("give_plan_consent", plan), {}).status_code == 200
    client.post(url("give_plan_consent", plan), {"given_by": "Vakker Blomst", "how_given": "oral"})
    assert Consent.objects.get().how_given == "oral"


def test_next_of_kin_stand_among_those_to_share_with(client, as_persona, plan):
    as_persona("the person")
    kin = Representation.objects.create(
        person=plan.person, name="Rolig Stein", kind="next_of_kin", validity=from_now()
    )
    page = client.get(url("share", plan)).content.decode()
    assert "Rolig Stein" in page
    client.post(url("share", plan), {"whom": f"k-{kin.pk}", "sections": ["goals"], "confirm": "1"})
    assert "Rolig Stein" in client.get(url("consent", plan)).content.decode()


def test_who_has_looked_is_told_in_words(client, as_persona, plan):
    coordinator = as_persona("the coordinator")
    client.get(plan.get_absolute_url())
    as_persona("the person")
    page = client.get(url("who_has_looked", plan)).content.decode()
    assert coordinator.name in page
    assert "åpnet planen" in page


def test_meetings_and_reviews_are_planned_held_and_cancelled(client, as_persona, plan):
    as_persona("the coordinator")
    day = timezone.localdate() + timedelta(days=9)
    meeting = {"on": day, "at": "13:00", "purpose": "Jobb", "place": "Video"}
    assert (
        "ikke har vært"
        in client.post(url("plan_meeting", plan), meeting | {"on": "2020-01-01"}).content.decode()
    )
    client.post(url("plan_meeting", plan), meeting)
    found = Meeting.objects.get()
    assert timezone.localtime(found.starts_at).hour == 13

    address = url("change_meeting", plan, item_id=found.public_id)
    client.post(address, meeting | {"at": "14:30", "version": 1})
    stale = client.post(address, meeting | {"purpose": "Min tekst", "version": 1}).content.decode()
    assert "Min tekst" in stale
    found.refresh_from_db()
    assert (timezone.localtime(found.starts_at).hour, found.purpose) == (14, "Jobb")

    client.post(url("cancel_meeting", plan, item_id=found.public_id), {"reason": "Sykdom"})
    assert Meeting.objects.get().status == "cancelled"
    client.post(url("plan_review", plan), {"due_on": day, "kind": "evaluation"})
    review = Review.objects.get()
    held = {"held_on": timezone.localdate(), "summary": "Det går framover"}
    for _again in range(2):
        client.post(url("hold_review", plan, item_id=review.public_id), held)
    page = client.get(url("meetings", plan)).content.decode()
    assert "Det går framover" in page
    assert "Sykdom" in page


def test_the_plan_is_revised_framed_and_ended(client, as_persona, plan):
    as_persona("the coordinator")
    client.post(url("revise", plan))
    assert Plan.objects.get().status == "draft"
    wrong = {"period_from": "2026-05-01", "period_to": "2026-01-01"}
    assert "etter at den starter" in client.post(url("change_frame", plan), wrong).content.decode()
    client.post(url("change_frame", plan), wrong | {"period_to": "2027-01-01"})
    assert str(Plan.objects.get().period_to) == "2027-01-01"
    client.post(url("answer_no_cooperation", plan))
    assert "trengs ikke samarbeid" in client.get(plan.get_absolute_url()).content.decode()
    for _again in range(2):
        client.post(url("end", plan), {"reason": "Ferdig"})
    assert Plan.objects.get().status == "ended"
    assert Event.objects.filter(verb="plan.moved").count() == 1


def test_the_ke_sees_heads_and_no_content(client, as_persona, plan):
    as_persona("an intake worker")
    address = reverse("individual_plans:heads")
    page = client.get(address).content.decode()
    assert plan.person.name in page
    assert "meg selv igjen" not in page
    assert plan.person.name not in client.get(f"{address}?stille").content.decode()
    Plan.objects.update(updated_at=timezone.now() - timedelta(days=74))
    assert "stille i 74 dager" in client.get(f"{address}?stille").content.decode()
    assert Lookup.objects.filter(what="plan_head").count() == 2


def test_the_pdf_is_made_and_logged(client, as_persona, plan):
    CoordinatingUnitFactory(is_ours=True)
    as_persona("the person")
    MeasureFactory(goal__plan=plan)
    answer = client.get(url("pdf", plan))
    assert answer.content.startswith(b"%PDF")
    assert plan.person.name not in answer["Content-Disposition"]
    assert Lookup.objects.filter(what="plan_pdf").count() == 1


# Bounds of transactions, and what only the suite asks to play the web role on the owner's connection.
NOT_QUERIES = ("SAVEPOINT", "RELEASE", "SET ROLE", "SELECT current_user")


def fill(plan, *, goals, measures_each):
    for _each in range(goals):
        goal = GoalFactory(plan=plan)
        MeasureFactory.create_batch(measures_each, goal=goal)
    ParticipantFactory(plan=plan)
    MeetingFactory(plan=plan)
    ReviewFactory(plan=plan)


@pytest.mark.parametrize(("name", "at_most"), [("detail", 25), ("edit", 25), ("consent", 20)])
def test_queries_do_not_grow_with_the_plan(client, as_persona, plan, name, at_most):
    as_persona("the coordinator")
    CoordinatingUnitFactory(is_ours=True)

    def queries():
        with CaptureQueriesContext(connection) as found:
            assert client.get(url(name, plan)).status_code == 200
        return [each["sql"] for each in found if not each["sql"].startswith(NOT_QUERIES)]

    fill(plan, goals=1, measures_each=1)
    queries()
    few = queries()
    fill(plan, goals=11, measures_each=4)
    assert Measure.objects.count() == 45
    assert Participant.objects.count() == 2
    many = queries()
    assert len(many) == len(few)
    assert len(many) <= at_most, "\n".join(sql[:160] for sql in many)


def test_a_measure_keeps_the_name_of_somebody_from_outside(client, as_persona, plan):
    as_persona("the coordinator")
    goal = GoalFactory(plan=plan)
    measure = MeasureFactory(goal=goal, responsible=None, responsible_name="Blid Nabo")
    address = item_url("change_item", measure, "tiltak")

    page = client.get(address).content.decode()
    assert '<option value="named" selected>Blid Nabo</option>' in page
    client.post(
        address,
        {
            "goal": goal.public_id,
            "title": "Gå tur",
            "responsible": "named",
            "status": "agreed",
            "version": measure.version,
        },
    )
    measure.refresh_from_db()
    assert (measure.title, measure.responsible_name) == ("Gå tur", "Blid Nabo")


def test_how_far_a_goal_has_come_is_told_in_words_and_on_a_scale(client, as_persona, plan):
    as_persona("the person")
    goal = GoalFactory(plan=plan, attained=-1)
    assert goal.scale == [True, True, False, False, False]
    page = client.get(plan.get_absolute_url()).content.decode()
    assert "mindre enn håpet" in page
    assert "-1" not in page.partition("Så langt:")[0].rpartition("<h3")[2]


def test_an_empty_answer_is_met_in_the_houses_own_words(client, as_persona, plan):
    as_persona("the coordinator")
    page = client.post(url("add_item", plan, kind="mal"), {"text": " "}).content.decode()
    assert "Hva er målet? Dette trenger vi svar på." in page
    assert "påkrevet" not in page
