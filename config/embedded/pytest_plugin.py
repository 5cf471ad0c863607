"""Starts the test profile's services before Django's settings are read; pyproject.toml loads it with `-p`."""

import os
from contextlib import ExitStack

import pytest

from config.embedded import services

_stack = ExitStack()


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests():
    # A wrapper runs before every plain hook, pytest-django's included. Parallel workers inherit the addresses.
    os.environ.update(_stack.enter_context(services("test")))
    return (yield)


def pytest_unconfigure():
    _stack.close()
