"""A real portal, as `make run` starts it, and a real browser that looks at it."""

import os
import re
import subprocess
import sys
import time
import urllib.request
from email import policy
from email.parser import BytesParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import sync_playwright

from ke_portal.local.servers import free_port

ROOT = Path(__file__).resolve().parents[2]
AXE = (ROOT / "node_modules/axe-core/axe.min.js").read_text()
PASSWORD = "demo-passord"
PHONE, DESKTOP = {"width": 360, "height": 780}, {"width": 1280, "height": 900}
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Addresses of the suite's own servers: the portal starts servers of its own.
FOREIGN = (
    "DATABASE_URL",
    "KE_WEB_DATABASE_URL",
    "KE_WORKER_DATABASE_URL",
    "KE_BACKUP_DATABASE_URL",
    "REDIS_URL",
    "EMAIL_URL",
    "SECRET_KEY",
    "KE_ENCRYPTION_KEYS",
)


def answers(address):
    try:
        with urllib.request.urlopen(address, timeout=2) as response:  # noqa: S310
            return response.status == 200
    except OSError:
        return False


@pytest.fixture(scope="session")
def portal(tmp_path_factory):
    """The address of a running portal with the demo municipality, and the e-mails that it sent."""
    folder = tmp_path_factory.mktemp("portal")
    port = free_port()
    own = {
        "PORT": str(port),
        "KE_DATA_DIR": str(folder),
        "KE_ENV": "development",
        "KE_BASE_URL": f"http://127.0.0.1:{port}",
    }
    environment = {name: value for name, value in os.environ.items() if name not in FOREIGN} | own
    log = (folder.parent / "portal.log").open("w+")
    process = subprocess.Popen(
        [sys.executable, "-m", "ke_portal.local", "run"],
        cwd=ROOT,
        env=environment,
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    address = f"http://127.0.0.1:{port}"
    ends = time.monotonic() + 240
    while not answers(f"{address}/readyz"):
        assert process.poll() is None, Path(log.name).read_text()
        assert time.monotonic() < ends, Path(log.name).read_text()
        time.sleep(0.3)
    yield SimpleNamespace(
        address=address, mail=folder / "mail", log=Path(log.name), environment=own
    )
    process.terminate()
    process.wait(timeout=60)
    log.close()


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("KE_CHROMIUM", "/usr/bin/chromium"), args=CHROMIUM_FLAGS
        )
        yield browser
        browser.close()


class Visitor:
    """Somebody with a browser of their own. Every page they open is checked as they go."""

    def __init__(self, page, address, *, scripts):
        self.page, self.address, self.scripts = page, address, scripts
        self.complaints = []
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _listen(self, message):
        if message.type == "error":
            self.complaints.append(message.text)

    def go(self, path):
        self.page.goto(self.address + path)
        return self

    def press(self, name, *, exact=True):
        """Press the button or follow the link with this name, and wait for the page."""
        page = self.page
        target = page.get_by_role("button", name=name, exact=exact).or_(
            page.get_by_role("link", name=name, exact=exact)
        )
        target.locator("visible=true").first.click()
        page.wait_for_load_state()
        return self

    def fill(self, label, text):
        self.page.get_by_label(label, exact=False).locator("visible=true").first.fill(text)
        return self

    def choose(self, label):
        self.page.get_by_label(label, exact=True).locator("visible=true").first.check()
        return self

    def sees(self, text):
        found = self.page.get_by_text(text).locator("visible=true").first
        found.wait_for()
        return self

    def log_in(self, email):
        self.go("/konto/login/")
        self.page.fill("input[name=login]", email)
        self.page.fill("input[name=password]", PASSWORD)
        self.page.locator("main button[type=submit]").first.click()
        self.page.wait_for_load_state()
        assert "/konto/login" not in self.page.url, self.page.inner_text("main")
        return self

    def check(self, sizes=(PHONE, DESKTOP)):
        """No finding by axe, no sideways scrolling and no complaint in the console, narrow and wide.

        Axe is a script itself: where scripts are off, the same pages are checked in the other walks.
        """
        if not self.scripts:
            return self
        for size in sizes:
            self.page.set_viewport_size(size)
            self.page.evaluate(AXE)
            found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
            findings = [
                f"{each['id']}: {node['html'][:200]}"
                for each in found["violations"]
                for node in each["nodes"]
            ]
            assert findings == [], f"{self.page.url} at {size['width']} px: {findings}"
            wider = self.page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert wider <= 0, f"{self.page.url} scrolls sideways at {size['width']} px"
        assert self.complaints == [], f"{self.page.url}: {self.complaints}"
        return self


@pytest.fixture
def visitor(portal, chromium):
    """`visitor()` is a new browser; `visitor(scripts=False)` one without JavaScript."""
    contexts = []

    def make(*, scripts=True):
        context = chromium.new_context(
            viewport=DESKTOP, locale="nb-NO", timezone_id="Europe/Oslo", java_script_enabled=scripts
        )
        context.set_default_timeout(40000)
        contexts.append(context)
        return Visitor(context.new_page(), portal.address, scripts=scripts)

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def letters_to(portal):
    """The e-mails that the portal has sent to an address, waiting for the first for a while."""

    def read(address):
        ends = time.monotonic() + 90
        while time.monotonic() < ends:
            found = [
                message
                for path in portal.mail.iterdir()
                for message in _messages(path.read_bytes())
                if message["To"] == address
            ]
            if found:
                return found
            time.sleep(0.5)
        return []

    return read


def _messages(text):
    parser = BytesParser(policy=policy.default)
    parts = re.split(rb"^-{79}\n", text, flags=re.MULTILINE)
    return [parser.parsebytes(part.lstrip()) for part in parts if part.strip()]
