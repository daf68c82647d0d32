"""The objects of Open Referral HSDS 3.0 and what each field of them may hold."""

from dataclasses import dataclass
from functools import cache

WORDS = {
    "status": ("active", "inactive", "defunct", "temporarily closed"),
    "place": ("physical", "postal", "virtual"),
    "frequency": ("WEEKLY", "MONTHLY"),
    "weekday": ("MO", "TU", "WE", "TH", "FR", "SA", "SU"),
}

# One object a line: `*` must be there, `:kind` when it is no plain text, `[x]` a list of x, `<x>` one x.
_NOTES = "attributes:[attribute] metadata:[metadata]"
_SERVICE = f"""
    id:uuid* organization_id:uuid program_id:uuid name* alternate_name description url:uri email:email
    status:status* interpretation_services application_process fees_description wait_time fees
    accreditations eligibility_description minimum_age:number maximum_age:number assured_date
    assurer_email:email licenses alert last_modified:moment phones:[phone] schedules:[schedule]
    service_areas:[service_area] languages:[language] organization:<organization> funding:[funding]
    cost_options:[cost_option] program:<program> required_documents:[required_document]
    contacts:[contact] {_NOTES}"""
_PLACED = f"""
    id:uuid* service_id:uuid location_id:uuid description contacts:[contact] phones:[phone]
    schedules:[schedule] location:<location> {_NOTES}"""
_ORGANIZATION = f"""
    id:uuid* name* alternate_name description* email:email website:uri tax_status tax_id
    year_incorporated:number legal_status logo uri:uri parent_organization_id:uuid
    funding:[funding] contacts:[contact] phones:[phone] locations:[location] programs:[program]
    organization_identifiers:[organization_identifier] {_NOTES}"""
_OBJECTS = {
    "service": f"{_SERVICE} service_at_locations:[service_at_location]",
    "placed_service": _SERVICE,
    "service_at_location": _PLACED,
    "whole_service_at_location": f"{_PLACED} service:<placed_service>",
    "organization": _ORGANIZATION,
    "whole_organization": f"{_ORGANIZATION} services:[service]",
    "phone": f"""id:uuid* location_id:uuid service_id:uuid organization_id:uuid contact_id:uuid
        service_at_location_id:uuid number* extension:number type description languages:[language]
        {_NOTES}""",
    "schedule": f"""id:uuid* service_id:uuid location_id:uuid service_at_location_id:uuid valid_from
        valid_to dtstart timezone:number until count:number wkst:weekday freq:frequency
        interval:number byday byweekno bymonthday byyearday description opens_at closes_at
        schedule_link:uri attending_type notes {_NOTES}""",
    "service_area": f"id:uuid* service_id:uuid name description extent extent_type uri {_NOTES}",
    "contact": f"""id:uuid* organization_id:uuid service_id:uuid service_at_location_id:uuid
        location_id:uuid name title department email:email phones:[phone] {_NOTES}""",
    "location": f"""id:uuid* location_type:place* url:uri organization_id:uuid name alternate_name
        description transportation latitude:number longitude:number external_identifier
        external_identifier_type languages:[language] addresses:[address] contacts:[contact]
        accessibility:[accessibility] phones:[phone] schedules:[schedule] {_NOTES}""",
    "address": f"""id:uuid* location_id:uuid attention address_1* address_2 city* region
        state_province* postal_code* country* address_type:place* {_NOTES}""",
    "accessibility": f"id:uuid* location_id:uuid description details url:uri {_NOTES}",
    "language": f"id:uuid* service_id:uuid location_id:uuid phone_id:uuid name code note {_NOTES}",
    "funding": f"id:uuid* organization_id:uuid service_id:uuid source {_NOTES}",
    "cost_option": f"""id:uuid* service_id:uuid valid_from valid_to option currency amount:number
        amount_description {_NOTES}""",
    "program": f"id:uuid* organization_id:uuid name* alternate_name description* {_NOTES}",
    "required_document": f"id:uuid* service_id:uuid document uri:uri {_NOTES}",
    "organization_identifier": f"""id:uuid* organization_id:uuid identifier_scheme identifier_type*
        identifier* {_NOTES}""",
    "attribute": """id:uuid* link_id:uuid taxonomy_term_id:uuid link_type link_entity value
        taxonomy_term:<taxonomy_term> metadata:[metadata]""",
    "taxonomy_term": """id:uuid* code name* description* parent_id:uuid taxonomy
        taxonomy_detail:<taxonomy> language taxonomy_id:uuid term_uri:uri metadata:[metadata]""",
    "taxonomy": "id:uuid* name* description* uri:uri version metadata:[metadata]",
    "metadata": """id:uuid* resource_id:uuid resource_type last_action_date* last_action_type*
        field_name* previous_value* replacement_value* updated_by*""",
}


@dataclass(frozen=True)
class Field:
    """One field of an object. `part` names the object it holds, or, when `is_list`, holds many of."""

    name: str
    kind: str = "text"
    part: str = ""
    is_list: bool = False
    is_required: bool = False


@cache
def fields_of(name: str) -> tuple[Field, ...]:
    """The fields of the object called `name`."""
    return tuple(_field(token) for token in _OBJECTS[name].split())


def names() -> list[str]:
    return list(_OBJECTS)


def _field(token: str) -> Field:
    name, _colon, kind = token.rstrip("*").partition(":")
    return Field(
        name=name,
        kind="part" if kind[:1] in ("[", "<") else kind or "text",
        part=kind[1:-1] if kind[:1] in ("[", "<") else "",
        is_list=kind.startswith("["),
        is_required=token.endswith("*"),
    )
