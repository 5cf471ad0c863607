"""Stored files and their rows go together: none stays behind without the other."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import transaction


def delete_on_commit(files: Iterable) -> None:
    """Delete stored files once it is certain that no row refers to them any more."""
    for file in files:
        if file:
            transaction.on_commit(lambda storage=file.storage, path=file.name: storage.delete(path))


@contextmanager
def no_files_left() -> Iterator[list]:
    """Collects the files that were stored; should the block fail, none of them stays behind without its row."""
    stored: list = []
    try:
        yield stored
    except BaseException:
        for file in stored:
            file.storage.delete(file.name)
        raise
