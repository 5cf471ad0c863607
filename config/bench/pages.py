"""What pages cost as they are sent, against a view that does one lookup for whoever is signed in: the same stack, the same session."""

from collections.abc import Iterator

from django.test import Client, override_settings

from config.bench.timing import Ratio, side_by_side
from orgtree.models import User

PAGES = {
    "the desk's home": "/desk/",
    "a list of 50 services": "/desk/volunteers/servicerecord/",
    "a list of 50 members": "/desk/volunteers/member/",
    "a board's first screen": "/board/{area}/",
}


def pages(viewers: dict[str, User]) -> Iterator[Ratio]:
    """Each page for each of the viewers, by the test client, so without a server around it."""
    for seat, viewer in viewers.items():
        for name, address in PAGES.items():
            yield _page(f"{name}, {seat}", viewer, address.format(area=viewer.live_posts[0].area_id))


def _page(name: str, viewer: User, address: str) -> Ratio:
    client = Client()
    client.force_login(viewer, backend="django.contrib.auth.backends.ModelBackend")

    def opened(page: str) -> None:
        assert client.get(page).status_code == 200, page

    with override_settings(ROOT_URLCONF="config.bench.bare", ALLOWED_HOSTS=["testserver"]):
        return side_by_side(
            name, lambda: opened(address), "a signed-in lookup by key", lambda: opened("/bare/lookup/"), rounds=10
        )
