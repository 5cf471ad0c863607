import tempfile
from pathlib import Path

import pytest

from config.embedded import postgres, valkey
from config.embedded.place import Place, place_of


@pytest.fixture
def place():
    """A place of its own for one test, where the servers' account can reach it: pytest closes its folders."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        place = Place(Path(folder) / "embedded", "test", place_of("test").account)
        yield place
        for server in (postgres, valkey):
            server.stop(place)
