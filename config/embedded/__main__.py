"""Run a command with both services up, or throw a profile's data away.

python -m config.embedded demo -- python manage.py shell
python -m config.embedded demo --reset
"""

import os
import signal
import subprocess
import sys

from config.embedded import reset, services

USAGE = "usage: python -m config.embedded demo|test|bench|load (--reset | -- command ...)"


def main(arguments: list[str]) -> int:
    """Return the command's exit status, 0 after a reset, 2 for a wrong call."""
    match arguments:
        case [profile, "--reset"]:
            return throw_away(profile)
        case [profile, "--", *command] if command:
            with services(profile) as addresses:
                return call(command, environment(profile) | addresses)
    print(USAGE, file=sys.stderr)
    return 2


def throw_away(profile: str) -> int:
    try:
        reset(profile)
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def environment(profile: str) -> dict[str, str]:
    settings = "config.settings.test" if profile == "test" else "config.settings.demo"
    return {"DJANGO_SETTINGS_MODULE": settings, **os.environ}


def call(command: list[str], variables: dict[str, str]) -> int:
    """Run the command and pass on requests to end, so that we outlive it and stop the services after it."""
    with subprocess.Popen(command, env=variables) as process:
        signal.signal(signal.SIGTERM, lambda *_: process.terminate())
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal sends Ctrl-C to the command as well
        return process.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
