"""Child processes that never outlive the one that started them, however it dies."""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import IO, NoReturn

PR_SET_PDEATHSIG = 1
PR_SET_SECUREBITS = 28
# Without it the kernel answers access(2) as if an ordinary user had no capability, and drops them on setuid.
SECBIT_NO_SETUID_FIXUP = 4
PR_CAP_AMBIENT = 47
PR_CAP_AMBIENT_RAISE = 2
CAPABILITY_VERSION_3 = 0x20080522
# May look into folders that its user may not: tried in this order, as containers often lack the first.
CAP_DAC_READ_SEARCH = 2
CAP_DAC_OVERRIDE = 1

libc = ctypes.CDLL(None, use_errno=True)


class CannotGoOn(Exception):
    """Something the user can mend; the text is the one line they are shown."""


class AskedToStop(BaseException):
    """Ctrl-C, SIGTERM or a closed terminal."""


def say(line: str) -> None:
    """Write one line to the terminal at once."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _stop(signum: int, frame: FrameType | None) -> NoReturn:
    raise AskedToStop(signal.Signals(signum).name)


STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def listen_for_stop() -> None:
    """Turn the signals that mean stop into `AskedToStop`, and die with `make` if it started us."""
    for number in STOP_SIGNALS:
        signal.signal(number, _stop)
    if "MAKELEVEL" in os.environ:
        libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def ignore_stop() -> None:
    """From here on we are stopping; a second Ctrl-C must not leave half of it running."""
    for number in STOP_SIGNALS:
        signal.signal(number, signal.SIG_IGN)


class _CapabilityHeader(ctypes.Structure):
    _fields_ = [("version", ctypes.c_uint32), ("pid", ctypes.c_int)]


class _CapabilityData(ctypes.Structure):
    _fields_ = [
        ("effective", ctypes.c_uint32),
        ("permitted", ctypes.c_uint32),
        ("inheritable", ctypes.c_uint32),
    ]


def demand(what: str, answer: int) -> None:
    """Raise for a system call that failed."""
    if answer != 0:
        raise OSError(ctypes.get_errno(), what)


@dataclass(frozen=True)
class Identity:
    """The user a server runs as when we are root, since PostgreSQL refuses to be root.

    `reach` is the one capability it keeps when its folders lie below a closed one such as /root.
    """

    uid: int
    gid: int
    reach: int | None = None

    @property
    def name(self) -> str:
        """The account's name, or its number."""
        try:
            return pwd.getpwuid(self.uid).pw_name
        except KeyError:
            return str(self.uid)

    def assume(self) -> None:
        """Become this user for good; called in the child before it runs its program."""
        if self.reach is not None:
            demand("securebits", libc.prctl(PR_SET_SECUREBITS, SECBIT_NO_SETUID_FIXUP, 0, 0, 0))
        os.setgroups([])
        os.setresgid(self.gid, self.gid, self.gid)
        os.setresuid(self.uid, self.uid, self.uid)
        if self.reach is not None:
            mask = 1 << self.reach
            header = _CapabilityHeader(CAPABILITY_VERSION_3, 0)
            data = (_CapabilityData * 2)(_CapabilityData(mask, mask, mask))
            demand("capset", libc.capset(ctypes.byref(header), ctypes.byref(data)))
            demand("ambient", libc.prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, self.reach, 0, 0))


def dies_with_us(death_signal: signal.Signals, identity: Identity | None) -> Callable[[], None]:
    """What a child does before it runs: change user, then ask for a signal when we die.

    In that order, as the kernel forgets the second on the first.
    """
    parent = os.getpid()

    def prepare() -> None:
        if identity is not None:
            identity.assume()
        libc.prctl(PR_SET_PDEATHSIG, death_signal)
        if os.getppid() != parent:
            os._exit(1)

    return prepare


@dataclass
class Child:
    """One running program and how it is asked to stop."""

    name: str
    process: subprocess.Popen[bytes]
    stop_signal: signal.Signals
    log: Path | None

    def last_words(self) -> str:
        """The most telling line of the program's log."""
        return last_words(self.log) if self.log else ""


def last_words(log: Path) -> str:
    """The last line of a log that says what went wrong, or its last line."""
    lines = [line for line in log.read_text(errors="replace").splitlines()[-60:] if line.strip()]
    telling = [
        line
        for line in lines
        if "No space left" in line
        or any(mark in line for mark in ("PANIC:", "FATAL:", "Error", "error:"))
    ]
    full = [line for line in telling if "No space left" in line]
    return (full or telling or lines or [""])[-1].strip()


class Children:
    """The programs this process started, to be stopped together in the reverse order."""

    def __init__(self) -> None:
        self._children: list[Child] = []

    def start(
        self,
        name: str,
        command: Sequence[str | Path],
        *,
        env: Mapping[str, str],
        log: Path | None = None,
        stdin: int | IO[bytes] | None = subprocess.DEVNULL,
        cwd: Path | None = None,
        stop_signal: signal.Signals = signal.SIGTERM,
        identity: Identity | None = None,
        foreground: bool = False,
    ) -> Child:
        """Start a program in a session of its own, so that Ctrl-C reaches only us."""
        output = log.open("wb") if log else None
        try:
            process = subprocess.Popen(
                [str(part) for part in command],
                env=dict(env),
                stdin=None if foreground else stdin,
                stdout=output,
                stderr=subprocess.STDOUT if output else None,
                cwd=cwd,
                start_new_session=not foreground,
                preexec_fn=dies_with_us(stop_signal, identity),
            )
        except subprocess.SubprocessError as error:
            raise CannotGoOn(
                f"{name} could not change to the user {identity and identity.name}."
            ) from error
        finally:
            if output:
                output.close()
        child = Child(name, process, stop_signal, log)
        self._children.append(child)
        return child

    def wait_for_any(self) -> Child:
        """Sleep until one of them has ended, which none should do by itself."""
        while True:
            for child in self._children:
                if child.process.poll() is not None:
                    return child
            os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT)

    def stop(self, *, patience: float = 10) -> None:
        """Stop the last started first, each within `patience` seconds, by force if need be."""
        for child in reversed(self._children):
            stop(child, patience=patience)
        self._children.clear()

    def stop_together(self, children: Sequence[Child], *, patience: float = 10) -> None:
        """Ask several at once, then see each of them off."""
        for child in children:
            if child.process.poll() is None:
                child.process.send_signal(child.stop_signal)
        for child in children:
            stop(child, patience=patience)
            self._children.remove(child)


def stop(child: Child, *, patience: float) -> None:
    """Ask politely, wait, then kill what is left of its process group."""
    if child.process.poll() is None:
        child.process.send_signal(child.stop_signal)
        try:
            child.process.wait(patience)
        except subprocess.TimeoutExpired:
            child.process.kill()
            child.process.wait()
    try:
        os.killpg(child.process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def wait_until(ready: Callable[[], bool], child: Child, *, seconds: float) -> bool:
    """Poll until ready; False when the child ended or the time is up."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if ready():
            return True
        if child.process.poll() is not None:
            return False
        time.sleep(0.05)
    return False
