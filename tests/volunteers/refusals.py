"""Expecting a refusal, by its code and its field."""

from contextlib import contextmanager

import pytest

from orgtree.errors import RuleBroken


@contextmanager
def refused(code: str, field: str | None = None, *, message: str | None = None):
    """The block must raise RuleBroken with this code, at this field, in a message that matches."""
    with pytest.raises(RuleBroken, match=message) as caught:
        yield
    assert (caught.value.code, caught.value.field) == (code, field), caught.value.message


def refusal(call) -> str:
    """The code with which `call()` is refused; fails when it is not."""
    with pytest.raises(RuleBroken) as caught:
        call()
    return caught.value.code
