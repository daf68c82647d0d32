import pytest

HSDS_ID = "5f0d6a5e-0b1c-5a55-9d3e-1f6d0b0f0a01"


@pytest.fixture
def record():
    """Makes HSDS records: one service of Solvåg kommune, with the given differences."""

    def make(number=1, **different):
        service_id = f"{HSDS_ID[:-4]}{number:04}"
        return {
            "id": service_id,
            "name": f"Dagrehabilitering {number}",
            "status": "active",
            "description": "Trening i gruppe to dager i uka. Lunsj er med.",
            "application_process": "Ring oss. Vi fyller ut søknaden sammen.",
            "minimum_age": 18,
            "last_modified": "2026-01-15T09:30:00.123Z",
            "licenses": "Noe vi ikke har kolonne til",
            "phones": [{"id": HSDS_ID, "number": "99 00 12 34", "type": "voice", "extension": 3}],
            "schedules": [
                {
                    "id": HSDS_ID,
                    "byday": "MO,TU,WE,TH,FR",
                    "opens_at": "08:30",
                    "closes_at": "14:30",
                    "description": "Telefontid",
                }
            ],
            "service_areas": [
                {"id": HSDS_ID, "name": "Solvåg", "extent": "9901", "extent_type": "municipality"}
            ],
            "organization": {
                "id": "06da58fd-b71c-5ff2-ad49-2c1e4e43ca77",
                "name": "Solvåg kommune",
                "description": "Kommune ved kysten",
                "tax_id": "999999999",
            },
            "attributes": [
                {
                    "id": HSDS_ID,
                    "link_id": service_id,
                    "link_entity": "service",
                    "taxonomy_term": {
                        "id": "e92b342b-c873-5933-aad1-02cf6118c27e",
                        "code": "voksne",
                        "name": "Voksne",
                        "description": "Personer over atten år",
                        "taxonomy": "målgruppe",
                    },
                }
            ],
            **different,
        }

    return make
