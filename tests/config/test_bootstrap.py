"""What a bare machine is told, and what the stamps remember. Nothing is installed here."""

import sys

import pytest

from config import assets, bootstrap, demo


@pytest.fixture
def checkout(tmp_path, monkeypatch):
    """An empty checkout with three locks and no environment yet."""
    locks = tmp_path / "config" / "locks"
    locks.mkdir(parents=True)
    for name in ("base", "demo", "dev"):
        (locks / f"{name}.txt").write_text("six==1.17.0 \\\n    --hash=sha256:00\n")
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(bootstrap, "PYTHON", tmp_path / ".venv" / "python")
    return tmp_path


def pretend_installed(checkout, name: str) -> None:
    (checkout / ".venv").mkdir()
    (checkout / ".venv" / "python").touch()
    (checkout / ".venv" / f"installed-{name}").write_text(bootstrap.digest(name))


def test_old_python_is_told_what_to_install(monkeypatch):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    monkeypatch.setattr(bootstrap.shutil, "which", lambda name: None)
    with pytest.raises(SystemExit, match=r"缺少 Python 3\.11 .*apt-get install python3 python3-venv"):
        bootstrap.use_new_enough_python()


def test_missing_venv_module_is_told_what_to_install(checkout, monkeypatch):
    monkeypatch.setattr(bootstrap, "has_ensurepip", lambda: False)
    monkeypatch.setattr(bootstrap.os, "geteuid", lambda: 1000)
    with pytest.raises(SystemExit, match="apt-get install python3-venv"):
        bootstrap.make_venv()


def test_second_call_installs_nothing(checkout, monkeypatch):
    installed = []
    monkeypatch.setattr(bootstrap, "make_venv", lambda: None)
    monkeypatch.setattr(bootstrap, "install", installed.append)
    pretend_installed(checkout, "dev")
    bootstrap.main("demo")  # the development set contains it
    assert installed == []
    (checkout / "config" / "locks" / "dev.txt").write_text("six==1.18.0")
    bootstrap.main("demo")
    assert installed == ["demo"]


def test_environment_of_another_place_is_not_trusted(checkout):
    pretend_installed(checkout, "dev")
    (checkout / ".venv").rename(checkout / "elsewhere")
    (checkout / ".venv").symlink_to(checkout / "elsewhere")
    assert not bootstrap.is_installed("dev")


def test_failed_installation_shows_pips_last_words(checkout, monkeypatch):
    monkeypatch.setattr(bootstrap, "PYTHON", sys.executable)
    monkeypatch.setattr(bootstrap, "PIP_OPTIONS", ["--no-such-option"])
    with pytest.raises(SystemExit, match="(?s)安装失败.*no such option"):
        bootstrap.install("base")


@pytest.mark.parametrize(
    ("version", "enough"), [("v20.20.2", True), ("v24.1.0", True), ("v18.19.0", False), ("", False)]
)
def test_only_a_new_enough_node_is_used(version, enough, tmp_path, monkeypatch):
    for name in ("node", "npm"):
        (tmp_path / name).write_text(f"#!/bin/sh\necho {version}\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    assert assets.has_node() == enough


def test_taken_port_gives_the_next_free_one(capsys):
    with demo.socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert demo.free_port("127.0.0.1", port) > port
    assert f"端口 {port} 已被占用" in capsys.readouterr().out
