"""How the house lies: its apps from low to high, and its source files."""

import ast
import os
from functools import cache
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]

# Labels from low to high. An app may refer to those before it.
LAYERS = (
    "rowsecurity",
    "audit",
    "outbox",
    "accounts",
    "organisations",
    "people",
    "services_catalog",
    "referrals",
    "coordinators",
    "individual_plans",
    "networks",
    "desks",
)
HEIGHT = {label: height for height, label in enumerate(LAYERS)}
DOMAIN = ("services_catalog", "referrals", "coordinators", "individual_plans", "networks")
PACKAGES = {label: label if label in DOMAIN else f"ke_portal.{label}" for label in LAYERS}
NOT_OURS = {"node_modules", "build", "__pycache__"}


def files_of_the_house(*suffixes):
    """Our own files with one of these suffixes, whatever has been made or installed beside them."""
    found = []
    for folder, subfolders, files in os.walk(HOUSE):
        subfolders[:] = sorted(
            name for name in subfolders if name not in NOT_OURS and not name.startswith(".")
        )
        found += [Path(folder) / name for name in sorted(files) if name.endswith(suffixes)]
    return found


def source_files():
    """The Python modules of the portal; neither tests nor benchmarks."""
    return [
        path
        for path in files_of_the_house(".py")
        if path.relative_to(HOUSE).parts[0] in {*DOMAIN, "ke_portal"}
    ]


def shown(path):
    return path.relative_to(HOUSE).as_posix()


def module_name(path):
    """`ke_portal/audit/__init__.py` is the module `ke_portal.audit`."""
    parts = path.relative_to(HOUSE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def syntax(path):
    return ast.parse(path.read_text())
