from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from referrals import access, actions
from referrals.models import Attachment, ConsentAnswer, NotifierRole, Referral, ReferralKind
from referrals.views import throttle
from tests.factories import CoordinatingUnitFactory, ReferralFactory, UserFactory

pytestmark = pytest.mark.django_db

ME = reverse("referrals:send", args=["meg"])
HELPER = reverse("referrals:send", args=["hjelper"])
CHILD = reverse("referrals:send", args=["barn"])
WORK = reverse("referrals:send", args=["jobb"])
STATUS = reverse("referrals:status")
THANKS = reverse("referrals:thanks")


def my_answers(**more):
    return {
        "token": str(uuid4()),
        "notifier_name": "Vakker Blomst",
        "notifier_phone": "900 00 000",
        "need": "Jeg trenger hjelp til å holde styr på avtalene.",
        "step": "3",
        "go": "send",
        **more,
    }


def work_answers(**more):
    return {
        "token": str(uuid4()),
        "person_name": "Vakker Blomst",
        "relation": "gp",
        "notifier_name": "Grundig Hegg",
        "notifier_phone": "99 00 11 11",
        "need": "Mange tjenester, ingen som samler trådene.",
        "step": "0",
        "go": "send",
        **more,
    }


def text_of(response):
    return response.content.decode()


def test_the_start_asks_only_who_it_is_about(client):
    response = client.get(reverse("referrals:start"))
    assert all(url in text_of(response) for url in (ME, HELPER, CHILD, WORK))


def test_nobody_else_can_be_chosen(client):
    assert client.get(reverse("referrals:send", args=["naboens-katt"])).status_code == 404


def test_page_by_page_nothing_typed_is_lost(client):
    data = {"token": str(uuid4()), "step": "0", "go": "next", "notifier_name": "Vakker Blomst"}
    response = client.post(ME, data)
    assert "Skriv telefonnummer eller e-post" in text_of(response)
    assert 'value="Vakker Blomst"' in text_of(response)

    data |= {"notifier_phone": "900 00 000"}
    response = client.post(ME, data)
    assert 'name="need"' in text_of(response)
    assert '<input type="hidden" name="notifier_phone" value="900 00 000">' in text_of(response)

    data |= {"step": "1", "need": "Én setning.", "go": "review"}
    response = client.post(ME, data)
    assert "Én setning." in text_of(response)
    assert "Send meldingen" in text_of(response)

    response = client.post(ME, data | {"step": "3", "go": "to-0"})
    assert 'name="notifier_name" value="Vakker Blomst"' in text_of(response)
    assert not Referral.objects.exists()


def test_the_person_sends_and_sees_the_code_once(client):
    CoordinatingUnitFactory(is_ours=True)
    response = client.post(ME, my_answers(), follow=True)

    referral = Referral.objects.get()
    assert response.redirect_chain == [(THANKS, 302)]
    assert referral.notifier_role == NotifierRole.SELF
    assert referral.notifier_is_party
    assert referral.person_name == "Vakker Blomst"
    assert referral.consent == ConsentAnswer.YES
    code = response.context["code"]
    assert code in text_of(response)
    assert code not in str(dict(client.session))
    assert Client().get(THANKS).context.get("code") is None


def test_the_receipt_is_a_pdf_for_the_one_who_sent(client):
    client.post(ME, my_answers())
    response = client.get(reverse("referrals:receipt"))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")
    assert Client().get(reverse("referrals:receipt")).status_code == 404


def test_pressing_twice_sends_once(client):
    data = my_answers()
    first = client.post(ME, data, follow=True).context["code"]
    second = client.post(ME, data, follow=True).context["code"]
    assert first == second
    assert Referral.objects.count() == 1


def test_an_ended_session_in_the_middle_loses_nothing(client):
    client.post(ME, my_answers(step="0", go="next"))
    client.cookies.clear()
    client.post(ME, my_answers())
    assert Referral.objects.count() == 1


@pytest.mark.parametrize(("url", "answers"), [(ME, my_answers()), (WORK, work_answers())])
def test_an_old_page_is_shown_again_with_what_was_typed(url, answers):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(url, answers)

    assert response.status_code == 200
    assert answers["need"] in text_of(response)
    assert "Alt du skrev, står her" in text_of(response)
    assert not Referral.objects.exists()

    token = text_of(response).partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    strict.post(url, answers | {"csrfmiddlewaretoken": token})
    assert Referral.objects.count() == 1


def test_a_skipped_page_is_asked_for_before_sending(client):
    response = client.post(ME, my_answers(need=""))
    assert "Skriv en setning om hva det gjelder." in text_of(response)
    assert not Referral.objects.exists()


@pytest.mark.parametrize(
    ("answers", "says"),
    [
        ({"national_id": "12345678901"}, "den datoen finnes ikke"),
        ({"national_id": "01816810075"}, "Ett av sifrene er feil"),
        ({"national_id": "123"}, "Et fødselsnummer har 11 siffer"),
        ({"need": "x" * 5001}, "5000"),
        ({"person_name": ""}, "Skriv navnet, eller kryss av"),
        ({"notifier_phone": "12"}, "for eksempel 900 00 000"),
        (
            {"notifier_phone": "", "wants_a_call": "on", "notifier_email": "a@b.example"},
            "900 00 000",
        ),
        ({"consent": "no"}, "Ring oss, så gir vi råd"),
        ({"is_expected_child": "on", "person_birth_date": "2020-01-01"}, "fjern krysset"),
        ({"person_birth_date": "2999-01-01"}, "har ikke vært ennå"),
        ({"relation": ""}, "Velg det som passer best"),
    ],
)
def test_bad_input_is_answered_beside_the_field_and_kept(client, answers, says):
    response = client.post(WORK, work_answers(**answers))
    assert response.status_code == 200
    assert says in text_of(response)
    assert "Grundig Hegg" in text_of(response)
    assert not Referral.objects.exists()


def test_a_file_of_the_wrong_kind_is_answered_and_the_rest_kept(client):
    file = SimpleUploadedFile("brev.pdf", b"MZ\x90\x00", "application/pdf")
    response = client.post(WORK, work_answers(papers=[file]))
    assert "brev.pdf kan vi ikke åpne" in text_of(response)
    assert "Velg filene på nytt" in text_of(response)
    assert "Mange tjenester" in text_of(response)
    assert not Referral.objects.exists()


def test_too_many_files_are_answered(client):
    files = [SimpleUploadedFile(f"{n}.pdf", b"%PDF-1.7\n", "application/pdf") for n in range(6)]
    assert "høyst fem filer" in text_of(client.post(WORK, work_answers(papers=files)))


def test_a_hospital_tells_of_a_discharge_on_one_page(client):
    leaves_on = timezone.localdate()
    file = SimpleUploadedFile("epikrise.pdf", b"%PDF-1.7\n", "application/pdf")
    client.post(
        WORK,
        work_answers(
            relation="hospital", discharge_on=leaves_on, asked=["coordinator"], papers=[file]
        ),
    )
    referral = Referral.objects.get()
    assert referral.kind == ReferralKind.DISCHARGE
    assert referral.discharge_on == leaves_on
    assert referral.asked == ["coordinator"]
    assert not referral.notifier_is_party
    assert Attachment.objects.get().content_type == "application/pdf"


def test_a_child_on_its_way_needs_neither_name_nor_number(client):
    answers = my_answers(
        is_expected_child="on",
        due_on=timezone.localdate(),
        notifier_name="Lys Bris",
        has_responsibility="on",
    )
    client.post(CHILD, answers)
    referral = Referral.objects.get()
    assert referral.is_expected_child
    assert referral.notifier_role == NotifierRole.PARENT
    assert referral.consent == ConsentAnswer.REPRESENTATIVE


def test_a_trust_is_not_asked_for_a_child_coordinator(client):
    CoordinatingUnitFactory(is_ours=True, level="trust")
    assert 'value="child_coordinator"' not in text_of(client.get(WORK))


def test_a_flood_from_one_place_is_marked_and_none_is_lost(client, monkeypatch):
    monkeypatch.setattr(throttle, "SENT_BEFORE_IT_IS_A_FLOOD", 2)
    for number in range(4):
        client.post(WORK, work_answers(need=f"Nummer {number}"))
    assert [r.is_marked_as_flood for r in Referral.objects.order_by("received_at")] == [
        False,
        False,
        True,
        True,
    ]


def code_for(**facts):
    referral, code = actions.receive_referral(
        token=uuid4(),
        notifier_role=NotifierRole.SELF,
        need="Hemmelig behov",
        notifier_name="Vakker Blomst",
        notifier_phone="900 00 000",
        person_name="Vakker Blomst",
    )
    Referral.objects.filter(pk=referral.pk).update(**facts)
    return referral, code


def test_the_status_page_tells_a_party_the_whole_way_and_nothing_of_health(client):
    referral, code = code_for()
    response = client.post(STATUS, {"code": code.lower()})
    assert len(response.context["points"]) == 5
    assert "Hemmelig" not in text_of(response)
    assert "Blomst" not in text_of(response)
    actions.register_referral(
        referral,
        by=UserFactory(),
        new_person=actions.NewPerson("Vakker Blomst"),
        notifier_is_party=True,
    )
    points = client.post(STATUS, {"code": code}).context["points"]
    assert [point["state"] for point in points] == ["done", "done", "now", "coming", "coming"]


def test_another_notifier_sees_that_it_came_and_no_more(client):
    _referral, code = code_for(notifier_is_party=False)
    assert len(client.post(STATUS, {"code": code}).context["points"]) == 1


def test_another_notifier_sees_that_it_was_handled_if_the_person_lets_them(client):
    referral = ReferralFactory(
        registered=True,
        status="assessed",
        assessed_at=timezone.now(),
        notifier_may_hear=True,
        receipt_hash=access.receipt_hash("KXFM-9TCD-3WPR"),
    )
    assert not referral.notifier_is_party
    assert len(client.post(STATUS, {"code": "KXFM-9TCD-3WPR"}).context["points"]) == 2


def test_a_wrong_code_says_what_to_do(client):
    assert "Vi finner ingen melding" in text_of(client.post(STATUS, {"code": "KXFM-9TCD-3WPR"}))


def test_guessing_is_throttled(client):
    for _attempt in range(throttle.STATUS_TRIES_PER_ADDRESS):
        assert client.post(STATUS, {"code": "KXFM-9TCD-3WPR"}).status_code == 200
    assert client.post(STATUS, {"code": "CXFM-9TCD-3WPR"}).status_code == 429


def test_the_code_is_never_taken_from_an_address(client):
    _referral, code = code_for()
    assert "points" not in (client.get(STATUS, {"code": code}).context or {})


@pytest.mark.parametrize("address", [CHILD, WORK])
def test_the_name_is_not_called_optional_though_a_child_on_its_way_has_none(client, address):
    label = text_of(client.get(address)).partition('for="id_person_name"')[2].partition("</label>")
    assert label[1]
    assert "valgfritt" not in label[0]
