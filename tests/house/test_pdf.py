"""Who may print, and that every printed document is checked."""

import re
from importlib.metadata import version
from pathlib import Path

from django.conf import settings

from tests.pdf import samples

ROOT = Path(settings.BASE_DIR)
IMPORTS_WEASYPRINT = re.compile(r"^\s*(?:from|import) weasyprint\b", re.MULTILINE)


def test_only_one_module_knows_weasyprint():
    ours = [*ROOT.glob("*/*.py"), *ROOT.glob("*/*/**/*.py")]
    ours = [
        path for path in ours if not {"node_modules", "build"} & set(path.relative_to(ROOT).parts)
    ]
    ours = [path for path in ours if not path.relative_to(ROOT).parts[0].startswith(".")]
    assert [
        str(path.relative_to(ROOT))
        for path in ours
        if IMPORTS_WEASYPRINT.search(path.read_text(encoding="utf-8"))
    ] == ["ke_portal/pdf.py"]


def test_the_version_whose_inside_we_lean_on_is_pinned():
    pinned = re.search(
        r'"weasyprint==([0-9.]+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    )
    assert pinned
    assert version("weasyprint") == pinned[1]


def test_every_document_is_checked():
    folder = ROOT / "templates"
    documents = {
        str(path.relative_to(folder))
        for path in folder.glob("pdf/*/*.html")
        if not path.name.startswith("_")
    }
    assert documents == set(samples.DOCUMENTS)


def test_documents_hold_no_lists_or_boxes_that_tag_badly():
    for path in ROOT.glob("templates/pdf/**/*.html"):
        assert not re.search(r"<dl\b|style=", path.read_text(encoding="utf-8")), path
    sheet = (ROOT / "static/css/pdf.css").read_text(encoding="utf-8")
    assert not re.search(r"display:\s*(?:flex|grid)", sheet)
