"""What nobody can try here without a container engine, held against what `make run` does try."""

import re
from pathlib import Path

import pytest
import yaml

from ke_portal.local import commands

ROOT = Path(__file__).resolve().parent.parent.parent
PORTAL_SERVICES = {"web": commands.WEB, "worker": commands.WORKER, "beat": commands.BEAT}


@pytest.fixture(scope="module")
def services():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


@pytest.fixture(scope="module")
def stages():
    return re.split(r"(?m)^(?=FROM )", (ROOT / "Dockerfile").read_text())


def test_the_neighbours_and_the_portal_are_there(services):
    assert {"postgres", "redis", "mail", "migrate", "web", "worker", "beat"} == services.keys()


@pytest.mark.parametrize("name", PORTAL_SERVICES)
def test_commands_are_those_of_make_run(services, name):
    assert services[name]["command"] == ["python", "-m", *PORTAL_SERVICES[name]]


def test_the_preparation_is_that_of_make_run(services):
    assert services["migrate"]["command"] == ["python", "-m", *commands.PREPARE]


@pytest.mark.parametrize("name", PORTAL_SERVICES)
def test_every_variable_is_one_that_settings_read(services, name):
    read = set(
        re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', (ROOT / "ke_portal/settings.py").read_text())
    )
    assert set(services[name]["environment"]) - read == set()


@pytest.mark.parametrize("name", PORTAL_SERVICES)
def test_only_the_preparation_knows_the_owner_and_the_superuser(services, name):
    assert not {"DATABASE_URL", "KE_SUPERUSER_DATABASE_URL"} & set(services[name]["environment"])


def test_no_secret_has_a_value_of_its_own(services):
    for service in services.values():
        for variable, value in service.get("environment", {}).items():
            if re.search("PASSWORD|SECRET|KEYS|AUTH", variable):
                assert re.fullmatch(r"\$\{\w+:\?.*\}", value), variable


@pytest.mark.parametrize("name", ["postgres", "redis", "mail", *PORTAL_SERVICES])
def test_each_service_tells_whether_it_is_well(services, name):
    assert services[name]["healthcheck"]["test"]


def test_nothing_is_open_to_the_network(services):
    ports = [port for service in services.values() for port in service.get("ports", [])]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


def test_the_image_serves_as_an_ordinary_user_and_without_build_tools(stages):
    last = stages[-1]
    assert re.search(r"(?m)^USER (?!root)", last)
    assert not re.search(r"\b(gcc|build-essential|npm|pip install|-dev)\b", last)
    assert "HEALTHCHECK" in last


def test_the_image_serves_with_the_command_of_make_run(stages):
    command = re.search(r"(?m)^CMD (\[.*\])$", stages[-1])
    assert yaml.safe_load(command[1]) == ["python", "-m", *commands.WEB]


def test_the_image_holds_only_what_production_needs(stages):
    assert "requirements.txt" in stages[2]
    assert not re.search("requirements-(local|dev)", "".join(stages))
