"""The whole household: servers, then the portal's own processes, and everyone out together."""

import os
import signal
import socket
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from ke_portal.local.commands import BEAT, DEMO_PEOPLE, PREPARE, WEB, WORKER
from ke_portal.local.folder import DataFolder
from ke_portal.local.health import is_up
from ke_portal.local.processes import (
    AskedToStop,
    CannotGoOn,
    Child,
    Children,
    ignore_stop,
    say,
    wait_until,
)
from ke_portal.local.servers import (
    explained,
    roles_addresses,
    start_postgres,
    start_redis,
    superuser_address,
)

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATABASE_VARIABLES = ("DATABASE_URL", "KE_WEB_DATABASE_URL", "KE_WORKER_DATABASE_URL")
# What belongs to us or to one process only, and would mislead the others.
NOT_PASSED_ON = (
    "KE_DATABASE_ROLE",
    "KE_SUPERUSER_DATABASE_URL",
    "PORT",
    "MAKELEVEL",
    "MAKEFLAGS",
    "MFLAGS",
)


def given_databases(environ: Mapping[str, str]) -> dict[str, str]:
    """The database addresses that the environment names: all three or none."""
    given = {name: environ[name] for name in DATABASE_VARIABLES if environ.get(name)}
    missing = [name for name in DATABASE_VARIABLES if name not in given]
    if given and missing:
        raise CannotGoOn(
            f"{', '.join(DATABASE_VARIABLES)} go together: {', '.join(missing)} is not set."
        )
    return given


def environment_for(
    folder: DataFolder, addresses: Mapping[str, str], *, kind: str
) -> dict[str, str]:
    """Our own environment, the servers' addresses, and values fit for one machine where none is set."""
    kept = folder.secrets()
    environment = {
        "KE_ENV": kind,
        "SECRET_KEY": kept["SECRET_KEY"],
        "KE_ENCRYPTION_KEYS": kept["KE_ENCRYPTION_KEYS"],
        "EMAIL_URL": f"filemail:///{folder.mail}",
        **os.environ,
        "KE_DATA_DIR": str(folder.path),
        "PYTHONUNBUFFERED": "1",
        **addresses,
    }
    if environment["KE_ENV"] != "production":
        environment.setdefault("KE_DEMO", "1")
    for name in NOT_PASSED_ON:
        environment.pop(name, None)
    return environment


@contextmanager
def servers(
    folder: DataFolder, *, careless: bool
) -> Iterator[tuple[Children, dict[str, str], str]]:
    """Start what the environment does not name; gives the children, the addresses and the superuser's address."""
    children = Children()
    addresses = given_databases(os.environ)
    kept = folder.secrets()
    superuser = ""
    try:
        if not addresses:
            sockets = start_postgres(children, folder, kept["superuser"], careless=careless)
            roles = roles_addresses(kept, sockets)
            addresses = {
                "DATABASE_URL": roles["owner"],
                "KE_WEB_DATABASE_URL": roles["web"],
                "KE_WORKER_DATABASE_URL": roles["worker"],
                "KE_BACKUP_DATABASE_URL": roles["backup"],
            }
            superuser = superuser_address(kept, sockets)
        addresses["REDIS_URL"] = os.environ.get("REDIS_URL") or start_redis(
            children, folder, kept["redis"]
        )
        yield children, addresses, superuser
    finally:
        ignore_stop()
        children.stop()
        folder.leave()


def prepare(
    children: Children, environment: Mapping[str, str], superuser: str, *, tables: bool
) -> None:
    """Roles, tables and demo, in a process of its own that is gone afterwards."""
    words = [sys.executable, "-m", *PREPARE, *([] if tables else ["--roles-only"])]
    with_superuser = {
        **environment,
        **({"KE_SUPERUSER_DATABASE_URL": superuser} if superuser else {}),
    }
    child = children.start("preparation", words, env=with_superuser, cwd=BASE_DIR)
    code = child.process.wait()
    children.stop_together([child])
    if code != 0:
        raise CannotGoOn("The database could not be prepared; nothing was left running.")


def run(folder: DataFolder, port: str) -> int:
    """Serve until Ctrl-C, SIGTERM or until one of the children ends."""
    check_port(port)
    folder.make()
    if not folder.take():
        address = folder.state().get("address")
        raise CannotGoOn(
            f"The portal already runs on {folder.path}, at {address}."
            if address
            else f"Another command uses {folder.path} now. Try again when it is done."
        )
    say("Starting PostgreSQL and Redis …")
    with servers(folder, careless=False) as (children, addresses, superuser):
        base_url = f"http://localhost:{port}"
        environment = environment_for(folder, addresses, kind="development")
        environment.setdefault("KE_BASE_URL", base_url)
        say("Preparing the database …")
        prepare(children, environment, superuser, tables=True)
        folder.prepared.touch()
        portal: list[Child] = []
        try:
            portal.append(start_web(children, environment, port))
            if not wait_until(lambda: is_up(int(port)), portal[0], seconds=60):
                raise CannotGoOn(
                    f"The web server did not start; its messages are above. Is port {port} taken?"
                )
            portal += start_celery(children, folder, environment)
            folder.note({"address": base_url, "environment": addresses | secrets_of(environment)})
            welcome(base_url, environment, folder)
            return fate_of(children.wait_for_any())
        except AskedToStop:
            say("\nStopping …")
            return 0
        finally:
            ignore_stop()
            children.stop_together(portal, patience=8)


def start_web(children: Children, environment: Mapping[str, str], port: str) -> Child:
    """The web server, which writes to the terminal."""
    given = os.environ.get("GUNICORN_CMD_ARGS", "")
    arguments = f"--bind=127.0.0.1:{port} --log-level=warning {given}".strip()
    return children.start(
        "web",
        [sys.executable, "-m", *WEB],
        env={**environment, "GUNICORN_CMD_ARGS": arguments},
        cwd=BASE_DIR,
    )


def start_celery(
    children: Children, folder: DataFolder, environment: Mapping[str, str]
) -> list[Child]:
    """Worker and beat, which write to their logs."""
    # Celery objects to root at every start; here root is one person's own machine or a container.
    hushed = {"PYTHONWARNINGS": "ignore::RuntimeWarning:celery.platforms"}
    return [
        children.start(
            name,
            [sys.executable, "-m", *words],
            env={**environment, **(hushed if os.geteuid() == 0 else {})},
            cwd=BASE_DIR,
            log=folder.logs / f"{name}.log",
        )
        for name, words in (("worker", WORKER), ("beat", BEAT))
    ]


def secrets_of(environment: Mapping[str, str]) -> dict[str, str]:
    """What a command that joins us must share, or it could not read what we wrote."""
    return {name: environment[name] for name in ("SECRET_KEY", "KE_ENCRYPTION_KEYS", "KE_ENV")}


def fate_of(child: Child) -> int:
    """Say which child ended by itself, and why as far as it told."""
    code = child.process.returncode
    how = f"was stopped by {signal.Signals(-code).name}" if code < 0 else f"ended with code {code}"
    words = child.last_words()
    if "No space left" in words:
        raise explained("", words)
    raise CannotGoOn(
        f"{child.name} {how}, so everything was stopped." + (f" It said: {words}" if words else "")
    )


def check_port(port: str) -> None:
    """Refuse early what gunicorn would refuse late."""
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise CannotGoOn(f"PORT must be a number from 1 to 65535, not {port!r}.")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", int(port)))
        except PermissionError as error:
            raise CannotGoOn(
                f"Port {port} is only for root. Choose another: make run PORT=8001"
            ) from error
        except OSError as error:
            raise CannotGoOn(
                f"Port {port} is taken. Choose another: make run PORT={int(port) % 65535 + 1}"
            ) from error


def welcome(base_url: str, environment: Mapping[str, str], folder: DataFolder) -> None:
    """The address, the demo log-ins and where to look when something is wrong."""
    say(f"\nThe portal is at {base_url}/\n")
    if environment.get("KE_DEMO") == "1":
        password = environment.get("KE_DEMO_PASSWORD", "demo-passord")
        say(f"Log in at {base_url}/konto/login/ with the password {password} as")
        for name, who in DEMO_PEOPLE.items():
            say(f"  {name + '@demo.example':<26}{who}")
        say("")
    say(f"Logs are in {folder.logs}, e-mail in {folder.mail}. Stop with Ctrl-C.")


def lend(folder: DataFolder, command: Sequence[str], *, careless: bool, migrate: bool) -> int:
    """Run one command with servers: those already running on the folder, or our own for as long as it takes."""
    folder.make()
    kind = "test" if careless else "development"
    if not folder.take():
        with folder.guest():
            joined = folder.wait_for_host()
            if joined is not None:
                addresses = joined | given_databases(os.environ)
                return call(command, environment_for(folder, addresses, kind=kind))
    with servers(folder, careless=careless) as (children, addresses, superuser):
        environment = environment_for(folder, addresses, kind=kind)
        needs_tables = migrate and not folder.prepared.exists()
        if superuser and (careless or needs_tables):
            without_demo = {**environment, "KE_DEMO": "0"}
            prepare(children, without_demo, superuser, tables=needs_tables)
            if needs_tables:
                folder.prepared.touch()
        folder.note({"environment": addresses | secrets_of(environment)})
        code = call(command, environment)
        if not careless:
            folder.wait_for_guests()
        return code


def call(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Run the command on our terminal and pass on SIGTERM; Ctrl-C reaches it without us."""
    children = Children()
    try:
        child = children.start(command[0], command, env=environment, foreground=True)
    except FileNotFoundError as error:
        raise CannotGoOn(f"{command[0]}: no such command.") from error
    while True:
        try:
            code = child.process.wait()
            return code if code >= 0 else 128 - code
        except AskedToStop as reason:
            if str(reason) != "SIGINT":
                ignore_stop()
                children.stop()
                return 143
