"""Apps meet only at each other's front doors."""

import ast

import pytest

from tests.house.layout import HOUSE, PACKAGES, module_name, shown, source_files, syntax

DOORS = {"models", "actions", "access", "search", "rules"}
# Foundations whose purpose is a module of another name.
MORE_DOORS = {
    "ke_portal.audit": {"log", "verbs"},
    "ke_portal.accounts": {"roles", "requests", "hats"},
    "ke_portal.organisations": {"registers"},
    "ke_portal.rowsecurity": {"acting", "operations", "checks"},
}


def package_of(module):
    """The app that a module is part of; None for wiring, libraries and everybody else's code."""
    for package in PACKAGES.values():
        if module == package or module.startswith(f"{package}."):
            return package
    return None


def is_module(name):
    path = HOUSE / name.replace(".", "/")
    return path.with_suffix(".py").is_file() or path.is_dir()


def imported_modules(tree):
    """Every module that the source names, as `(line, module)`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                inside = f"{node.module}.{alias.name}"
                yield node.lineno, inside if is_module(inside) else node.module


def back_doors(tree, own_package):
    """Imports that reach into another app past its doors."""
    for line, module in imported_modules(tree):
        package = package_of(module)
        if package in {None, own_package}:
            continue
        door = module.removeprefix(package).strip(".").split(".")[0]
        if door not in DOORS | MORE_DOORS.get(package, set()):
            yield f"line {line} imports {module}"


@pytest.mark.parametrize(
    "path", [path for path in source_files() if package_of(module_name(path))], ids=shown
)
def test_apps_meet_at_their_front_doors(path):
    assert list(back_doors(syntax(path), package_of(module_name(path)))) == []


@pytest.mark.parametrize(
    ("source", "is_allowed"),
    [
        ("from referrals.models import Case", True),
        ("from ke_portal.people import access", True),
        ("from ke_portal.audit import log", True),
        ("from referrals.views import referral_list", False),
        ("from ke_portal.outbox import tasks", False),
        ("import referrals.forms", False),
        ("from ke_portal.outbox.tasks import deliver_waiting", False),
        ("import ke_portal.people.apps", False),
        ("from coordinators.emails import tell_coordinator_appointed", True),
        ("from django.db import models", True),
    ],
)
def test_a_back_door_is_noticed(source, is_allowed):
    assert (not list(back_doors(ast.parse(source), "coordinators"))) is is_allowed
