"""No file is so broken that reading it crashes or leaves half of it behind; what is read comes out as it was."""

import json
import re
from contextlib import suppress
from random import Random
from uuid import UUID, uuid5

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ke_portal.desks.demo.catalogue import FILE as DEMO_FILE
from services_catalog import access, actions, hsds
from services_catalog.models import Service, ServiceImport
from tests.services_catalog import strict

EXAMPLE = json.loads((strict.FOLDER / "example_service_full.json").read_text())
RECORDS = [EXAMPLE, *json.loads(DEMO_FILE.read_text())["contents"]]


def nest(depth):
    value = {}
    for _ in range(depth):
        value = {"organization": value, "list": [value]} if depth < 8 else {"organization": value}
    return value


JUNK = [
    None,
    "",
    " ",
    "\x00",
    "\ud800",
    "x" * 300,
    "x" * 10_000_000,
    0,
    -1,
    True,
    1.5,
    1e308,
    10**400,
    float("nan"),
    float("-inf"),
    [],
    {},
    [[]],
    [{}],
    [None],
    ["x"],
    [{"id": 1}],
    [{"id": "x", "name": 1, "taxonomy_term": []}],
    {"id": "x"},
    {"id": [], "name": {}},
    nest(5),
    nest(300),
    "AC148810-D857-441C-9679-408F346DE14B",
    "{ac148810-d857-441c-9679-408f346de14b}",
    "2026-13-40",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-14:00",
    "0001-01-01",
    "24:00",
    "https://[",
    "http://x" * 400,
]


def paths(value, so_far=()):
    """Every place in a record."""
    if so_far:
        yield so_far
    if isinstance(value, dict):
        children = list(value.items())
    else:
        children = list(enumerate(value)) if isinstance(value, list) else []
    for key, child in children:
        yield from paths(child, (*so_far, key))


PLACES = list(paths(EXAMPLE))


def with_junk(record, path, junk):
    copy = json.loads(json.dumps(record))
    part = copy
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = junk
    return copy


def read_in(*records):
    return actions.import_services(list(records), source="prøve", by=None)


def every_try(junk, at_most):
    """The example with `junk` at one place, for that many places all over it; each try is a service of its own."""
    chosen = Random(f"{junk!r:.50}").sample(PLACES, at_most)  # noqa: S311
    for path in chosen:
        record = with_junk(EXAMPLE, path, junk)
        if path != ("id",):
            record["id"] = str(uuid5(UUID(EXAMPLE["id"]), f"{junk!r:.50} {path}"))
        yield path, record


@pytest.mark.parametrize("junk", JUNK, ids=lambda value: f"{value!r:.20}")
def test_junk_is_refused_and_its_place_is_told(junk):
    for path, record in every_try(junk, len(PLACES)):
        try:
            hsds.read_services([EXAMPLE | {"id": str(UUID(int=1))}, record])
        except hsds.BadRecords as bad:
            for problem in bad.problems:
                assert problem.index == 1
                assert re.split(r"[.\[]", problem.field)[0] == path[0], problem
                assert len(str(problem).encode()) < 500


def test_what_is_not_refused_is_kept_and_given_back(db):
    accepted = []
    for junk in JUNK:
        for _path, record in every_try(junk, 9):
            with suppress(hsds.BadRecords):
                hsds.read_services([record])
                accepted.append(record)
    unique = {UUID(record["id"]): record for record in accepted}

    assert read_in(*unique.values()).added == len(unique) > 100

    faults = {}
    for service in access.all_services():
        came = unique[service.public_id]
        went = hsds.write_service(service)
        if not came.get("last_modified"):
            went["last_modified"] = came.get("last_modified")
            came = came | {"last_modified": came.get("last_modified")}
        differing = {key for key in {*came, *went} if came.get(key) != went.get(key)}
        faults |= {key: (came.get(key), went.get(key)) for key in differing}
        faults |= dict.fromkeys(strict.faults(hsds.publish_service(service), "service"))
    assert faults == {}
    again = read_in(*unique.values())
    assert (again.added, again.changed, again.unchanged) == (0, 0, len(unique))


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    chosen=st.lists(
        st.sampled_from(RECORDS), unique_by=lambda record: record["id"], min_size=1, max_size=4
    ),
    extra=st.dictionaries(
        st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=9),
        st.recursive(
            st.none()
            | st.booleans()
            | st.integers(-(2**53), 2**53)
            | st.text("æ\t'\"", max_size=5),
            lambda parts: st.lists(parts, max_size=3) | st.dictionaries(st.just("x"), parts),
            max_leaves=5,
        ),
        max_size=3,
    ),
)
def test_import_export_import_changes_nothing(db, chosen, extra):
    records = [each | {f"egen {key}": value for key, value in extra.items()} for each in chosen]
    with transaction.atomic():
        read_in(*records)
        out = {each["id"]: each for each in map(hsds.write_service, access.all_services())}

        assert out == {each["id"]: each for each in records}
        again = read_in(*out.values())
        assert (again.added, again.changed, again.unchanged) == (0, 0, len(records))
        transaction.set_rollback(True)


FILES = {
    "nothing": b"",
    "not JSON": b"<html></html>",
    "half a file": b'{"contents": [{"id": ',
    "a list": b"[]",
    "another wrapper": b'{"services": []}',
    "null": b"null",
    "contents is an object": b'{"contents": {"id": "x"}}',
    "contents is null": b'{"contents": null}',
    "a null byte": b'{"contents": [\x00]}',
    "Latin-1": '{"contents": [{"name": "Solvåg"}]}'.encode("latin-1"),
    "UTF-16": '{"contents": [{"name": "Solvåg"}]}'.encode("utf-16"),
    "a picture": bytes(range(256)) * 40,
    "a nest": b'{"contents": ' + b"[" * 200_000,
    "a deep record": b'{"contents": [' + b'{"a":' * 900 + b"1" + b"}" * 900 + b"]}",
    "a long number": b'{"contents": [{"minimum_age": ' + b"9" * 6000 + b"}]}",
    "NaN": b'{"contents": [NaN]}',
    "numbers": b'{"contents": [1, 2.5, true, null, "x", []]}',
}


@pytest.mark.parametrize("content", FILES.values(), ids=FILES)
def test_a_broken_file_is_refused_without_a_traceback(db, tmp_path, content):
    path = tmp_path / "feil.json"
    path.write_bytes(content)

    with pytest.raises(CommandError) as raised:
        call_command("import_services", path)

    assert len(str(raised.value)) < 500
    assert not Service.objects.exists()
    assert not ServiceImport.objects.exists()


def test_a_folder_and_a_missing_file_are_told(db, tmp_path):
    for path in (db, tmp_path, tmp_path / "finnes-ikke.json"):
        with pytest.raises(CommandError):
            call_command("import_services", path)


def test_a_file_with_a_byte_order_mark_is_read(db, tmp_path):
    path = tmp_path / "fra-windows.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps({"contents": [EXAMPLE]}).encode())

    call_command("import_services", path)

    assert Service.objects.count() == 1


def test_the_same_id_written_in_two_ways_is_the_same_id(db, record):
    with pytest.raises(hsds.BadRecords) as raised:
        read_in(record(1), record(2), record(1, id=record(1)["id"].upper()))

    (problem,) = raised.value.problems
    assert (problem.index, problem.field) == (2, "id")
    assert "contents[0]" in problem.message
