"""`make run` starts the whole household, and nothing of it outlives the one who started it."""

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ke_portal.desks.demo.staff import DEMO_LOGINS
from ke_portal.local import commands, processes, servers
from ke_portal.local import folder as folders
from ke_portal.local.folder import DataFolder
from ke_portal.local.health import is_up
from ke_portal.local.household import given_databases
from ke_portal.local.processes import CannotGoOn

pytestmark = pytest.mark.xdist_group("household")

ROOT = Path(__file__).resolve().parent.parent.parent
PYTHON = sys.executable
LOOPBACK = "0100007F"
OURS = re.compile(r"KE_|DATABASE_URL|REDIS_URL|SECRET_KEY|EMAIL_URL|PORT$|DJANGO_|COV_|COVERAGE_")


def clean_environment(path, **more):
    kept = {name: value for name, value in os.environ.items() if not OURS.match(name)}
    return {**kept, "KE_DATA_DIR": str(path), "KE_DEMO": "0", **more}


def call(path, *words, **more):
    return subprocess.run(
        [PYTHON, "-m", "ke_portal.local", *words],
        cwd=ROOT,
        env=clean_environment(path, **more),
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )


def living_on(path):
    """The processes that work on a data folder, by what they were called and where they stand."""
    found = {}
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if "\nState:\tZ" in (process / "status").read_text():
                continue
            words = (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            told = (process / "environ").read_bytes().decode(errors="replace")
            stands = str((process / "cwd").readlink())
        except (OSError, UnicodeDecodeError):
            continue
        if str(path) in words or f"KE_DATA_DIR={path}\0" in told or stands.startswith(str(path)):
            found[int(process.name)] = words.strip()
    return found


def listening(pids):
    """The network addresses that processes listen on, as the kernel writes them, and the ports."""
    sockets = {
        str(fd.readlink())
        for pid in pids
        for fd in Path(f"/proc/{pid}/fd").glob("*")
        if fd.is_symlink()
    }
    rows = [
        line.split()
        for table in ("/proc/net/tcp", "/proc/net/tcp6")
        for line in Path(table).read_text().splitlines()[1:]
    ]
    found = (
        row[1].split(":") for row in rows if row[3] == "0A" and f"socket:[{row[9]}]" in sockets
    )
    return {(address, int(port, 16)) for address, port in found}


def seconds_spent(pids):
    """What processes and their ended children have cost the processors."""
    ticks = 0
    for pid in pids:
        told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += sum(int(number) for number in told[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


def wait_for(condition, seconds=15.0):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return True
        time.sleep(0.1)
    return False


class Running:
    """A started household, with its output in a file."""

    def __init__(self, path, output):
        self.path, self.port, self.output = path, servers.free_port(), output
        with output.open("wb") as stream:
            self.process = subprocess.Popen(
                [PYTHON, "-m", "ke_portal.local", "run"],
                cwd=ROOT,
                env=clean_environment(path, PORT=str(self.port), KE_ENV="test"),
                stdout=stream,
                stderr=subprocess.STDOUT,
            )
        if not wait_for(lambda: "Ctrl-C" in self.said(), 60):
            self.stop()
            raise AssertionError(self.said())
        self.spent = seconds_spent(living_on(path))

    def said(self):
        return self.output.read_text()

    def pid_of(self, words):
        parent = f"\nPPid:\t{self.process.pid}\n"
        return next(
            pid
            for pid, line in living_on(self.path).items()
            if words in line and parent in Path(f"/proc/{pid}/status").read_text()
        )

    def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        return self.process.wait(30)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """A data folder that the servers have been on before."""
    path = tmp_path_factory.mktemp("data")
    done = call(path, "with", "--", "true")
    assert done.returncode == 0, done.stderr
    return path


@pytest.fixture
def household(data, tmp_path):
    started = Running(data, tmp_path / "output")
    yield started
    if started.process.poll() is None:
        started.stop()


def test_a_second_start_is_light_and_stops_without_a_trace(household):
    # Ten seconds at most on two processors that are also at other work, so told by what it costs them.
    assert household.spent < 15
    assert wait_for(lambda: is_up(household.port)), household.said()
    assert f"http://localhost:{household.port}/" in household.said()
    for name in ("secrets.json", "state.json"):
        assert (household.path / name).stat().st_mode & 0o077 == 0
    check_addresses(household)
    check_a_command_joins(household)
    check_a_second_run_is_told(household)
    assert household.stop(signal.SIGINT) == 0, household.said()
    assert living_on(household.path) == {}
    assert not (household.path / "state.json").exists()


def check_addresses(household):
    ours = listening(living_on(household.path))
    assert (LOOPBACK, household.port) in ours
    assert {address for address, port in ours} == {LOOPBACK}
    assert not {5432, 6379} & {port for address, port in ours}


def check_a_command_joins(household):
    address = json.loads(household.path.joinpath("state.json").read_text())["environment"][
        "DATABASE_URL"
    ]
    done = call(household.path, "with", "--", "sh", "-c", 'echo "$DATABASE_URL"')
    assert done.stdout.strip() == address
    assert wait_for(lambda: is_up(household.port))


def check_a_second_run_is_told(household):
    done = call(household.path, "run", PORT=str(servers.free_port()))
    one_line(done, f"already runs on {household.path}, at http://localhost:{household.port}")


def test_sigterm_takes_everything_along(household):
    assert household.stop(signal.SIGTERM) == 0, household.said()
    assert living_on(household.path) == {}


@pytest.mark.parametrize("words", ["gunicorn", "bin/postgres"])
def test_when_one_crashes_all_stop(household, words):
    os.kill(household.pid_of(words), signal.SIGKILL)
    assert household.process.wait(30) == 1
    assert "was stopped by SIGKILL, so everything was stopped" in household.said()
    assert living_on(household.path) == {}


def test_nothing_outlives_a_killed_parent_and_the_data_opens_again(household):
    household.stop(signal.SIGKILL)
    assert wait_for(lambda: living_on(household.path) == {}), living_on(household.path)
    assert call(household.path, "with", "--", "true").returncode == 0


def test_a_command_gets_servers_and_its_exit_code_comes_back(data):
    assert call(data, "with", "--", "sh", "-c", "test -n $REDIS_URL && exit 7").returncode == 7
    assert living_on(data) == {}


def test_a_host_waits_for_those_who_joined(data):
    host = subprocess.Popen(
        [PYTHON, "-m", "ke_portal.local", "with", "--", "sleep", "6"],
        cwd=ROOT,
        env=clean_environment(data),
    )
    assert wait_for((data / "state.json").exists)
    done = call(data, "with", "--", "sh", "-c", f"sleep 8; {PYTHON} manage.py showmigrations audit")
    assert done.returncode == 0, done.stderr
    assert host.wait(60) == 0


def test_temporary_servers_leave_nothing_and_may_make_test_databases(data):
    done = call(data, "with", "--temporary", "--", "sh", "-c", "echo $KE_ENV $KE_DATA_DIR")
    kind, path = done.stdout.split()
    assert kind == "test"
    assert path != str(data)
    assert not Path(path).exists()


def test_what_a_killed_command_left_behind_is_cleared_away_later(monkeypatch, tmp_path):
    monkeypatch.setattr(folders.tempfile, "tempdir", str(tmp_path))
    old, young, used = (
        tmp_path / f"{folders.TEMPORARY_PREFIX}{n}" for n in ("old", "young", "used")
    )
    for left in (old, young, used):
        left.mkdir()
        (left / "lock").touch()
    for left in (old, used):
        os.utime(left, (0, 0))
    neighbour = DataFolder(used)
    assert neighbour.take()
    with folders.temporary_folder() as fresh:
        assert {path for path in (old, young, used, fresh.path) if path.exists()} == {
            young,
            used,
            fresh.path,
        }
    assert not fresh.path.exists()
    neighbour.leave()


def one_line(done, words):
    assert done.returncode == 1, done.stdout
    assert done.stderr.count("\n") == 1, done.stderr
    assert words in done.stderr


def test_a_taken_port_is_said_before_anything_starts(data):
    with servers.socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = call(data, "run", PORT=str(port))
    one_line(done, f"Port {port} is taken")
    assert "Starting" not in done.stdout


def test_an_odd_port_is_refused(data):
    one_line(call(data, "run", PORT="http"), "PORT must be a number")


def test_data_of_a_newer_postgresql_is_left_alone(data):
    version = data / "postgres" / "PG_VERSION"
    kept = version.read_text()
    version.write_text("99\n")
    try:
        one_line(call(data, "with", "--", "true"), "newer version (PostgreSQL 99")
    finally:
        version.write_text(kept)


def test_data_of_a_newer_portal_is_left_alone(data):
    sql = "INSERT INTO django_migrations (app, name, applied) VALUES ('audit', '9999_later', now())"
    change = "import os, psycopg; psycopg.connect(os.environ['DATABASE_URL'], autocommit=True).execute({!r})"
    call(data, "with", "--", PYTHON, "-c", change.format(sql))
    try:
        done = call(data, "run", PORT=str(servers.free_port()))
        assert done.returncode == 1
        assert "newer version of the portal (audit.9999_later" in done.stderr
    finally:
        undo = "DELETE FROM django_migrations WHERE name = '9999_later'"
        call(data, "with", "--", PYTHON, "-c", change.format(undo))


def test_a_full_disk_is_said_in_one_line(data, monkeypatch):
    monkeypatch.setattr(
        folders.shutil,
        "disk_usage",
        lambda path: folders.shutil._ntuple_diskusage(10**9, 10**9, 5 * 2**20),
    )
    with pytest.raises(CannotGoOn, match="disk is full: 5 MB free"):
        DataFolder(data).make()


def test_a_server_that_meets_a_full_disk_is_understood(tmp_path):
    log = tmp_path / "postgres.log"
    log.write_text(
        "LOG:  starting\nPANIC:  could not write to file: No space left on device\nLOG:  closing\n"
    )
    complaint = servers.explained("PostgreSQL did not start", processes.last_words(log))
    assert str(complaint).startswith("The disk is full")


def test_lost_secrets_beside_data_are_not_replaced(data):
    secrets = data / "secrets.json"
    hidden = secrets.rename(data / "hidden.json")
    try:
        one_line(call(data, "with", "--", "true"), "secrets.json is gone")
    finally:
        hidden.rename(secrets)


def test_a_long_path_gets_a_short_socket(tmp_path):
    deep = DataFolder(tmp_path / ("x" * 60) / ("y" * 60))
    deep.make()
    sockets = deep.sockets()
    assert len(str(sockets / ".s.PGSQL.54320.lock")) < 107
    assert sockets.stat().st_mode & 0o077 == 0
    deep.leave()
    assert not sockets.exists()


def test_given_addresses_are_used_and_no_server_started(tmp_path):
    given = {
        "DATABASE_URL": "postgres://a@elsewhere/ke",
        "KE_WEB_DATABASE_URL": "postgres://b@elsewhere/ke",
        "KE_WORKER_DATABASE_URL": "postgres://c@elsewhere/ke",
        "REDIS_URL": "redis://elsewhere",
    }
    done = call(tmp_path, "with", "--", "sh", "-c", 'echo "$DATABASE_URL $REDIS_URL"', **given)
    assert done.stdout.split() == ["postgres://a@elsewhere/ke", "redis://elsewhere"]
    assert not (tmp_path / "postgres").exists()


def test_database_addresses_go_together():
    assert given_databases({"REDIS_URL": "redis://x"}) == {}
    with pytest.raises(CannotGoOn, match="KE_WORKER_DATABASE_URL is not set"):
        given_databases({"DATABASE_URL": "x", "KE_WEB_DATABASE_URL": "y"})


def test_locked_versions_agree_and_name_no_index():
    def pins(name):
        text = (ROOT / name).read_text()
        assert "://" not in text
        assert "--hash=sha256:" in text
        return set(re.findall(r"(?m)^([a-z0-9._-]+==\S+)", text))

    assert (
        pins("requirements.txt") <= pins("requirements-local.txt") <= pins("requirements-dev.txt")
    )


def test_the_log_ins_it_prints_are_those_of_the_demo():
    assert set(commands.DEMO_PEOPLE) == {someone.email for someone in DEMO_LOGINS}
