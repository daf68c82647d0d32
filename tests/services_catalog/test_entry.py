"""The page of one service: places, hours, prices, courses, notices and languages."""

import json
import re
from datetime import date, datetime, time, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from ke_portal.audit.models import Event
from ke_portal.organisations.models import OrganisationKind
from services_catalog import qr
from services_catalog.models import (
    CostOption,
    CourseDate,
    ExtentType,
    Notice,
    OpeningHours,
    Service,
    ServiceArea,
    ServicePlace,
    ServiceText,
    closings,
    timetables,
)
from services_catalog.rules import OSLO
from tests.factories import MunicipalityFactory, OrganisationFactory, ServiceFactory
from tests.services_catalog.test_pages import ROWS_IN_THE_ADMIN, page, queries_for

pytestmark = pytest.mark.django_db

# A Monday in winter.
MONDAY = datetime(2026, 11, 16, 9, 30, tzinfo=OSLO)


@pytest.fixture
def service():
    return ServiceFactory(
        name="Matkurs", slug="matkurs", description="Vi lager mat. Kom og bli med."
    )


def open_page(client, service, **query):
    return page(client, service.get_absolute_url(), **query)


def data_of(text):
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return json.loads(block)


def test_hours_are_a_table_with_what_is_so_now(service):
    OpeningHours.objects.create(
        service=service, days=[0, 1, 2, 3, 4], opens_at=time(8), closes_at=time(15, 30)
    )
    OpeningHours.objects.create(
        service=service,
        kind="phone",
        days=[0],
        opens_at=time(9),
        closes_at=time(10),
        note="Spør etter Kari",
    )
    OpeningHours.objects.create(
        service=service,
        is_closed=True,
        valid_from=date(2026, 12, 24),
        valid_to=date(2026, 12, 26),
        note="jul",
    )

    opening, phone = timetables(service.hours.all(), MONDAY)

    assert (opening.now, opening.is_open) == ("Åpent nå, stenger kl. 15.30", True)
    assert opening.week == [("mandag–fredag", ["08.00–15.30"]), ("lørdag–søndag", [])]
    assert phone.week[0] == ("mandag", ["09.00–10.00 Spør etter Kari"])
    assert closings(service.hours.all(), MONDAY) == [("24. desember–26. desember", "jul")]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (MONDAY.replace(hour=7), "Stengt nå, åpner i dag kl. 08.00"),
        (MONDAY.replace(hour=16), "Stengt nå, åpner i morgen kl. 08.00"),
        (MONDAY + timedelta(days=4, hours=8), "Stengt nå, åpner mandag kl. 08.00"),
        (MONDAY + timedelta(days=1), "Åpent nå, stenger kl. 15.30"),
    ],
)
def test_what_is_so_now_is_told_in_words(service, moment, expected):
    OpeningHours.objects.create(
        service=service, days=[0, 1, 2, 3, 4], opens_at=time(8), closes_at=time(15, 30)
    )

    assert timetables(service.hours.all(), moment)[0].now == expected


def test_far_away_openings_are_told_by_date_and_endless_ones_without_end(service):
    row = OpeningHours.objects.create(
        service=service,
        days=[0],
        opens_at=time(8),
        closes_at=time(15),
        valid_from=date(2027, 1, 4),
    )
    assert timetables([row], MONDAY)[0].now == "Stengt nå, åpner 4. januar kl. 08.00"
    row.valid_from, row.days, row.opens_at, row.closes_at = (
        None,
        list(range(7)),
        time(0),
        time(23, 59),
    )
    assert timetables([row], MONDAY)[0].now == "Åpent hele døgnet"
    row.days, row.opens_at, row.closes_at = [0], time(8), time(2)
    assert timetables([row], MONDAY)[0].now == "Åpent nå, stenger i morgen kl. 02.00"
    row.valid_to = date(2026, 1, 1)
    assert timetables([row], MONDAY)[0].now == "Stengt nå"


def test_the_place_tells_what_each_need_finds_and_what_nobody_knows(client, service):
    ServicePlace.objects.create(
        service=service,
        name="Helsehuset",
        address="Storgata 1",
        postal_code="9995",
        city="Solvåg",
        latitude=69.0,
        longitude=18.0,
        wheelchair="Trinnfri inngang\nHeis",
    )

    text = open_page(client, service)

    assert "Trinnfri inngang · Heis" in text
    assert "Vi vet ikke hvordan stedet er for: hørsel, syn, ro og lite inntrykk." in text
    assert "Vis på kart" in text
    assert "9995 Solvåg" in text


def test_prices_tell_who_need_not_pay(client, service):
    for row in (
        {"unit": "Per gang", "amount": "50", "exempt": "barn under 16 år", "note": "kaffe er med"},
        {"unit": "Første time", "amount": 0, "exempt": "barn under 16 år"},
        {"amount": "12.50"},
    ):
        CostOption.objects.create(service=service, **row)

    text = open_page(client, service)

    for part in ("Per gang: 50 kr – kaffe er med", "Første time: gratis", "12,50 kr"):
        assert part in text
    assert text.count("arn under 16 år") == 1
    assert CostOption(amount=0).in_words == CostOption(unit="Gratis", amount=0).in_words == "Gratis"


def test_notices_show_while_they_last(client, service):
    today = timezone.localdate()
    for text, first, last in (
        ("Vi pusser opp.", today - timedelta(1), today),
        ("Vi flyttet i fjor.", today - timedelta(9), today - timedelta(1)),
        ("Vi skal flytte.", today + timedelta(1), None),
        ("Ny telefon.", today, None),
    ):
        Notice.objects.create(service=service, text=text, starts_on=first, ends_on=last)

    text = open_page(client, service)

    assert "Vi pusser opp." in text
    assert "Ny telefon." in text
    assert "Vi flyttet i fjor." not in text
    assert "Vi skal flytte." not in text


def course(service, **facts):
    starts = facts.pop("starts_at", timezone.now() + timedelta(days=20))
    return CourseDate.objects.create(
        service=service, starts_at=starts, ends_at=starts + timedelta(hours=2), **facts
    )


def test_courses_to_come_are_shown_and_past_ones_fall_away(client, service):
    course(service, place="Kursrom 2", seats=12, sign_up_phone="99 00 12 12")
    course(service, place="Fullt rom", is_full=True)
    course(service, place="Sent rom", sign_up_by=timezone.localdate() - timedelta(1))
    course(service, place="Gammelt rom", starts_at=timezone.now() - timedelta(days=1))

    text = open_page(client, service)

    assert "Kursrom 2" in text
    assert "12 plasser" in text
    assert 'href="tel:99001212"' in text
    assert "Fullt. Ring og spør om venteliste." in text
    assert "Påmeldingen er over" in text
    assert "Gammelt rom" not in text


def test_a_course_that_goes_on_is_still_shown_but_takes_nobody(client, service):
    going_on = course(service, place="Kursrom 2", starts_at=timezone.now() - timedelta(hours=1))

    assert not going_on.takes_sign_ups
    assert "Kursrom 2" in open_page(client, service)


def test_the_days_of_a_course_are_told_shortly():
    starts = datetime(2027, 12, 30, 10, tzinfo=OSLO)
    told = CourseDate(starts_at=starts, ends_at=starts + timedelta(days=3, hours=4)).in_words
    assert told == "torsdag 30. desember – søndag 2. januar 2028 kl. 10.00–14.00"


def test_the_page_tells_how_to_reach_the_service(client):
    service = ServiceFactory(
        phone="99 00 12 34",
        email="logoped@solvag.example",
        url="https://www.solvag.example/logoped",
        contact="Lydhør Måke, logoped",
    )

    text = open_page(client, service)

    for part in (
        'href="tel:99001234"',
        'href="mailto:logoped@solvag.example"',
        'href="https://www.solvag.example/logoped"',
        "Lydhør Måke, logoped",
    ):
        assert part in text


@pytest.fixture
def translated(service):
    ServiceText.objects.create(
        service=service,
        language="en",
        name="Cooking course",
        description="We cook. Come and join. All are welcome.",
        how_to_get_in="Call us.\nCome on Monday.",
    )
    Service.objects.update(eligibility="For alle i Solvåg.")
    return service


def test_the_visitor_reads_their_own_language_where_there_is_one(client, translated):
    text = open_page(client, translated, tekst="en")

    assert '<h1 lang="en">Cooking course</h1>' in text
    assert '<p class="lead" lang="en">We cook.</p>' in text
    assert '<li lang="en">Come on Monday.</li>' in text
    # What has not been translated stands as it is, and says in which language.
    assert '<div lang="nb"><p>For alle i Solvåg.</p></div>' in text
    assert '<a href="?tekst=nb" hreflang="nb" lang="nb">Bokmål</a>' in text


def test_the_language_of_the_portal_chooses_the_text(client, translated):
    client.cookies["django_language"] = "en"

    assert '<h1 lang="en">Cooking course</h1>' in open_page(client, translated)


def test_a_missing_language_is_told_kindly_and_the_other_norwegian_is_near_enough(client, service):
    client.cookies["django_language"] = "en"
    assert 'class="entry-languages' in open_page(client, service)
    client.cookies["django_language"] = "nn"
    assert 'class="entry-languages' not in open_page(client, service)


@pytest.mark.parametrize("tekst", ["xx", "se", "\x00", "<script>", "nb" * 500])
def test_a_language_that_is_not_there_is_no_error(client, service, tekst):
    assert "Matkurs" in open_page(client, service, tekst=tekst)


def test_an_entry_shared_across_borders_says_so(client, service):
    for number, name in (("9901", "Solvåg"), ("9902", "Granfjord")):
        ServiceArea.objects.create(
            service=service,
            extent_type=ExtentType.MUNICIPALITY,
            municipality=MunicipalityFactory(number=number, name=name),
        )

    text = open_page(client, service)

    assert "Solvåg, Granfjord" in text
    assert "Kommunene har dette tilbudet sammen." in text


def test_the_page_leads_to_the_unit_with_the_service_named(client, service):
    assert 'href="/meld-behov/?tjeneste=matkurs"' in open_page(client, service)

    start = page(client, "/meld-behov/", tjeneste="matkurs")
    assert 'href="/meld-behov/meg/?tjeneste=matkurs"' in start
    assert "Det gjelder tjenesten «Matkurs»." in page(
        client, "/meld-behov/meg/", tjeneste="matkurs"
    )
    assert "Det gjelder tjenesten" not in page(client, "/meld-behov/meg/", tjeneste="finnes-ikke")
    assert page(client, "/meld-behov/", tjeneste="\x00æ")


def test_the_data_for_search_engines_cannot_end_the_block(client):
    service = ServiceFactory(name="</script><b>&", description="Hei. <!-- <script>")

    text = open_page(client, service)

    assert data_of(text)["@graph"][0]["name"] == "</script><b>&"
    assert "</script><b>" not in text


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (OrganisationKind.MUNICIPALITY, "GovernmentService"),
        (OrganisationKind.TRUST, "GovernmentService"),
        (OrganisationKind.PRIVATE_INSTITUTION, "MedicalBusiness"),
        (OrganisationKind.VOLUNTARY, "Service"),
    ],
)
def test_the_data_for_search_engines_say_what_it_is(client, kind, expected):
    service = ServiceFactory(
        provider=OrganisationFactory(kind=kind), phone="99 00 12 12", languages=["nb", "en"]
    )
    ServicePlace.objects.create(
        service=service, name="Huset", city="Solvåg", latitude=69, longitude=18
    )
    OpeningHours.objects.create(service=service, days=[0], opens_at=time(8), closes_at=time(15))
    OpeningHours.objects.create(
        service=service,
        is_closed=True,
        valid_from=date(2026, 12, 24),
        valid_to=date(2026, 12, 24),
    )
    CostOption.objects.create(service=service, amount=50, unit="Per gang")
    course(service, place="Kursrom 2", seats=12)
    course(service)

    data = data_of(open_page(client, service))

    about, event, elsewhere = data["@graph"]
    assert data["@context"] == "https://schema.org"
    assert (about["@type"], about["url"]) == (
        expected,
        f"http://testserver{service.get_absolute_url()}",
    )
    hours = about.get("hoursAvailable") or about["openingHoursSpecification"]
    assert [(each["opens"], each["closes"]) for each in hours] == [
        ("08:00", "15:00"),
        ("00:00", "00:00"),
    ]
    assert (about.get("offers") or about["makesOffer"])[0]["price"] == "50.00"
    assert json.dumps(about).count('"PostalAddress"') == 1
    assert (event["@type"], event["location"]["name"], event["maximumAttendeeCapacity"]) == (
        "EducationEvent",
        "Kursrom 2",
        12,
    )
    assert datetime.fromisoformat(event["startDate"]).tzinfo is not None
    assert elsewhere["location"]["name"] == "Huset"
    # Nothing says nothing: no empty value anywhere.
    assert not re.search(r'(: |\[)(""|null|\[\]|\{\})', json.dumps(data))


def test_paper_gets_the_address_as_a_square_without_style(client, service):
    text = open_page(client, service)
    square = qr.square("http://testserver/tjenester/matkurs/")

    assert square in text
    assert "style" not in square
    assert square.startswith("<svg")


def test_the_number_of_queries_does_not_follow_the_rows(client, service):
    few = queries_for(client, service.get_absolute_url())
    for number in range(5):
        ServicePlace.objects.create(service=service, name=f"Sted {number}", city="Solvåg")
        OpeningHours.objects.create(
            service=service, days=[number], opens_at=time(8), closes_at=time(15)
        )
        CostOption.objects.create(service=service, amount=number)
        Notice.objects.create(service=service, text=f"Beskjed {number}")
        course(service)
        ServiceArea.objects.create(
            service=service,
            extent_type=ExtentType.MUNICIPALITY,
            municipality=MunicipalityFactory(),
        )
    for language in ("nn", "en", "se"):
        ServiceText.objects.create(service=service, language=language, name=language)

    assert queries_for(client, service.get_absolute_url()) == few


BAD_ROWS = [
    ("hours_have_both_times_unless_closed", OpeningHours, {"days": [0], "opens_at": time(8)}),
    (
        "hours_have_days_or_dates",
        OpeningHours,
        {"opens_at": time(8), "closes_at": time(9)},
    ),
    ("closed_hours_have_dates", OpeningHours, {"is_closed": True, "days": [0]}),
    (
        "hours_are_on_days_of_the_week",
        OpeningHours,
        {"days": [7], "opens_at": time(8), "closes_at": time(9)},
    ),
    (
        "hours_end_after_they_begin",
        OpeningHours,
        {"is_closed": True, "valid_from": date(2027, 1, 2), "valid_to": date(2027, 1, 1)},
    ),
    ("place_has_both_coordinates_or_none", ServicePlace, {"name": "x", "latitude": 1}),
    (
        "place_has_both_coordinates_or_none",
        ServicePlace,
        {"name": "x", "latitude": 91, "longitude": 1},
    ),
    ("place_has_a_name_or_an_address", ServicePlace, {"postal_code": "9995"}),
    ("cost_is_not_negative", CostOption, {"amount": -1}),
    (
        "notice_ends_after_it_begins",
        Notice,
        {"text": "x", "starts_on": date(2027, 1, 2), "ends_on": date(2027, 1, 1)},
    ),
    ("course_ends_after_it_begins", CourseDate, {"starts_at": MONDAY, "ends_at": MONDAY}),
]


@pytest.mark.parametrize(("name", "model", "facts"), BAD_ROWS)
def test_the_database_refuses_what_cannot_be(service, name, model, facts):
    with transaction.atomic(), pytest.raises(IntegrityError, match=name):
        model.objects.create(service=service, **facts)


def test_one_text_in_each_language(service):
    ServiceText.objects.create(service=service, language="en", name="One")
    with (
        transaction.atomic(),
        pytest.raises(IntegrityError, match="one_text_per_service_and_language"),
    ):
        ServiceText.objects.create(service=service, language="en", name="Two")


def test_an_editor_keeps_the_rows_in_the_admin(client, persona, service):
    editor = persona("a catalogue editor")
    client.force_login(editor)
    none = {
        f"{rows}-{which}_FORMS": 0 for rows in ROWS_IN_THE_ADMIN for which in ("TOTAL", "INITIAL")
    }
    sent = none | {
        "name": service.name,
        "status": "active",
        "places-TOTAL_FORMS": 1,
        "places-0-name": "Helsehuset",
        "places-0-quiet": "Eget rom",
        "places-0-position": 0,
        "hours-TOTAL_FORMS": 2,
        "hours-0-kind": "open",
        "hours-0-days": [0, 4],
        "hours-0-opens_at": "08:00",
        "hours-0-closes_at": "15:30",
        "hours-0-position": 0,
        "hours-1-kind": "open",
        "hours-1-is_closed": "on",
        "hours-1-valid_from": "2027-01-01",
        "hours-1-valid_to": "2027-01-02",
        "hours-1-position": 1,
        "notices-TOTAL_FORMS": 1,
        "notices-0-text": "Vi flytter.",
        "notices-0-starts_on": timezone.localdate().isoformat(),
        "texts-TOTAL_FORMS": 1,
        "texts-0-language": "en",
        "texts-0-name": "Cooking course",
    }
    address = reverse("admin:services_catalog_service_change", args=[service.pk])

    wrong = client.post(address, sent | {"hours-0-closes_at": ""})
    assert "Skriv når det åpner og stenger" in wrong.content.decode()
    response = client.post(address, sent)

    assert response.status_code == 302, response.context["errors"]
    assert service.places.get().quiet == "Eget rom"
    assert [row.days for row in service.hours.all()] == [[0, 4], []]
    assert service.notices.get().text == "Vi flytter."
    event = Event.objects.get(verb="service.changed", actor=str(editor.pk))
    assert {"places", "hours", "notices", "texts"} <= set(event.detail["fields"])


def test_opening_a_page_writes_nothing(client, service):
    with CaptureQueriesContext(connection) as queries:
        open_page(client, service)
    assert not [
        query["sql"]
        for query in queries
        if query["sql"].split(" ", 1)[0] in {"INSERT", "UPDATE", "DELETE"}
    ]
