"""口径库: kept from a day to a day, used only within it, each use counted, read below its keeper and written only there."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from grids.models import Reply, ReplyUse
from grids.replies.choices import ReplyState
from grids.replies.rules import groups_of, is_category, standing_of
from grids.replies.services.replies import reply_acts
from grids.replies.services.using import count_uses, use_reply
from orgtree.acts import perform_one
from orgtree.choices import Permission as P
from orgtree.choices import PostKind
from orgtree.errors import RuleBroken
from orgtree.people.services.people import appoint, create_user
from orgtree.sheets.declaring import importers
from tests.api import Api, assert_error
from tests.grids.replies.makers import reply, withdrawn, words
from tests.grids.replies.sheets import taken_in
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db
LIST = "/desk/grids/reply/"
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("is_withdrawn", "today", "standing"),
    [
        (False, date(2026, 9, 30), "未生效"),
        (False, date(2026, 10, 1), "可用"),
        (False, date(2026, 12, 31), "可用"),  # the last day still counts
        (False, date(2027, 1, 1), "已到期"),
        (True, date(2026, 10, 2), "已停用"),
        (True, date(2027, 1, 1), "已停用"),
    ],
)
def test_a_reply_may_be_used_from_a_day_to_a_day(is_withdrawn, today, standing):
    days = {"begins": date(2026, 10, 1), "ends": date(2026, 12, 31)}
    assert standing_of(is_withdrawn=is_withdrawn, today=today, **days) == standing


def test_a_class_is_offered_what_is_for_all_its_group_and_itself():
    assert groups_of("0302") == ("", "03", "0302")
    assert [is_category(code) for code in ("03", "0302", "3", "030", "ab", "03021")] == [True, True] + [False] * 4


# --- Using ----------------------------------------------------------------------------------------------------------------


def used(town, found: Reply, row=None, area=None) -> str:
    return use_reply(reply_id=found.pk, area=area or town.east, row=row or town.east_grid, by=town.secretary)


def test_each_use_counts_once_a_row(town):
    found = reply(town)
    assert used(town, found) == used(town, found) == found.wording
    used(town, found, row=town.east)
    count_uses([found])
    assert found.times_used == 2
    with pytest.raises(IntegrityError, match="reply_used_once_a_row"), transaction.atomic():
        ReplyUse.objects.get(row_id=town.east.pk).reply.uses.create(
            area=town.east, noun="orgtree.area", row_id=town.east.pk, used_by=town.clerk, used_at=timezone.now()
        )


def test_one_that_is_over_withdrawn_or_not_begun_cannot_be_used(town):
    today = timezone.localdate()
    over, later, gone = reply(town), reply(town, valid_from=today + DAY), withdrawn(town)
    Reply.objects.filter(pk=over.pk).update(valid_from=today - 9 * DAY, valid_until=today - DAY)
    for found, said in ((over, "已到期"), (later, "未生效"), (gone, "已停用")):
        with pytest.raises(RuleBroken, match=said) as caught:
            used(town, found)
        assert (caught.value.code, caught.value.field) == ("reply_not_usable", "reply")
    assert not ReplyUse.objects.exists()
    perform_one(reply_acts, "edit", pk=over.pk, by=town.secretary, valid_until=today)  # control: renewed, usable again
    assert used(town, over)


def test_the_streets_are_used_below_and_the_neighbours_nowhere(town):
    of_street = reply(town, area=town.street, by=town.street_secretary)
    of_west = reply(town, area=town.west, by=town.west_secretary)
    used(town, of_street)
    with refused("not_found", "reply"):
        used(town, of_west)
    today = timezone.localdate()
    assert list(Reply.objects.offered_for(town.east_grid, "0302", today)) == [of_street]
    assert not Reply.objects.offered_for(town.north, "0302", today).exists()


def test_what_is_nearest_and_most_special_is_offered_first(town):
    general = reply(town, category="", area=town.street, by=town.street_secretary)
    group = reply(town, category="03")
    special = reply(town, category="0302")
    reply(town, category="0101")
    assert list(Reply.objects.offered_for(town.east, "0302", timezone.localdate())) == [special, group, general]


# --- Keeping --------------------------------------------------------------------------------------------------------------


def test_read_by_those_below_written_by_its_keeper(town):
    found = reply(town, area=town.street, by=town.street_secretary)
    assert list(Reply.objects.allowed(town.secretary, P.CASE_VIEW)) == [found]
    assert not Reply.objects.allowed(town.secretary, P.CASE_DISPATCH).exists()
    assert not Reply.objects.allowed(town.north_secretary, P.CASE_VIEW).exists()
    assert not Reply.objects.allowed(town.organisation, P.CASE_VIEW).exists()
    with refused("not_found"):
        perform_one(reply_acts, "withdraw", pk=found.pk, by=town.secretary, reason="不适用")
    for stranger in (town.west_secretary, town.organisation, town.grid_worker):
        with refused("not_found", "area"):
            reply(town, by=stranger)


def test_words_days_and_name_are_checked_at_their_fields(town):
    today = timezone.localdate()
    with refused("over", "valid_until"):
        reply(town, valid_from=today - 9 * DAY, valid_until=today - DAY)
    with refused("days", "valid_until"):
        reply(town, valid_from=today + 9 * DAY, valid_until=today)
    with refused("category", "category"):
        reply(town, category="3-2")
    found = reply(town)
    with refused("title", "title"):
        reply(town, title=found.title, wording="别的内容")
    perform_one(reply_acts, "withdraw", pk=found.pk, by=town.secretary, reason="政策废止")
    assert reply(town, title=found.title, wording="新的内容").state == ReplyState.OFFERED


def test_an_office_may_be_named_a_person_may_not(town):
    client, said = signed_in(town.secretary), words(town)
    said |= {"area": town.east.pk, "wording": "请致电0536-8880000咨询"}
    client.post(f"{LIST}add/", said | {"wording": "请致电13800000000张某"})
    assert not Reply.objects.exists()
    client.post(f"{LIST}add/", said)
    assert Reply.objects.get().wording == said["wording"]


# --- Surfaces -------------------------------------------------------------------------------------------------------------


def test_the_desk_shows_what_is_over_and_how_often_it_was_used(town):
    found = reply(town, title="电动车充电口径")
    used(town, found)
    client = signed_in(town.secretary)
    page = client.get(LIST).content.decode()
    assert "电动车充电口径" in page
    Reply.objects.update(valid_from=timezone.localdate() - 9 * DAY, valid_until=timezone.localdate() - DAY)
    assert "已到期" in client.get(f"{LIST}{found.pk}/change/").content.decode()
    assert "电动车充电口径" in client.get(f"{LIST}?valid=over").content.decode()
    assert "电动车充电口径" not in client.get(f"{LIST}?valid=usable").content.decode()
    assert "到期口径" in client.get("/desk/").content.decode()


def test_the_list_costs_the_same_for_many(town):
    def cost() -> int:
        client = signed_in(town.secretary)
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(LIST).status_code == 200
        return len(queries)

    reply(town)
    few = cost()
    for _ in range(5):
        used(town, reply(town))
    assert cost() == few


def test_a_program_enters_renews_and_withdraws(town):
    api = Api(town.secretary, scopes=[P.CASE_VIEW, P.CASE_DISPATCH])
    wanted = words(town) | {"area": town.east.pk}
    wanted |= {name: f"{wanted[name]}" for name in ("valid_from", "valid_until")}
    first, again = api.post("replies/", wanted), api.post("replies/", wanted)
    assert (first.status_code, again.status_code) == (201, 200), first.content.decode()
    pk = first.json()["id"]
    assert_error(api.post("replies/", wanted | {"wording": "别的"}), 409, "title", "title")
    assert api.post(f"replies/{pk}/edit/", {"wording": "请到充电棚充电。"}).status_code == 200
    assert api.post(f"replies/{pk}/withdraw/", {"reason": "政策废止"}).status_code == 200
    assert api.get("replies/").json()["results"][0]["state"] == "withdrawn"


def test_the_centre_keeps_those_of_the_district(town):
    centre = create_user(account="zhongxin", name="值班员", password="Centre-2026", home=town.district, by=None)
    appoint(holder_id=centre.pk, kind=PostKind.CASE_CENTRE, area=town.district, by=None)
    found = reply(town, area=town.district, by=centre)
    assert list(Reply.objects.offered_for(town.east_grid, "0302", timezone.localdate())) == [found]


def test_a_sheet_enters_updates_and_leaves_alone(town):
    same, changed = reply(town, title="不变"), reply(town, title="更新")
    lines = [
        line_of(same),
        line_of(changed) | {"wording": "新的内容"},
        line_of(same) | {"title": "新增"},
    ]
    plan = taken_in(town, lines)
    assert [effect.action for effect in plan.effects] == ["不变", "更新", "新增"]
    assert not plan.errors
    assert set(Reply.objects.values_list("title", "wording")) == {
        ("不变", same.wording),
        ("更新", "新的内容"),
        ("新增", same.wording),
    }
    yesterday = timezone.localdate() - DAY
    wrong = [
        line_of(same) | {"title": "过期", "valid_from": yesterday, "valid_until": yesterday},
        line_of(same) | {"title": "怪类别", "category": "类"},
        line_of(same) | {"title": "怪类型", "kind": "说明"},
    ]
    plan = taken_in(town, wrong)
    assert [(error.row, error.column) for error in plan.errors] == [(2, "有效期至"), (3, "适用类别"), (4, "类型")]
    assert Reply.objects.count() == 3


def line_of(found: Reply) -> dict:
    fields = [name for name in importers["replies"].form.base_fields if name not in ("kind", "state")]
    return {name: getattr(found, name) for name in fields} | {"kind": found.get_kind_display(), "state": ""}
