"""Rendered once a session: the documents, and the plan as WeasyPrint leaves it."""

import os
import subprocess
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from ke_portal import pdf
from tests.pdf import samples


@pytest.fixture(scope="session")
def printed(tmp_path_factory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pdf")
    files = {}
    for template, sample in samples.DOCUMENTS.items():
        files[template] = folder / Path(template).with_suffix(".pdf").name
        files[template].write_bytes(pdf.render_pdf(template, sample()))
    return files


@pytest.fixture(scope="session")
def plan_file(printed) -> Path:
    return printed["pdf/individual_plans/plan.html"]


@pytest.fixture(scope="session")
def unfinished_file(tmp_path_factory) -> Path:
    text = render_to_string("pdf/individual_plans/plan.html", samples.plan())
    path = tmp_path_factory.mktemp("unfinished") / "plan.pdf"
    path.write_bytes(pdf.lay_out(text, finish=False))
    return path


@pytest.fixture(scope="session")
def outloud():
    """Reads a file as a screen reader would and judges it; lives in an environment of its own (`make test`)."""
    command = os.environ.get("KE_OUTLOUD", "")
    if not Path(command).is_file():
        pytest.fail(
            "KE_OUTLOUD names no program. `make test` sets it; by hand: export KE_OUTLOUD=$(.ci/outloud)"
        )

    def judge(path: Path) -> subprocess.CompletedProcess[str]:
        return subprocess.run([command, str(path)], capture_output=True, text=True, check=False)

    return judge
