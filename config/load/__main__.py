"""Play scenarios at a site that runs as in production; 1 where a goal was missed.

`python -m config.load [scenario …] [seconds] [nodes] [copy]`: with `nodes` the site has two web nodes that share nothing but
the database and Redis, with `copy` boards are read from a copy of the database.
"""

import os
import secrets
import shutil
import sys
from base64 import b64encode

import django
from django.core.management import call_command

from config.demo import RUN
from config.settings.keys import DEVELOPMENT_BLIND_INDEX_KEY, DEVELOPMENT_FIELD_KEYS

USUAL_SECONDS = 60
FOLDER = RUN / "load"
# The usual 600 requests a minute of one account would refuse half of what one program files.
SETTINGS = {
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "ALLOWED_HOSTS": "127.0.0.1",
    "SECURE_SSL_REDIRECT": "false",
    "FIELD_KEYS": DEVELOPMENT_FIELD_KEYS,
    "BLIND_INDEX_KEY": b64encode(DEVELOPMENT_BLIND_INDEX_KEY).decode(),
    "MEDIA_ROOT": str(FOLDER / "media"),
    "STATIC_ROOT": str(FOLDER / "static"),
    "API_RATE": "100000/min",
    "LOG_LEVEL": "WARNING",
}


def main(*asked: str) -> int:
    """0 where all goals were met."""
    seconds = next((int(word) for word in asked if word.isdigit()), USUAL_SECONDS)
    prepare()
    from config.load.playing import chosen, play_all
    from config.load.rows import build

    named = chosen([word for word in asked if not word.isdigit() and word not in ("nodes", "copy")])
    print("准备数据 …", flush=True)
    world = build(signed_in=max(one.members(seconds) for one in named.values()))
    met = play_all(named, world, seconds, FOLDER, nodes=1 + ("nodes" in asked), copy="copy" in asked)
    return 0 if met else 1


def prepare() -> None:
    """The settings of production, the tables and the static files."""
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    os.environ.update(SETTINGS, SECRET_KEY=secrets.token_urlsafe(50))
    django.setup()
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
