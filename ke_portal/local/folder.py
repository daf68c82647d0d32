"""KE_DATA_DIR: what is kept between two starts, and who is using it now."""

import base64
import fcntl
import json
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ke_portal.local.processes import CannotGoOn

MEGABYTE = 1024 * 1024
# A new database with the demo in it, and room to work; and what an existing one needs to start.
ROOM_FOR_NEW = 400 * MEGABYTE
ROOM_FOR_EXISTING = 60 * MEGABYTE
TEMPORARY_PREFIX = "ke-temporary-"
YOUNG = 600.0


class DataFolder:
    """The folder with the embedded servers' data, their secrets and a note of where they are."""

    def __init__(self, path: Path) -> None:
        self.path = path.expanduser().resolve()
        self.postgres = self.path / "postgres"
        self.logs = self.path / "log"
        self.mail = self.path / "mail"
        self.state_file = self.path / "state.json"
        self.prepared = self.path / "prepared"
        self._lock: int | None = None

    def make(self) -> None:
        """Create it, closed to other users but passable for the server's own."""
        try:
            self.path.mkdir(mode=0o711, parents=True, exist_ok=True)
            for part in (self.logs, self.mail):
                part.mkdir(mode=0o700, exist_ok=True)
        except (PermissionError, NotADirectoryError, FileExistsError) as error:
            raise CannotGoOn(
                f"{self.path} cannot be used as data folder: {error.strerror}."
            ) from error
        needed = ROOM_FOR_EXISTING if self.postgres.exists() else ROOM_FOR_NEW
        free = shutil.disk_usage(self.path).free
        if free < needed:
            raise CannotGoOn(
                f"The disk is full: {free // MEGABYTE} MB free for {self.path}, {needed // MEGABYTE} MB needed."
            )

    def take(self) -> bool:
        """Become the one who runs the servers on this folder, until this process ends."""
        try:
            descriptor = os.open(self.path / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        except PermissionError as error:
            raise CannotGoOn(
                f"{self.path} belongs to another user. Set KE_DATA_DIR to a folder of your own."
            ) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        self._lock = descriptor
        return True

    @contextmanager
    def guest(self) -> Iterator[None]:
        """Count as someone who uses the servers, so that a host who only came by waits for us."""
        with (self.path / "guests").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_SH)
            yield

    def wait_for_guests(self) -> None:
        """Return when nobody else uses the servers."""
        with (self.path / "guests").open("w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)

    def secrets(self) -> dict[str, str]:
        """Keys and passwords made for this folder at its first use."""
        path = self.path / "secrets.json"
        if path.exists():
            kept: dict[str, str] = json.loads(path.read_text())
            return kept
        if self.postgres.exists():
            raise CannotGoOn(f"{path} is gone, and without it the data beside it cannot be opened.")
        made = {
            name: secrets.token_urlsafe(24)
            for name in ("superuser", "owner", "web", "worker", "backup", "redis")
        }
        made["SECRET_KEY"] = secrets.token_urlsafe(48)
        made["KE_ENCRYPTION_KEYS"] = base64.b64encode(secrets.token_bytes(32)).decode()
        write_privately(path, json.dumps(made, indent=2))
        return made

    def note(self, state: dict[str, Any]) -> None:
        """Tell others where the servers are."""
        write_privately(self.state_file, json.dumps({"pid": os.getpid(), **state}, indent=2))

    def state(self) -> dict[str, Any]:
        """What the process that runs the servers has told; empty before it has."""
        try:
            noted: dict[str, Any] = json.loads(self.state_file.read_text())
        except FileNotFoundError:
            return {}
        except PermissionError as error:
            raise CannotGoOn(f"The servers on {self.path} belong to another user.") from error
        return noted

    def wait_for_host(self, *, seconds: float = 180) -> dict[str, str] | None:
        """The addresses of servers that another process is running here; None when it has gone."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            addresses: dict[str, str] | None = self.state().get("environment")
            if addresses is not None:
                return addresses
            if self.take():
                return None
            time.sleep(0.1)
        raise CannotGoOn(f"The servers on {self.path} did not come up in {seconds:.0f} seconds.")

    def sockets(self) -> Path:
        """A private folder for PostgreSQL's socket, short enough for the kernel (107 bytes)."""
        here = self.path / "run"
        if len(os.fsencode(here / ".s.PGSQL.54320.lock")) <= 107:
            here.mkdir(mode=0o700, exist_ok=True)
            return here
        left_behind = self.path / "sockets"
        if left_behind.is_symlink():
            shutil.rmtree(left_behind.readlink(), ignore_errors=True)
            left_behind.unlink()
        made = Path(tempfile.mkdtemp(prefix="ke-run-"))
        left_behind.symlink_to(made)
        return made

    def leave(self) -> None:
        """Take back the note; the lock goes with the process."""
        self.state_file.unlink(missing_ok=True)
        elsewhere = self.path / "sockets"
        if elsewhere.is_symlink():
            shutil.rmtree(elsewhere.readlink(), ignore_errors=True)
            elsewhere.unlink()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def write_privately(path: Path, text: str) -> None:
    """Replace a file in one step; only its owner may read it."""
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as handle:
        handle.write(text)
    fresh.replace(path)


@contextmanager
def temporary_folder() -> Iterator[DataFolder]:
    """A data folder for one command; also clears away what a killed one left behind."""
    for old in Path(tempfile.gettempdir()).glob(f"{TEMPORARY_PREFIX}*"):
        folder = DataFolder(old)
        try:
            is_ours = old.stat().st_uid == os.getuid() and (old / "lock").exists()
            # A young one may be about to be taken.
            if is_ours and time.time() - old.stat().st_mtime > YOUNG and folder.take():
                shutil.rmtree(old, ignore_errors=True)
                folder.leave()
        except (FileNotFoundError, CannotGoOn):
            continue
    path = Path(tempfile.mkdtemp(prefix=TEMPORARY_PREFIX))
    path.chmod(0o711)
    try:
        yield DataFolder(path)
    finally:
        shutil.rmtree(path, ignore_errors=True)
