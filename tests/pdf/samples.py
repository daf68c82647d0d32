"""Contexts as the apps give them: invented people in an invented municipality."""

from datetime import date
from typing import Any

SENDER = {
    "municipality": "Solvåg kommune",
    "unit": "Koordinerende enhet i Solvåg",
    "phone": "99 00 11 22",
    "hours": "mandag til fredag kl. 9 til 15",
    "email": "koordinerende.enhet@solvag.example",
}

TITLES = (
    "Fysioterapi i varmtvann",
    "Støttekontakt på fritiden",
    "Tilrettelagt undervisning",
    "Samtaler med psykolog",
)


def measure(number: int) -> dict[str, Any]:
    return {
        "title": TITLES[number % len(TITLES)],
        "extent": "2 timer i uken",
        "responsible": "Stødig Furu, fysioterapeut",
        "how": "Vi øver sammen i bassenget og avtaler neste gang før vi går hjem.",
        "place": "Solvåg bad",
        "frequency": "Tirsdag og torsdag",
        "start": date(2026, 9, 1),
        "end": date(2027, 6, 18) if number % 2 else None,
        "status_label": "I gang" if number % 3 else "Ønsket",
        "reason": "" if number % 3 else "venter på plass",
    }


def goal(number: int, measures: int) -> dict[str, Any]:
    return {
        "text": "Gå på skolen hver dag" if number % 2 else "Klare meg mer på egen hånd",
        "own_words": "Jeg vil være sammen med vennene mine hele dagen, ikke bare halve.",
        "life_area": "Skole og arbeid" if number % 2 else "Bolig og hverdag",
        "language": "",
        "subgoals": ["Ta bussen selv innen påske", "Spise lunsj med klassen"],
        "measures": [measure(n) for n in range(measures)],
    }


def plan(*, goals: int = 3, measures: int = 2, **changes: Any) -> dict[str, Any]:
    context: dict[str, Any] = {
        "sender": SENDER,
        "plan": {
            "title": "Individuell plan",
            "person_name": "Vakker Blomst",
            "birth_year": 2012,
            "version": 3,
            "made_on": date(2026, 11, 20),
            "status_label": "I bruk",
            "period_from": date(2026, 9, 1),
            "period_to": date(2027, 8, 31),
            "language": "nb",
            "responsible_body": "Solvåg kommune, koordinerende enhet",
        },
        "coordinators": [
            {
                "name": "Rolig Bjørk",
                "title": "vernepleier",
                "phone": "99 00 11 33",
                "role": "Koordinator i kommunen",
            }
        ],
        "about": {
            "what_matters": "Å få være med på det de andre er med på.\n\nÅ slippe å forklare alt på nytt.",
            "helps_today": "Mamma kjører meg. Assistenten på skolen kjenner meg godt.",
            "urgent": "Rullestolen er for liten.",
            "culture_and_language": "Familien snakker nordsamisk hjemme: Čáhcesuolu, Kárášjohka, ŋ, š, ŧ og ž.",
        },
        "strengths": ["Tegner mye og gjerne", "Har gode venner i klassen"],
        "needs": [
            {"life_area": "Helse", "text": "Trening flere ganger i uken"},
            {"life_area": "Fritid", "text": "Noen å gå ut sammen med"},
        ],
        "goals": [goal(n, measures) for n in range(1, goals + 1)],
        "participants": [
            {
                "name": "Klok Elv",
                "organisation": "Granbakken skole",
                "role": "kontaktlærer",
                "phone": "99 00 22 44",
                "since": date(2026, 9, 1),
                "until": None,
            },
            {
                "name": "Stødig Furu",
                "organisation": "Solvåg fysioterapi",
                "role": "fysioterapeut",
                "phone": "99 00 22 55",
                "since": date(2026, 9, 1),
                "until": date(2027, 6, 18),
            },
        ],
        "contributions": [
            {"who": "Vakker", "text": "Sier fra når jeg er sliten."},
            {"who": "Klok Elv", "text": "Sørger for hvilerom og gir beskjed om endringer."},
        ],
        "reviews": [
            {
                "due_on": date(2026, 11, 10),
                "held_on": date(2026, 11, 12),
                "kind_label": "Justering",
            },
            {"due_on": date(2027, 3, 2), "held_on": None, "kind_label": "Evaluering"},
        ],
        "consents": [
            {
                "kind_label": "Individuell plan",
                "who": "",
                "scope": "At planen lages og brukes",
                "since": date(2026, 8, 20),
                "until": None,
                "how_given": "skriftlig",
            },
            {
                "kind_label": "Deling",
                "who": "Granbakken skole",
                "scope": "Mål og tiltak",
                "since": date(2026, 8, 20),
                "until": date(2027, 8, 31),
                "how_given": "muntlig",
            },
        ],
        "cooperation": [
            {
                "organisation": "Sjøbris sykehus",
                "purpose": "Årlig kontroll hos habiliteringstjenesten",
                "status_label": "avtalt",
            }
        ],
        "missing": ["Ett tiltak mangler en som har ansvar."],
        "hide_address": False,
    }
    return {**context, **changes}


def letter(**changes: Any) -> dict[str, Any]:
    context: dict[str, Any] = {
        "sender": SENDER,
        "letter": {
            "title": "Svar på melding om behov",
            "case_number": "2026-000417",
            "sent_on": date(2026, 11, 20),
            "person_name": "Vakker Blomst",
            "asked_for": "Du ba om individuell plan, koordinator og barnekoordinator.",
            "asked_on": date(2026, 11, 2),
            "facts": "Vi har snakket med deg og med moren din, og lest brevet fra skolen.",
            "what_happens_next": [
                "Koordinatoren ringer deg innen 4. desember.",
                "Dere lager planen sammen.",
            ],
            "language": "nb",
        },
        "recipient": {"name": "Vakker Blomst", "address_lines": ["Furuveien 12", "9900 Solvåg"]},
        "rights": [
            {
                "name": "Koordinator",
                "result_label": "Innvilget",
                "reason": "Du trenger flere tjenester samtidig, og behovet varer lenge.",
                "legal_basis": "Den som lenge trenger flere tjenester som må samordnes, skal tilbys koordinator.",
                "decided_on": date(2026, 11, 19),
                "conditions": [
                    {
                        "question": "Varer behovet lenge?",
                        "answer_label": "Ja",
                        "reason": "Minst to år.",
                    },
                    {
                        "question": "Må tjenestene samordnes?",
                        "answer_label": "Ja",
                        "reason": "Skole og helse.",
                    },
                ],
            },
            {
                "name": "Barnekoordinator",
                "result_label": "Avslått",
                "reason": "Vi mener at sykdommen ikke er så alvorlig som regelen krever.",
                "legal_basis": "Familier med barn som har alvorlig sykdom eller nedsatt funksjonsevne.",
                "decided_on": None,
                "conditions": [
                    {"question": "Er barnet under 18 år?", "answer_label": "Ja", "reason": ""},
                    {
                        "question": "Er tilstanden alvorlig?",
                        "answer_label": "Nei",
                        "reason": "Se nedenfor.",
                    },
                    {
                        "question": "Får familien flere velferdstjenester?",
                        "answer_label": "Ja",
                        "reason": "To.",
                    },
                ],
            },
        ],
        "coordinator": {
            "name": "Rolig Bjørk",
            "title": "vernepleier",
            "unit": "Tildelingskontoret",
            "phone": "99 00 11 33",
            "email": "rolig.bjork@solvag.example",
            "from_on": date(2026, 11, 23),
        },
        "complaint": {
            "deadline_on": date(2026, 12, 18),
            "send_to": "Solvåg kommune, Rådhusgata 1, 9900 Solvåg",
            "help": "Pasient- og brukerombudet kan også hjelpe deg.",
        },
        "signed_by": {"name": "Modig Lønn", "title": "leder"},
        "copies": ["Granbakken skole"],
        "hide_address": False,
    }
    return {**context, **changes}


def receipt(**changes: Any) -> dict[str, Any]:
    context: dict[str, Any] = {
        "sender": SENDER,
        "receipt": {
            "code": "K7MP-4QXD",
            "received_on": date(2026, 11, 20),
            "answer_by": date(2026, 12, 21),
            "status_url": "https://ke.solvag.example/meld-behov/status/",
            "is_acute_reminder": True,
        },
        "steps": [],
        "said": [
            {
                "label": "Hva er vanskelig?",
                "text": "Vi får det ikke til å henge sammen.",
                "language": "nb",
            }
        ],
    }
    return {**context, **changes}


DOCUMENTS = {
    "pdf/individual_plans/plan.html": plan,
    "pdf/referrals/letter.html": letter,
    "pdf/referrals/receipt.html": receipt,
}
