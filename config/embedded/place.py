"""Where a profile keeps its data, as whom its servers run, and who is using them."""

import fcntl
import hashlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent.parent
# Outlives a restart of the machine, unlike /tmp.
SYSTEM_TEMPORARY = Path("/var/tmp")
PROFILES = ("demo", "test", "bench", "load")


@dataclass(frozen=True)
class Place:
    """A private folder for one profile, and the account that owns it (None: our own)."""

    base: Path
    profile: str
    account: pwd.struct_passwd | None

    @property
    def folder(self) -> Path:
        return self.base / self.profile

    def run(self, command: list, **options) -> subprocess.CompletedProcess:
        """Run a program as the servers' account, capturing its output; raise OSError when it may not be executed."""
        if self.account:
            options |= {"user": self.account.pw_uid, "group": self.account.pw_gid, "extra_groups": []}
        command = [str(part) for part in command]
        return subprocess.run(
            command, cwd=self.folder, capture_output=True, text=True, stdin=subprocess.DEVNULL, **options
        )

    def make(self) -> None:
        """Create the folder for the servers' account alone; raise RuntimeError when a stranger owns the one above."""
        self.base.mkdir(mode=0o711, exist_ok=True)
        if self.base.is_symlink() or self.base.stat().st_uid != os.geteuid():
            raise RuntimeError(f"{self.base} belongs to another user. Remove it and start again.")
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self.own(self.folder)

    def own(self, path: Path) -> None:
        if self.account:
            os.chown(path, self.account.pw_uid, self.account.pw_gid)

    def write(self, name: str, text: str) -> Path:
        """Write a file that only the servers' account may read, and return its path."""
        path = self.folder / name
        path.touch(mode=0o600)
        path.write_text(text)
        self.own(path)
        return path

    def password(self) -> str:
        """Return the password of both servers, kept beside the data: a new checkout at this path finds it again."""
        path = self.folder / "password"
        if not path.exists() or not path.read_text():
            self.write("password", secrets.token_hex(24))
        return path.read_text()

    def program(self, path: Path) -> Path:
        """Return where the servers' account can execute this program: in place, else as a copy beside the data.

        A checkout under /root is closed to that account. A program looks for its libraries relative to itself,
        so the copy keeps the folders around it.
        """
        try:
            self.run([path, "--version"])
            return path
        except PermissionError:
            packages = next(parent for parent in path.parents if parent.name == "site-packages")
            name = path.relative_to(packages).parts[0]
            copies = self.base / f"programs-{name}-{(packages / name).stat().st_mtime_ns}"
            if not copies.exists():
                copy_whole(packages, name, copies)
            return copies / path.relative_to(packages)

    def remove(self) -> None:
        """Delete the folder with all data in it."""
        shutil.rmtree(self.folder)


def copy_whole(packages: Path, name: str, target: Path) -> None:
    """Copy a package and the library folder beside it; the target appears only when it is complete."""
    half = target.with_suffix(".half")
    shutil.rmtree(half, ignore_errors=True)
    for folder in (packages / name, packages / f"{name}.libs"):
        if folder.exists():
            shutil.copytree(
                folder, half / folder.name, symlinks=True, ignore=shutil.ignore_patterns("pginstall", "share/doc")
            )
    half.rename(target)


def place_of(profile: str) -> Place:
    """Return the place of one of the profiles in this checkout; raise ValueError for another name.

    PostgreSQL refuses to run as root, so root's servers run as nobody, in a folder that nobody can reach
    and whose name tells the checkout.
    """
    if profile not in PROFILES:
        raise ValueError(f"unknown profile {profile!r}: one of {', '.join(PROFILES)}")
    if os.geteuid() != 0:
        return Place(ROOT / ".run", profile, None)
    checkout = hashlib.sha256(str(ROOT).encode()).hexdigest()[:12]
    return Place(SYSTEM_TEMPORARY / f"dangjian-{checkout}", profile, pwd.getpwnam("nobody"))


@contextmanager
def kept(place: Place, *, start: Callable[[], dict[str, str]], stop: Callable[[], None]) -> Iterator[dict[str, str]]:
    """Yield what `start` returns; afterwards call `stop`, unless another process keeps the same servers.

    Starting and stopping exclude each other. Both locks fall with their process, so a killed one leaves nothing behind.
    """
    place.make()
    with (
        open(place.base / f"{place.profile}.users", "w") as users,
        open(place.base / f"{place.profile}.turn", "w") as turn,
    ):
        try:
            with locked(turn):
                fcntl.flock(users, fcntl.LOCK_SH)
                addresses = start()
            yield addresses
        finally:
            with locked(turn):
                if is_last(users):
                    stop()


@contextmanager
def locked(file: IO) -> Iterator[None]:
    fcntl.flock(file, fcntl.LOCK_EX)
    yield
    fcntl.flock(file, fcntl.LOCK_UN)


def in_use(place: Place) -> bool:
    """Tell whether some process keeps this place's servers."""
    with open(place.base / f"{place.profile}.users", "w") as users:
        return not is_last(users)


def is_last(users: IO) -> bool:
    """Tell whether no other process holds the shared lock on this file."""
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


def is_running(pid: int, *, mark: str) -> bool:
    """Tell whether this process has `mark` on its command line: not a zombie, nor a stranger with a reused number."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return mark in command


def end(pid: int, how: signal.Signals, *, mark: str) -> None:
    """Send the signal and return when the process is gone; raise TimeoutError after a minute."""
    os.kill(pid, how)
    wait_for(lambda: not is_running(pid, mark=mark), f"process {pid} to end")


def wait_for(condition: Callable[[], bool], what: str, *, seconds: float = 60) -> None:
    """Return as soon as the condition holds; raise TimeoutError naming `what` when it does not in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            raise TimeoutError(f"waited {seconds:g} s for {what}")
        time.sleep(0.05)
