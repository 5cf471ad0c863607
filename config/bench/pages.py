"""What pages cost as they are sent, against a view that does one lookup for whoever is signed in: the same stack, the same session."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from uuid import uuid4

from django.test import Client, override_settings
from django.utils import timezone

from config.bench.timing import Ratio, side_by_side, undone
from config.bench.world import enrol_for_call_up
from orgtree.models import User
from volunteers.models import ReportIn

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


def logging(viewer: User) -> Iterator[Ratio]:
    """A service of somebody on the roll, entered by who may, through the whole stack, against one lookup through the same."""
    area = viewer.live_posts[0].area
    enrol_for_call_up(area, viewer, 1)
    member = ReportIn.objects.order_by("pk").last().member
    client = signed_in(viewer)
    began = timezone.make_aware(datetime.combine(timezone.localdate() - timedelta(days=1), time(9)))
    said = {"member": member.pk, "kind": "S01", "note": "清理楼道杂物", "people_served": 12}
    said |= {"started_at": began.isoformat(), "ended_at": (began + timedelta(hours=2)).isoformat()}

    def log() -> None:
        sent = said | {"client_key": str(uuid4())}
        reply = client.post("/api/v1/service-records/", sent, content_type="application/json")
        assert reply.status_code == 201, reply.content.decode()[:500]

    with override_settings(ROOT_URLCONF="config.bench.bare", ALLOWED_HOSTS=["testserver"]):
        yield side_by_side(
            "log a service by API",
            undone(log),
            "a signed-in lookup by key",
            lambda: client.get("/bare/lookup/"),
            rounds=30,
            most=5,
        )


def signed_in(viewer: User) -> Client:
    client = Client()
    client.force_login(viewer, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _page(name: str, viewer: User, address: str) -> Ratio:
    client = signed_in(viewer)

    def opened(page: str) -> None:
        assert client.get(page).status_code == 200, page

    with override_settings(ROOT_URLCONF="config.bench.bare", ALLOWED_HOSTS=["testserver"]):
        return side_by_side(
            name, lambda: opened(address), "a signed-in lookup by key", lambda: opened("/bare/lookup/"), rounds=10
        )
