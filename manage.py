#!/usr/bin/env python
"""Django's command line. Production settings unless DJANGO_SETTINGS_MODULE says otherwise."""

import os
import sys

HINT = """\
DATABASE_URL is not set, so there is no database to work on. Either

    make manage ARGS="{args}"     runs this against the embedded services of the demo, or
    export DATABASE_URL=postgres://user:password@host:5432/name     and the rest of docs/deployment.md
"""


def main() -> None:
    if not os.environ.get("DATABASE_URL"):
        print(HINT.format(args=" ".join(sys.argv[1:]) or "help"), file=sys.stderr)
        sys.exit(2)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
