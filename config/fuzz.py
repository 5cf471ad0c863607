"""The whole API asked by schemathesis for what nobody means, in the names of many posts (`make fuzz`): nothing may answer 5xx.

Runs on the bench's database, which is emptied first, with the demo's first communities. Before the run a server that always
breaks is asked, so that a run that would find nothing is not taken for a good one.
"""

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from wsgiref.simple_server import WSGIRequestHandler, make_server

import django
from django.core.management import call_command

from config.demo import RUN, answers, free_port

HOST, RATE = "127.0.0.1", "10000000/min"
POSTS = ("shuji", "jiedao", "quzuzhi", "danwei", "bumen", "wangge", "jifen", "zhongxin", "kaohe", "guanli", "shenji")
# Left out: they would revoke the token that asks.
ALWAYS = ("--checks", "not_a_server_error", "--exclude-path-regex", "tokens|schema", "--continue-on-failure")
ALWAYS += ("--suppress-health-check", "all", "--warnings", "off", "--request-timeout", "120")


def main(examples: str = "10", seed: str = "1", *posts: str) -> int:
    """Ask with so many examples of each address; 0 where nothing broke, 1 where something did or the planted fault was not found."""
    os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings.demo", "API_RATE": RATE}
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("fill_demo", first=True)
    with TemporaryDirectory() as folder:
        if finds_nothing_planted(Path(folder)):
            print("埋入的 500 没有被发现，本次结果不可信")
            return 1
        port = free_port(HOST, 8300)
        served = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"{HOST}:{port}", "--threads", "4"]
        log = RUN / "fuzz.log"
        print(f"站点日志（出错的堆栈）：{log}", flush=True)
        with log.open("w") as lines, subprocess.Popen(served, stdout=lines, stderr=lines) as server:
            try:
                return ask_as_all(f"http://{HOST}:{port}", Path(folder), posts or POSTS, examples, seed)
            finally:
                server.terminate()


def ask_as_all(address: str, folder: Path, posts: tuple[str, ...], examples: str, seed: str) -> int:
    """1 where something broke for one of the posts; all are asked."""
    while not answers(f"{address}/healthz"):
        time.sleep(0.3)
    schema = folder / "schema.json"
    call_command("spectacular", file=str(schema), format="openapi-json")
    broke = 0
    for post in posts:
        print(f"== {post}", flush=True)
        said = ("--header", f"Authorization: Token {token_of(post)}", "--max-examples", examples, "--seed", seed)
        broke |= bool(ask(schema, address, folder, *said))
    return broke


def ask(schema: Path, address: str, folder: Path, *said: str) -> int:
    """The exit status of one run of schemathesis."""
    beside = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    program = shutil.which("schemathesis", path=beside) or sys.exit("缺少 schemathesis：请用 make fuzz 运行")
    return subprocess.run([program, "run", str(schema), "--url", address, *ALWAYS, *said], cwd=folder).returncode


def token_of(post: str) -> str:
    """A token with all that this account of the demo may do."""
    from orgtree.choices import Permission
    from orgtree.models import User
    from orgtree.people.services.tokens import issue_token

    user = User.objects.get(account=post)
    scopes = [permission.value for permission in Permission if user.holds(permission)]
    return issue_token(name="fuzz", scopes=scopes, days=1, by=user)[1]


def finds_nothing_planted(folder: Path) -> bool:
    """Whether a server that answers 500 to everything passes."""
    schema = folder / "planted.json"
    paths = {"/planted/": {"get": {"responses": {"200": {"description": ""}}}}}
    schema.write_text(json.dumps({"openapi": "3.0.3", "info": {"title": "planted", "version": "1"}, "paths": paths}))
    port = free_port(HOST, 8400)
    with make_server(HOST, port, always_breaks, handler_class=Silent) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        status = ask(schema, f"http://{HOST}:{port}", folder, "--max-examples", "1")
        server.shutdown()
    return status == 0


def always_breaks(environ, start_response):
    start_response("500 Internal Server Error", [("Content-Type", "text/plain")])
    return [b"planted"]


class Silent(WSGIRequestHandler):
    def log_message(self, *args):
        pass


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
