"""A need is corrected while no unit has taken it on; the log says what was changed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cocon.models import Matter, Need
from cocon.needs.services.claims import claim_acts
from cocon.needs.services.needs import need_acts
from orgtree.acts import perform_one
from orgtree.errors import RuleBroken
from orgtree.models import ActStep
from tests.cocon.needs.world import claimed, need, paired_unit
from tests.volunteers.refusals import refused
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db
LATER = timezone.localdate() + timedelta(days=60)


def edit(town, shown: Need, by=None, **said) -> Need:
    return perform_one(need_acts, "edit", pk=shown.pk, by=by or town.secretary, **said)


def test_what_was_changed_stands_in_the_log(town):
    shown = need(town)
    day = shown.until
    row = edit(town, shown, quantity=4, until=LATER, words="小学生周末辅导，每次三小时，由老师带队，地点在活动室")
    assert (row.quantity, row.until, row.title) == (4, LATER, "周末课业辅导")
    step = ActStep.objects.get(noun="cocon.need", act="edit")
    assert step.reason == f"说明已改；数量：3→4；完成日期：{day}→{LATER}"
    page = signed_in(town.clerk).get(f"/desk/cocon/need/{shown.pk}/change/").content.decode()
    assert "数量：3→4" in page
    assert f"/desk/cocon/need/{shown.pk}/act/edit/" in page


def test_the_same_again_is_once_and_another_is_another(town):
    shown = need(town)
    for quantity in (4, 4, 5):
        edit(town, shown, quantity=quantity)
    assert list(ActStep.objects.filter(act="edit").order_by("pk").values_list("reason", flat=True)) == [
        "数量：3→4",
        "数量：4→5",
    ]


def test_what_a_unit_took_on_stays_as_it_was_taken(town):
    shown, around = need(town), paired_unit(town)
    claim = claimed(town, around, shown, 1)
    with refused("claimed"):
        edit(town, shown, quantity=4)
    page = signed_in(town.secretary).get(f"/desk/cocon/need/{shown.pk}/change/").content.decode()
    assert "/act/edit/" not in page
    perform_one(claim_acts, "withdraw", pk=claim.pk, by=around.clerk, reason="人手不够")
    assert edit(town, shown, quantity=4).quantity == 4


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"until": timezone.localdate() - timedelta(days=1)}, "until"),
        ({"claim_by": LATER + timedelta(days=99)}, "claim_by"),
        ({"words": "找张三，电话13800138000"}, "words"),
    ],
)
def test_what_will_not_do_is_refused_at_its_field_and_changes_nothing(town, said, field):
    shown = need(town)
    before = Need.objects.values().get(pk=shown.pk)
    with pytest.raises(RuleBroken) as caught:
        edit(town, shown, **said)
    assert caught.value.field == field
    assert Need.objects.values().get(pk=shown.pk) == before


def test_an_old_day_or_a_matter_no_more_offered_may_stay(town):
    shown = need(town)
    Need.objects.filter(pk=shown.pk).update(until=timezone.localdate() - timedelta(days=3))
    Matter.objects.filter(pk=shown.matter_id).update(is_active=False)
    assert edit(town, shown, quantity=2).quantity == 2


def test_by_api(town):
    shown = need(town)
    reply = signed_in(town.secretary).post(
        f"/api/v1/needs/{shown.pk}/edit/", {"quantity": 6}, content_type="application/json"
    )
    assert (reply.status_code, reply.json()["quantity"]) == (200, 6)
    stranger = signed_in(town.west_secretary).post(f"/api/v1/needs/{shown.pk}/edit/", {"quantity": 7})
    assert stranger.status_code == 404
