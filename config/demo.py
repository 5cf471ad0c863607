"""The whole demonstration in one process group: services, data, web, worker and beat (`make demo`).

Runs inside .venv, after config.bootstrap. Ctrl-C stops everything; data stays for the next start.
"""

import fcntl
import io
import os
import shlex
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import django
from django.core.management import call_command
from django.db import connections
from django.utils import timezone
from honcho.manager import Manager

from config import assets, translations
from config.embedded import services

RUN = Path(__file__).resolve().parent.parent / ".run"
STEPS = 8
FIRST_PORT = 8000


def main() -> None:
    """Start everything and return when it has all stopped; exit with a message where something is missing."""
    for signal_number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(signal_number, leave)
    try:
        start()
    except KeyboardInterrupt:
        print("已中断。再次启动:make demo")
    else:
        print("已全部停止,数据保留。再次启动:make demo;清空重来:make demo-reset")


def start() -> None:
    step(3, "启动内置的 PostgreSQL 与 Valkey")
    with the_only_one() as note, services("demo") as addresses:
        os.environ.update(addresses)
        logins = prepare()
        step(8, "启动网站、后台任务与定时任务")
        run(os.environ.get("LISTEN", "127.0.0.1"), logins, note)


@contextmanager
def the_only_one() -> Iterator[IO]:
    """Hold this checkout's demo for the length of a block; exit with its address when it runs already."""
    RUN.mkdir(mode=0o711, exist_ok=True)
    with (RUN / "demo.address").open("a+") as note:
        try:
            fcntl.flock(note, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            note.seek(0)
            sys.exit(f"演示已在运行:{note.read() or '正在启动'}。请先在它的窗口按 Ctrl-C")
        note.truncate(0)
        yield note


def leave(*_) -> None:
    sys.exit(143)


def step(number: int, what: str) -> None:
    print(f"[{number}/{STEPS}] {what}", flush=True)


def prepare() -> str:
    """Bring database, assets and data up to date, and return the table of logins."""
    if "LISTEN" in os.environ:  # opened to other machines, by whatever name they know this one
        os.environ.setdefault("ALLOWED_HOSTS", "*")
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.demo"
    step(4, "编译界面译文")
    translations.main()
    with ThreadPoolExecutor(max_workers=1) as beside:
        step(5, "准备前端资源(与后两步同时进行)")
        fetched = beside.submit(assets.main)  # programs of their own, for which nothing below waits
        logins = fill_database()
        fetched.result()
    return logins


def fill_database() -> str:
    """Have the tables as they are today and the first data in them, and return the table of logins."""
    django.setup()
    step(6, "更新数据库结构")
    call_command("migrate", verbosity=0, interactive=False)
    step(7, "准备演示数据:先备齐两个社区")
    logins = fill()
    connections.close_all()
    return logins


def fill() -> str:
    """Fill an empty database with the first communities, send for the rest, and return the table of logins."""
    from config.demo_district import is_filled, progress_of_fill
    from config.tasks import fill_demo_further

    if not is_filled():
        call_command("fill_demo", first=True)
    table = io.StringIO()
    call_command("fill_demo", logins=True, stdout=table)
    progress = progress_of_fill(timezone.localdate())
    if progress.is_complete:
        return table.getvalue()
    fill_demo_further.delay()  # waits for the worker
    left = progress.all_communities - progress.communities
    return f"{table.getvalue()}\n其余{left}个社区的数据正在后台补齐,进度见登录页。"


def run(host: str, logins: str, note: IO) -> None:
    """Run web, worker and beat until one ends or Ctrl-C; say where to look once the site answers."""
    port = free_port(host, int(os.environ.get("PORT", FIRST_PORT)))
    manager = Manager()
    for name, command in commands(host, port).items():
        manager.add_process(name, f"exec {shlex.quote(sys.executable)} {command}")
    signal.signal(signal.SIGHUP, lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    address = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"
    print(address, end="", file=note, flush=True)
    threading.Thread(target=announce, args=(address, logins), daemon=True).start()
    manager.loop()


def commands(host: str, port: int) -> dict[str, str]:
    return {
        "web": f"-m gunicorn config.wsgi --bind {host}:{port} --worker-class gthread --threads 8 --no-control-socket",
        # The warning is about root, whose demo has only invented data.
        "worker": '-W "ignore:You\'re running the worker" -m celery -A config.celery --quiet worker'
        " --loglevel INFO --concurrency 2 --without-gossip --without-mingle",
        "beat": "-m celery -A config.celery --quiet beat --loglevel INFO --schedule .run/beat-schedule --pidfile=",
    }


def free_port(host: str, first: int) -> int:
    """Return the first port from `first` on that can be listened on, saying so when it is another one."""
    for port in range(first, first + 100):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError:
                continue
        if port != first:
            print(f"  端口 {first} 已被占用,改用 {port}", flush=True)
        return port
    sys.exit(f"端口 {first} 至 {first + 99} 都被占用。请用 make demo PORT=端口号 指定一个。")


def announce(address: str, logins: str) -> None:
    """Print the address and the logins as soon as the site is healthy."""
    while not answers(f"{address}/healthz"):
        time.sleep(0.3)
    print(f"\n{'=' * 72}\n网站已就绪:{address}\n\n{logins}\n按 Ctrl-C 停止\n{'=' * 72}\n", flush=True)


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as reply:
            return reply.status == 200
    except (urllib.error.URLError, OSError):
        return False


if __name__ == "__main__":
    main()
