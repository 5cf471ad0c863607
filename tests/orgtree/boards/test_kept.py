"""Views of boards kept under a name, shared with the posts of an area, opened with the period of today."""

from datetime import date

import pytest
from django.http import QueryDict
from django.urls import reverse

from orgtree.boards.rules import carried
from orgtree.boards.services import kept
from orgtree.boards.services.digests import headline_cells, send_digests
from orgtree.boards.services.kept import address_of, keep_view
from orgtree.days.rules.periods import Period
from orgtree.errors import RuleBroken
from orgtree.models import KeptView, Notice
from tests.api import Api
from tests.orgtree.filling import OCTOBER, link, text


def test_an_address_carries_what_its_page_knows_and_nothing_else():
    asked = QueryDict("subject=services&compare=volunteers.hours&borders=today&name=王某&page=3&with=1&figure=x")
    assert carried("board", asked) == "subject=services&compare=volunteers.hours&borders=today"
    assert carried("compare", QueryDict("with=1&with=2&figure=a.b&token=secret")) == "with=1&with=2&figure=a.b"
    assert carried("report", QueryDict("subject=people")) == ""


@pytest.mark.parametrize(
    ("span", "start", "opened"),
    [("now", None, "2026-11"), ("last", None, "2026-10"), ("fixed", date(2026, 3, 1), "2026-03")],
)
def test_which_period_it_opens(span, start, opened):
    view = KeptView(span=span, period_kind="M", period_start=start)
    assert view.period_on(date(2026, 11, 17)) == Period.parse(opened)


def keep(town, by, **changes) -> KeptView:
    said = {"area": town.street, "title": "街道服务", "page": "board", "asked": "subject=services", "span": "now"}
    return keep_view(**said | {"period": OCTOBER} | changes, by=by)


@pytest.mark.django_db
class TestKept:
    def test_own_ones_and_shared_ones(self, busy, client):
        own = keep(busy, busy.organisation)
        shared = keep(busy, busy.street_secretary, title="本街道", is_shared=True)
        assert keep(busy, busy.organisation) == own, "said twice"
        seen = {
            person: {one["title"] for one in Api(person).get("board-views/").json()["results"]}
            for person in (busy.organisation, busy.street_secretary, busy.secretary)
        }
        assert seen == {
            busy.organisation: {"街道服务", "本街道"},
            busy.street_secretary: {"本街道"},
            busy.secretary: set(),
        }
        client.force_login(busy.organisation)
        page = text(client.get(reverse("board-views")))
        assert page.count("删去<") == 1, "one's own alone"
        client.force_login(busy.secretary)
        assert client.get(reverse("board-view", args=[shared.pk])).status_code == 404
        assert client.post(reverse("board-view-drop", args=[shared.pk])).status_code == 404

    def test_kept_from_the_page_and_dropped(self, busy, client):
        client.force_login(busy.organisation)
        page = text(client.get(link(busy.street, "board") + "&subject=services"))
        assert "保存这个视图" in page
        sent = {"title": "服务", "page": "board", "asked": "subject=services&x=1", "span": "fixed", "is_shared": "on"}
        address = f"{reverse('board-keep', args=[busy.street.pk])}?period=2026-10"
        done = client.post(address, sent)
        assert done["Location"] == f"/board/{busy.street.pk}/?period=2026-10&subject=services"
        wrong = client.post(address, sent | {"title": "王某13812345678"})
        assert (wrong.status_code, KeptView.objects.count()) == (422, 1)
        taken = client.post(address, sent | {"asked": ""})
        assert "已有同名的视图" in text(taken)
        view = KeptView.objects.get()
        assert client.get(reverse("board-view", args=[view.pk]))["Location"] == done["Location"]
        client.post(reverse("board-view-drop", args=[view.pk]))
        assert not KeptView.objects.exists()

    def test_areas_out_of_sight_are_left_out_and_told(self, busy, client):
        asked = f"with={busy.east.pk}&with={busy.north.pk}"
        view = keep(busy, busy.organisation, area=busy.east, page="compare", asked=asked, span="fixed", is_shared=True)
        assert address_of(view, busy.organisation)[1] == 0
        address, hidden = address_of(view, busy.secretary)
        assert (address.endswith(f"&with={busy.east.pk}"), hidden) == (True, 1)
        client.force_login(busy.secretary)
        assert "另有1个区域不在您的范围" in text(client.get(reverse("board-view", args=[view.pk]), follow=True))

    def test_what_is_refused(self, busy, monkeypatch):
        with pytest.raises(RuleBroken):
            keep(busy, busy.secretary)
        monkeypatch.setattr(kept, "MOST_KEPT", 1)
        keep(busy, busy.organisation)
        with pytest.raises(RuleBroken, match="最多保存1个"):
            keep(busy, busy.organisation, title="另一个")

    def test_a_month_is_told_once_to_who_asked_for_it(self, busy):
        view = keep(busy, busy.organisation, is_told=True)
        keep(busy, busy.street_secretary, title="不通知")
        keep(busy, busy.organisation, title="看不到了", area=busy.east, is_told=True)
        KeptView.objects.filter(title="看不到了").update(kept_by=busy.north_secretary)
        for day in (date(2026, 11, 8), date(2026, 12, 2)):
            send_digests(day)
        assert not Notice.objects.filter(key__startswith="keptview").exists(), (
            "too late, and a month that nobody filled"
        )
        for _ in range(2):
            send_digests(date(2026, 11, 4))
        told = Notice.objects.get(key__startswith="keptview")
        assert (told.user, told.url) == (busy.organisation, reverse("board-view", args=[view.pk]))
        cells = headline_cells(busy.street, OCTOBER)
        assert len(cells) == 8
        assert told.text.startswith(f"{cells[0].figure.label}{cells[0].text}")

    def test_by_api(self, busy):
        api = Api(busy.organisation)
        said = {
            "area": busy.street.pk,
            "title": "接口",
            "page": "report",
            "asked": "",
            "span": "last",
            "period": "2026-10",
        }
        made = api.post("board-views/", said)
        assert (made.status_code, made.json()["address"].split("?")[0]) == (201, f"/board/{busy.street.pk}/report/")
        assert api.post("board-views/", said | {"period": "x"}).status_code == 400
        assert api.delete(f"board-views/{made.json()['id']}/").status_code == 204
        assert api.delete(f"board-views/{made.json()['id']}/").status_code == 404
