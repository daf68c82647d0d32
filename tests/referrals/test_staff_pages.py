from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ke_portal.audit.models import Lookup
from ke_portal.people.models import AddressProtection
from referrals import actions
from referrals.models import Case, CaseStatus, Referral, ReferralStatus
from tests.factories import (
    AttachmentFactory,
    CaseFactory,
    CoordinatingUnitFactory,
    DecisionLineFactory,
    PersonFactory,
    QuestionFactory,
    ReferralFactory,
    UserFactory,
)
from tests.personas import story_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(persona, client):
    user = persona("an intake worker")
    client.force_login(user)
    return user


@pytest.fixture
def case(staff):
    return ReferralFactory(registered=True, case=CaseFactory(owner=staff)).case


def at(name, thing):
    return reverse(f"referrals:{name}", args=[thing.public_id])


def judged(right, *, outcome="later", **fields):
    names = {
        "child_coordinator": ("child_under_18", "serious", "both_kinds_of_services"),
        "group": (),
    }.get(right, ("long_lasting", "coordinated"))
    answers = {f"{right}-{name}": fields.pop(name, "unknown") for name in names}
    return answers | {f"{right}-outcome": outcome} | {f"{right}-{k}": v for k, v in fields.items()}


def answers(**rights):
    posted = {}
    for right in ("plan", "coordinator", "child_coordinator", "group"):
        posted |= judged(right, **rights.get(right, {}))
    return posted


GRANTED = {
    "outcome": "granted",
    "long_lasting": "yes",
    "coordinated": "yes",
    "reason": "Behovet varer.",
}


@pytest.mark.parametrize("name", ["list", "cases"])
def test_lists_take_the_same_number_of_queries_however_long(client, staff, name):
    def queries_for_list():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(f"referrals:{name}")).status_code == 200
        return len([query for query in queries if "ROLE" not in query["sql"]])

    ReferralFactory(registered=True, case=CaseFactory(owner=UserFactory()))
    queries_for_list()
    with_one = queries_for_list()
    for _number in range(5):
        ReferralFactory(registered=True, case=CaseFactory(owner=UserFactory()))

    assert queries_for_list() == with_one <= 15


def test_a_case_takes_the_same_number_of_queries_however_full(client, staff, case):
    def queries_for_page():
        with CaptureQueriesContext(connection) as queries:
            assert client.get(case.get_absolute_url()).status_code == 200
        return len(queries)

    def fill():
        referral = ReferralFactory(registered=True, case=case)
        QuestionFactory(referral=referral)
        AttachmentFactory(referral=referral)
        actions.note(case, text="Notat", by=staff)
        DecisionLineFactory(decision__case=case)

    fill()
    queries_for_page()
    with_one = queries_for_page()
    for _number in range(4):
        fill()

    assert queries_for_page() == with_one


def test_a_list_logs_everyone_it_showed(client, staff, case):
    client.get(reverse("referrals:cases"))
    assert Lookup.objects.get(what="list").person == str(case.person.public_id)


@pytest.mark.parametrize(
    ("show", "found"),
    [("", 4), ("mine", 1), ("uten", 2), ("forfalt", 1), ("uken", 1), ("venter", 1), ("alle", 5)],
)
def test_the_cases_can_be_narrowed_down(client, staff, show, found):
    today = timezone.localdate()
    CaseFactory(owner=staff)
    CaseFactory(preliminary_due_on=today - timedelta(days=2))
    CaseFactory(preliminary_due_on=today + timedelta(days=2))
    CaseFactory(owner=UserFactory(), status=CaseStatus.WAITING_INFO)
    CaseFactory(status=CaseStatus.CLOSED, closed_at=timezone.now())
    response = client.get(reverse("referrals:cases"), {"vis": show})
    assert response.context["page_obj"].paginator.count == found


@pytest.mark.parametrize(
    ("show", "found"), [("", 3), ("nye", 2), ("mine", 1), ("forfalt", 1), ("alle", 4)]
)
def test_the_referrals_can_be_narrowed_down(client, staff, show, found):
    ReferralFactory()
    ReferralFactory(preliminary_due_on=timezone.localdate() - timedelta(days=2))
    ReferralFactory(registered=True, case=CaseFactory(owner=staff))
    ReferralFactory(status=ReferralStatus.WITHDRAWN)
    response = client.get(reverse("referrals:list"), {"vis": show})
    assert response.context["page_obj"].paginator.count == found


def test_the_queue_marks_a_protected_address(client, staff):
    ReferralFactory(registered=True)
    ReferralFactory(
        registered=True,
        case=CaseFactory(
            person=PersonFactory(address_protection=AddressProtection.STRICTLY_CONFIDENTIAL)
        ),
    )
    page = client.get(reverse("referrals:list")).content.decode()
    assert page.count("Strengt fortrolig adresse") == 1


def test_htmx_gets_only_the_table(client, staff):
    ReferralFactory()
    response = client.get(reverse("referrals:list"), headers={"HX-Request": "true"})
    assert b"<html" not in response.content
    assert b"<table" in response.content


def test_a_call_is_taken_down_in_a_minute(client, staff):
    said = {
        "channel": "phone",
        "notifier_role": "self",
        "notifier_phone": "90 00 00 00",
        "person_name": "Mett Humle",
        "need": "Trenger noen å snakke med.",
        "consent": "yes",
        "received_on": timezone.localdate() - timedelta(days=2),
    }
    response = client.post(reverse("referrals:by_phone"), said, follow=True)
    referral = Referral.objects.get()
    assert timezone.localdate(referral.received_at) == said["received_on"]
    assert referral.taken_down_by == staff
    assert b"Kvitteringskoden er" in response.content


def test_a_call_needs_a_way_back(client, staff):
    response = client.post(reverse("referrals:by_phone"), {"person_name": "Mett Humle"})
    assert "hvordan vi ellers når" in response.content.decode()
    assert not Referral.objects.exists()


def test_registering_a_new_person_leads_to_the_case(client, staff):
    referral = ReferralFactory()
    form = {
        "who": "new",
        "name": "Mett Humle",
        "identity_confirmed": "on",
        "address_protection": "none",
    }
    response = client.post(at("register", referral), form)
    assert response.url == Case.objects.get().get_absolute_url()


def test_registering_offers_those_it_may_be(client, staff):
    known = PersonFactory(name="Mett Humle", birth_date=None)
    referral = ReferralFactory(person_name="Mett Humle")
    assert b"Mett Humle" in client.get(at("register", referral)).content
    client.post(at("register", referral), {"who": str(known.public_id)})
    assert Case.objects.get().person == known


def test_a_protected_address_is_seen_first(client, staff):
    person = PersonFactory(address_protection="strictly_confidential", address="Hemmeligveien 1")
    case = CaseFactory(person=person)
    page = client.get(case.get_absolute_url()).content.decode()
    assert 'class="band"' in page
    assert "Hemmeligveien" not in page


def test_one_filled_button_is_the_next_step(client, staff, case):
    def main_button():
        page = client.get(case.get_absolute_url()).content.decode()
        actions_part = page.partition('class="page-head"')[2].partition('class="columns"')[0]
        return actions_part.partition('class="ds-button"')[2].partition(">")[2].partition("<")[0]

    assert main_button() == "Vurder"
    client.post(at("assess", case))
    assert main_button() == "Vedta"


@pytest.mark.parametrize(
    ("name", "form", "status"),
    [
        ("forward", {"to": "KE i Granfjord"}, "forwarded"),
        ("withdraw", {"reason": "Vil ikke"}, "withdrawn"),
        ("reject", {}, "rejected_spam"),
    ],
)
def test_a_referral_can_be_ended_from_its_page(client, staff, name, form, status):
    referral = ReferralFactory()
    client.post(at(name, referral), form)
    assert Referral.objects.get().status == status
    # Once more, as when two do it at once: a kind word, not an error.
    assert client.post(at(name, referral), form, follow=True).status_code == 200


def test_asking_and_answering_from_the_pages(client, staff, case):
    referral = case.referrals.get()
    due_on = timezone.localdate() + timedelta(days=3)
    client.post(at("ask", referral), {"to": "service", "text": "Hva gjør dere?", "due_on": due_on})
    question = referral.questions.get()
    assert client.get(case.get_absolute_url()).context["open_questions"] == [question]
    client.post(at("answer", question), {"answer": "Vi kommer daglig."})
    question.refresh_from_db()
    assert question.answer == "Vi kommer daglig."


def test_a_date_in_the_past_is_no_deadline(client, staff, case):
    form = {"to": "service", "text": "Hva?", "due_on": timezone.localdate() - timedelta(days=1)}
    response = client.post(at("ask", case.referrals.get()), form)
    assert "Denne datoen har vært" in response.content.decode()


def test_preliminary_answer_and_closing_from_the_pages(client, staff, case):
    form = {"letter": "Vi trenger tid.", "decide_by": timezone.localdate() + timedelta(days=30)}
    client.post(at("preliminary", case), form)
    case.refresh_from_db()
    assert case.decide_by == form["decide_by"]
    response = client.post(at("close", case), {"reason": "Ferdig"}, follow=True)
    assert "ikke er besvart" in response.content.decode()


def test_the_letter_grows_with_the_answers_until_somebody_writes_in_it(client, staff, case):
    url = at("draft_letter", case)
    grown = client.post(url, answers(coordinator=GRANTED)).content.decode()
    assert "Du får koordinator." in grown
    assert "Behovet varer." in grown

    mine = answers(coordinator=GRANTED) | {"letter": "Min egen tekst", "grown": "noe annet"}
    assert "Min egen tekst" in client.post(url, mine).content.decode()


def test_deciding_from_the_page(client, staff, case):
    posted = answers(coordinator=GRANTED, plan={"outcome": "declined"})
    posted |= {"letter": "Du får koordinator.", "go": "send"}
    response = client.post(at("decide", case), posted)
    assert response.url == case.get_absolute_url()
    case.refresh_from_db()
    assert case.status == CaseStatus.DECIDED
    lines = case.decisions.get().lines.order_by("right")
    assert [(line.right, line.outcome) for line in lines] == [
        ("coordinator", "granted"),
        ("plan", "declined"),
    ]


@pytest.mark.parametrize(
    ("posted", "says"),
    [
        (answers(), "Velg et resultat for minst én"),
        (answers(plan={"outcome": "granted"}), "Dette kan ikke innvilges før"),
        (answers(plan={"outcome": "refused"}), "Et avslag må begrunnes"),
        (answers(plan=GRANTED | {"outcome": "refused"}), "kan ikke avslås"),
    ],
)
def test_a_decision_that_cannot_be_is_answered_and_kept(client, staff, case, posted, says):
    response = client.post(at("decide", case), posted | {"letter": "Teksten min", "go": "send"})
    assert says in response.content.decode()
    assert "Teksten min" in response.content.decode()
    assert not case.decisions.exists()


def test_the_letter_can_be_seen_before_it_is_sent(client, staff, case):
    CoordinatingUnitFactory(is_ours=True)
    posted = answers(coordinator=GRANTED) | {"letter": "Du får koordinator.", "go": "preview"}
    response = client.post(at("decide", case), posted)
    assert response["Content-Type"] == "application/pdf"
    assert not case.decisions.exists()


def test_the_person_reads_the_case_and_the_letter(client, persona):
    case = CaseFactory(person=story_person())
    decision = DecisionLineFactory(decision__case=case).decision
    client.force_login(persona("the person"))
    assert at("letter", decision) in client.get(at("my_case", case)).content.decode()
    assert client.get(at("letter", decision)).content.startswith(b"%PDF")
    assert Lookup.objects.filter(what="decision").count() == 1


def test_a_paper_is_downloaded_under_its_own_name(client, staff):
    response = client.get(at("attachment", AttachmentFactory()))
    assert 'attachment; filename="epikrise.pdf"' in response["Content-Disposition"]
    assert response.content == b"%PDF-1.7\n"
