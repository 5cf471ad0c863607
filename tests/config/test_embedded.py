"""The life of the embedded services, on servers of their own in a temporary folder."""

import os
import signal
import subprocess
import sys

import psycopg2
import pytest
import redis

import config.embedded
from config.embedded import postgres, running, services, valkey
from config.embedded.place import PROFILES, Place, is_running, place_of, wait_for

SERVERS = {"DATABASE_URL": postgres, "REDIS_URL": valkey}


@pytest.fixture
def stranger(place):
    """The number of a live process of the servers' account that is no server."""
    account = {"user": place.account.pw_uid, "group": place.account.pw_gid} if place.account else {}
    with subprocess.Popen(["sleep", "60"], cwd="/", **account) as process:
        yield process.pid
        process.kill()


def ask(address: str, query: str) -> list:
    connection = psycopg2.connect(address)
    try:
        with connection, connection.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall() if cursor.description else []
    finally:
        connection.close()


def pids(place: Place) -> list[int]:
    return [postgres.read_pid(postgres.data_folder(place)), valkey.read_pid(place)]


def marks(place: Place) -> list[str]:
    return [str(postgres.data_folder(place)), str(valkey.configuration(place))]


def alive(place: Place) -> list[bool]:
    return [bool(pid) and is_running(pid, mark=mark) for pid, mark in zip(pids(place), marks(place), strict=True)]


def test_data_outlives_a_stop_and_nothing_keeps_running(place):
    with running(place, SERVERS) as addresses:
        ask(addresses["DATABASE_URL"], "CREATE TABLE kept AS SELECT 7 AS number")
        redis.Redis.from_url(addresses["REDIS_URL"]).set("kept", "7")
        assert alive(place) == [True, True]
    assert alive(place) == [False, False]
    with running(place, SERVERS) as addresses:
        assert ask(addresses["DATABASE_URL"], "SELECT number FROM kept") == [(7,)]
        assert redis.Redis.from_url(addresses["REDIS_URL"]).get("kept") == b"7"


def test_data_outlives_a_killed_server(place):
    with running(place, SERVERS) as addresses:
        ask(addresses["DATABASE_URL"], "CREATE TABLE kept AS SELECT 7 AS number")
        ask(addresses["DATABASE_URL"], "CHECKPOINT")
        for pid, mark in zip(pids(place), marks(place), strict=True):
            os.kill(pid, signal.SIGKILL)
            wait_for(lambda pid=pid, mark=mark: not is_running(pid, mark=mark), "the killed server to be gone")
    with running(place, SERVERS) as addresses:
        assert ask(addresses["DATABASE_URL"], "SELECT number FROM kept") == [(7,)]


def leave_behind(place: Place, pid: int) -> None:
    """Have the place look as after a power cut, its servers' number since given to another process."""
    with running(place, SERVERS):
        lines = postgres.pid_lines(postgres.data_folder(place))
    place.write("postgres/postmaster.pid", "\n".join([str(pid), *lines[1:]]) + "\n")
    place.write("valkey.pid", str(pid))


def test_pid_file_with_a_strangers_number_does_not_stop_the_start(place, stranger):
    leave_behind(place, stranger)
    with running(place, SERVERS) as addresses:
        assert ask(addresses["DATABASE_URL"], "SELECT 1") == [(1,)]
        assert redis.Redis.from_url(addresses["REDIS_URL"]).ping()


def test_postgres_itself_refuses_a_strangers_pid_file(place, stranger, monkeypatch):
    """The control: without our look at the pid file the same start fails."""
    leave_behind(place, stranger)
    monkeypatch.setattr(postgres, "forget_stale_pid", lambda data: None)
    with pytest.raises(RuntimeError, match="did not start"):
        postgres.start(place)
    (postgres.data_folder(place) / "postmaster.pid").unlink()


def test_second_user_shares_the_servers_and_leaves_them_running(place):
    with running(place, SERVERS) as first:
        with running(place, SERVERS) as second:
            assert first == second
        assert alive(place) == [True, True]


def test_password_is_asked_for(place):
    with running(place, SERVERS) as addresses:
        wrong = {name: address.replace(place.password(), "wrong") for name, address in addresses.items()}
        with pytest.raises(psycopg2.OperationalError, match="password authentication failed"):
            psycopg2.connect(wrong["DATABASE_URL"])
        with pytest.raises(redis.AuthenticationError):
            redis.Redis.from_url(wrong["REDIS_URL"]).ping()
        assert (place.folder.stat().st_mode & 0o777, place.folder.is_dir()) == (0o700, True)


def test_folder_of_a_stranger_is_refused(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "planted").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(RuntimeError, match="belongs to another user"):
        Place(tmp_path / "planted", "test", None).make()


def test_addresses_in_the_environment_win_and_start_nothing(monkeypatch):
    given = {"DATABASE_URL": "postgres://elsewhere/database", "REDIS_URL": "redis://elsewhere"}
    for name, address in given.items():
        monkeypatch.setenv(name, address)
    monkeypatch.setattr(config.embedded, "running", None)  # calling it would be an error
    with services("test") as addresses:
        assert addresses == given


def test_profiles_have_folders_of_their_own():
    assert len({place_of(profile).folder for profile in PROFILES}) == 4
    with pytest.raises(ValueError, match="unknown profile"):
        place_of("production")


def test_a_wrong_call_shows_the_usage():
    result = subprocess.run([sys.executable, "-m", "config.embedded", "test"], capture_output=True, text=True)
    assert result.returncode == 2
    assert "usage:" in result.stderr


def test_the_commands_exit_status_comes_through():
    command = [sys.executable, "-m", "config.embedded", "test", "--", "sh", "-c", "exit 7"]
    assert subprocess.run(command, capture_output=True).returncode == 7


def test_reset_removes_the_data_but_not_under_a_running_user(place, monkeypatch):
    monkeypatch.setattr(config.embedded, "place_of", lambda profile: place)
    with running(place, SERVERS) as addresses:
        ask(addresses["DATABASE_URL"], "CREATE TABLE kept AS SELECT 7 AS number")
        with pytest.raises(RuntimeError, match="in use"):
            config.embedded.reset("test")
    config.embedded.reset("test")
    with running(place, SERVERS) as addresses, pytest.raises(psycopg2.errors.UndefinedTable):
        ask(addresses["DATABASE_URL"], "SELECT number FROM kept")
