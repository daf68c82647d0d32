"""A view fetches through access, calls one action and renders. It is a function."""

import ast
from types import FunctionType

import pytest

from tests.access.addresses import our_addresses
from tests.house.layout import shown, source_files, syntax

VIEWS = [path for path in source_files() if path.stem == "views" or path.parent.name == "views"]
MANAGERS = {"objects", "_default_manager", "_base_manager"}
WRITES = {"save", "delete", "create", "bulk_create", "get_or_create", "update_or_create"}


@pytest.mark.parametrize("path", VIEWS, ids=shown)
def test_views_ask_access_and_leave_writing_to_actions(path):
    for node in ast.walk(syntax(path)):
        if isinstance(node, ast.Attribute):
            assert node.attr not in MANAGERS, f"line {node.lineno} queries a model"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in WRITES, f"line {node.lineno} writes"


def test_views_are_functions():
    classes = [
        f"{address.name}: {address.callback}"
        for address in our_addresses()
        if hasattr(address.callback, "view_class") or not isinstance(address.callback, FunctionType)
    ]

    assert classes == []
