"""Roles are code, so a test can ask whether they name what exists."""

import ast
import re

import pytest
from django.apps import apps
from django.db import connection

from ke_portal.accounts.roles import CASE_ROLES, HEAD_ROLES, ROLE_PERMISSIONS, Role
from ke_portal.rowsecurity.acting import acting_as
from tests.factories import UserFactory
from tests.house.layout import HEIGHT, shown, source_files, syntax
from tests.house.messages import template_files

ABOUT_PERSONS = ("people.", "referrals.", "coordinators.", "individual_plans.")
WITHOUT_PERSONS = (
    Role.CATALOGUE_EDITOR,
    Role.PARTNER,
    Role.LOG_CONTROLLER,
    Role.SYSTEM_ADMINISTRATOR,
)
ASKING = {"permission_required", "has_perm", "has_perms", "user_passes_test"}
PERMISSION = re.compile(r"[a-z_]+\.[a-z_]+")


def permissions_of_models():
    """Every permission that a model of ours declares, as `app.codename`."""
    found = set()
    for model in apps.get_models():
        meta = model._meta
        if meta.app_label in HEIGHT:
            found |= {
                f"{meta.app_label}.{verb}_{meta.model_name}" for verb in meta.default_permissions
            }
            found |= {f"{meta.app_label}.{codename}" for codename, _ in meta.permissions}
    return found


def permissions_asked_for():
    """Every permission that code or a template asks about, as `(permission, place)`."""
    for path in source_files():
        for node in ast.walk(syntax(path)):
            if isinstance(node, ast.Call) and name_of(node.func) in ASKING:
                for part in ast.walk(node):
                    if isinstance(part, ast.Constant) and PERMISSION.fullmatch(str(part.value)):
                        yield part.value, f"{shown(path)}:{node.lineno}"
    for path in template_files():
        for permission in re.findall(r"\bperms\.([a-z_]+\.[a-z_]+)", path.read_text()):
            yield permission, shown(path)


def name_of(function):
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_every_role_has_a_line():
    assert set(ROLE_PERMISSIONS) == set(Role)


@pytest.mark.parametrize("role", Role)
def test_roles_name_real_permissions(role):
    assert ROLE_PERMISSIONS[role] - permissions_of_models() == set()


def test_what_is_asked_for_can_be_had():
    """A page that asks for a permission nobody has is a page nobody can open."""
    given = set().union(*ROLE_PERMISSIONS.values())

    assert {place: name for name, place in permissions_asked_for() if name not in given} == {}


@pytest.mark.parametrize("role", WITHOUT_PERSONS)
def test_roles_for_the_system_open_nothing_about_persons(role):
    assert [name for name in ROLE_PERMISSIONS[role] if name.startswith(ABOUT_PERSONS)] == []


@pytest.mark.parametrize("role", Role)
def test_row_policies_know_the_same_roles(db, role):
    with acting_as(UserFactory(roles=[role])), connection.cursor() as cursor:
        cursor.execute("SELECT ke_handles_cases(), ke_sees_heads()")

        assert cursor.fetchone() == (role in CASE_ROLES, role in HEAD_ROLES)
