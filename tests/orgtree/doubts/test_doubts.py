"""Words on numbers: said by who reads them, shown until answered by who keeps them."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import strip_tags

from orgtree.acts import make, perform_one
from orgtree.boards.services import boards
from orgtree.boards.services.board_sheets import about_board
from orgtree.boards.services.boards import board
from orgtree.boards.services.reports import report
from orgtree.declare import registry
from orgtree.doubts.acts import doubt_acts
from orgtree.doubts.rules import read_figure, read_period
from orgtree.errors import RuleBroken
from orgtree.models import FigureDoubt, Notice
from tests.api import Api
from tests.orgtree.filling import OCTOBER, link, text

KEY = "volunteers.services"


def test_a_figure_is_named_by_its_key_or_as_people_call_it():
    labels = {"a.one": "服务次数", "a.two": "服务次数", "a.three": "报到"}
    assert (read_figure("a.one", labels), read_figure("报到", labels)) == ("a.one", "a.three")
    for text_ in ("服务次数", "没有", ""):
        with pytest.raises(RuleBroken) as broken:
            read_figure(text_, labels)
        assert broken.value.field == "figure"
    assert read_period("2026Q4").label == "2026年第4季度"
    with pytest.raises(RuleBroken):
        read_period("2026-13")


def mark(town, by, **changes) -> FigureDoubt:
    said = {"area": town.east, "figure": "服务次数", "period": "2026-10", "reason": "少了十月九日的活动"} | changes
    return make(doubt_acts, "mark", by=by, **said).row


def answer(doubt, by, **changes) -> FigureDoubt:
    said = {"verdict": "mended", "answer": "已补录"} | changes
    return perform_one(doubt_acts, "answer", pk=doubt.pk, by=by, **said)


def marked_on(shown) -> set[str]:
    return {cell.figure.key for group in shown.groups for cell in group.cells if cell.doubt}


@pytest.fixture
def label() -> str:
    return registry.figures[KEY].label


@pytest.mark.django_db
def test_marked_until_it_is_answered(busy, label, client, monkeypatch):
    doubt = mark(busy, busy.street_secretary, figure=label)
    assert (doubt.figure, doubt.seen) == (KEY, 6)
    assert set(Notice.objects.filter(key__startswith="figuredoubt").values_list("user", flat=True)) == {
        busy.secretary.pk,
        busy.clerk.pk,
    } - {busy.street_secretary.pk}
    assert mark(busy, busy.organisation, figure=KEY, reason="另有看法") == doubt, "one word stands for all"
    shown = board(busy.east, OCTOBER)
    assert marked_on(shown) == {KEY}
    assert "1个数字待核实" in about_board(shown)
    street = board(busy.street, OCTOBER)
    assert not marked_on(street), "that is another number"
    assert [line.area.name for one in street.peers for line in one.lines if any(c.doubt for c in line.cells)] == [
        "东园社区"
    ]
    assert not marked_on(board(busy.east, OCTOBER.previous))
    said = [one.text for one in report(busy.east, OCTOBER).sentences if "待核实" in one.text]
    assert said == [one for one in said if "6（待核实）" in one] != []
    client.force_login(busy.organisation)
    for page in (link(busy.east), link(busy.east, "board-rows", KEY), link(busy.street), link(busy.east, "report")):
        assert "待核实</" in text(client.get(page)), page
    told = {
        one["key"]: one["doubted"]
        for one in Api(busy.organisation).get(f"figures/?area={busy.east.pk}&period=2026-10").json()["figures"]
    }
    assert [key for key, doubted in told.items() if doubted] == [KEY]
    with monkeypatch.context() as patched:
        patched.setattr(boards, "marks_of", lambda *asked: {})
        assert not marked_on(board(busy.east, OCTOBER)), "the marks come from there"
    said = text(client.get(reverse("admin:orgtree_figuredoubt_change", args=[doubt.pk])))
    assert [words for words in (KEY, "Period(") if words in strip_tags(said)] == [], "keys of the code are no words"
    answer(doubt, busy.secretary)
    assert not marked_on(board(busy.east, OCTOBER))
    page = text(client.get(link(busy.east, "board-rows", KEY)))
    assert [words for words in ("已补录", "标为待核实</a>") if words not in page] == []
    assert Notice.objects.filter(user=busy.street_secretary, key__startswith="figuredoubt").exists()
    assert mark(busy, busy.organisation, figure=KEY, reason="还是不对").pk != doubt.pk


@pytest.mark.django_db
def test_who_may_say_and_who_may_answer(busy):
    with pytest.raises(RuleBroken):
        mark(busy, busy.north_secretary, figure=KEY)
    with pytest.raises(RuleBroken) as broken:
        mark(busy, busy.organisation, figure="没有这个")
    assert broken.value.field == "figure"
    doubt = mark(busy, busy.secretary, figure=KEY)
    for person in (busy.secretary, busy.north_secretary, busy.grid_worker):
        with pytest.raises(RuleBroken):
            answer(doubt, person)
    FigureDoubt.objects.filter(pk=doubt.pk).update(reason="改了")
    doubt.refresh_from_db()
    assert not doubt.answer
    answered = replace_answer(doubt, busy)
    with pytest.raises(ValidationError):
        answered.full_clean()
    answer(doubt, busy.clerk, verdict="right")
    told = Api(busy.west_secretary).get("figure-doubts/").json()
    assert told["results"] == [], "another community"


def replace_answer(doubt: FigureDoubt, town) -> FigureDoubt:
    """As if who raised it had answered."""
    return FigureDoubt(
        area=doubt.area, figure=KEY, period_kind="M", period_start="2026-09-01", reason="不对", raised_by=town.clerk,
        raised_at=doubt.raised_at, state="answered", verdict="right", answer="无误", answered_by=town.clerk, answered_at=doubt.raised_at,
    )  # fmt: skip


@pytest.mark.django_db
def test_three_clicks_from_the_board(busy, client, label):
    """The number, 标为待核实 with all filled in, 标记."""
    client.force_login(busy.organisation)
    rows = link(busy.east, "board-rows", KEY)
    assert f"{reverse('board-rows', args=[busy.east.pk, KEY])}?period=2026-10" in text(client.get(link(busy.east)))
    page = text(client.get(rows))
    address = f"{reverse('admin:orgtree_figuredoubt_add')}?area={busy.east.pk}&figure={label}&period=2026-10"
    form = client.get(address)
    assert form.context["form"].initial | {"area": str(busy.east.pk), "figure": label} == form.context["form"].initial
    assert "标为待核实</a>" in page
    sent = {"area": busy.east.pk, "figure": label, "period": "2026-10", "reason": "少了一次活动"}
    done = client.post(reverse("admin:orgtree_figuredoubt_add"), sent, follow=True)
    assert "已标为待核实" in text(done)
    assert "少了一次活动" in text(client.get(rows))
