"""A stored or uploaded file where a program of its own can read it: storage may be on another machine."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.core.files import File
from django.db.models.fields.files import FieldFile


@contextmanager
def on_disk(file: File) -> Iterator[Path]:
    """The path of a copy of `file`, its ending kept, for the length of a block. FileNotFoundError where the storage has none."""
    with NamedTemporaryFile(suffix=Path(file.name or "").suffix) as copy:
        for chunk in file.chunks():
            copy.write(chunk)
        if isinstance(file, FieldFile):  # opened by reading it; an upload stays open for whoever keeps it
            file.close()
        copy.flush()
        yield Path(copy.name)
