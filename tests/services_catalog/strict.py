"""The strict reading of HSDS 3.0: nothing that the standard does not name, and every value of its form."""

import json
import re
from datetime import datetime
from pathlib import Path

from jsonschema import Draft202012Validator, FormatChecker

FOLDER = Path(__file__).parent / "hsds_schemas"
STANDARD = json.loads((FOLDER / "hsds-3.0.json").read_text())
PARAMETERS = json.loads((FOLDER / "parameters.json").read_text())
PLAIN_ADDRESS = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*:([A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+"
)
formats = FormatChecker(["uuid", "email"])


@formats.checks("uri")
def is_address(value):
    return not isinstance(value, str) or PLAIN_ADDRESS.fullmatch(value) is not None


@formats.checks("date-time", ValueError)
def is_moment(value):
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


def closed(schema):
    """`schema` with every object in it closed."""
    if isinstance(schema, list):
        return [closed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    shut = {key: closed(part) for key, part in schema.items()}
    return shut | {"additionalProperties": False} if schema.get("type") == "object" else shut


CLOSED = closed(STANDARD)


def faults(data, name):
    """What is wrong with `data` as an object called `name`, a line each."""
    schema = CLOSED | {"$ref": f"#/$defs/{name}"}
    return [
        f"{error.json_path}: {error.message}"
        for error in Draft202012Validator(schema, format_checker=formats).iter_errors(data)
    ]


def page_faults(data, name):
    """What is wrong with a page of objects called `name`."""
    return faults(data, "page") + [
        fault for record in data["contents"] for fault in faults(record, name)
    ]
