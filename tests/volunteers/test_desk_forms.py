"""What the desk's forms spare their readers: one's own area is filled in, defaults are folded up, nothing empty is shown."""

import re

import pytest
from django.contrib import admin

from cocon.wishes.services.wishes import wishes
from orgtree.acts import make
from orgtree.choices import PostKind
from orgtree.desk import bulk
from orgtree.people.services.people import appoint
from tests.volunteers.gatherings import announced, drafted
from tests.volunteers.people import accepted, logged
from tests.volunteers.standing.test_years import draft
from tests.volunteers.test_desk_pages import DESK, page, signed_in
from tests.walk import lay_flat
from volunteers.activities.desk.activities import ActivityAdmin
from volunteers.choices import ServiceOrigin
from volunteers.models import Activity, RuleSet, ServiceRecord
from volunteers.points.desk.rule_sets import RuleSetAdmin

pytestmark = pytest.mark.django_db
CHOSEN = r'<option value="(\d+)"[^>]* selected'


def chosen_area(user, address: str) -> list[str]:
    """The rows that the form's field `area` begins with."""
    read = page(user, address)
    select = read[read.index('<select name="area"') :]
    return re.findall(CHOSEN, select[: select.index("</select>")])


@pytest.mark.parametrize("model", ["activity", "dutypost", "/desk/cocon/wish", "serviceteam", "rewardwindow"])
def test_ones_own_area_is_filled_in(town, model):
    assert chosen_area(town.secretary, f"{model}/add/") == [str(town.east.pk)]


def test_who_has_two_seats_chooses(town):
    appoint(holder_id=town.secretary.pk, kind=PostKind.COMMUNITY_SECRETARY, area=town.west, by=None)
    town.secretary.__dict__.pop("live_posts", None)
    assert chosen_area(town.secretary, "activity/add/") == []


def test_an_area_that_the_form_does_not_offer_is_not_filled_in(town):
    read = page(town.street_secretary, "unitreportin/add/")
    select = read[read.index('<select name="community"') :]
    assert re.findall(CHOSEN, select[: select.index("</select>")]) == []  # a street is no community


def test_whom_to_ask_is_whom_they_asked_last_time(town):
    drafted(town.east, town.secretary, contact="东园社区 0536-1234567")
    assert "东园社区 0536-1234567" in page(town.secretary, "activity/add/")
    assert "东园社区 0536-1234567" not in page(town.clerk, "activity/add/")


@pytest.mark.parametrize(("model", "desk", "most"), [(Activity, ActivityAdmin, 5), (RuleSet, RuleSetAdmin, 10)])
def test_long_forms_show_what_everyday_needs(model, desk, most):
    open_ones = [options["fields"] for name, options in desk.fieldsets if "collapse" not in options.get("classes", ())]
    asked = [name for fields in open_ones for name in fields if name not in desk.readonly_fields]
    assert 0 < len(asked) <= most
    folded = [options["fields"] for name, options in desk.fieldsets if "collapse" in options.get("classes", ())]
    needed = [
        name
        for fields in folded
        for name in fields
        if not model._meta.get_field(name).blank and not model._meta.get_field(name).has_default()
    ]
    assert set(needed) <= {"kind"}  # the usual one of the category


def test_a_folded_field_that_is_refused_is_open(town):
    address = "activity/add/"
    body = {"title": "巡逻", "area": town.east.pk, "category": "patrol", "description": "夜里", "reach": "nowhere"}
    body |= {"contact": "社区", "roll_method": "call", "sessions-TOTAL_FORMS": 0, "sessions-INITIAL_FORMS": 0}
    read = signed_in(town.secretary).post(f"{DESK}{address}", body).content.decode()
    assert read.count("<details>") == page(town.secretary, address).count("<details>") - 2  # and no row of sessions
    assert not Activity.objects.exists()


def test_what_holds_nothing_is_not_shown(town):
    said = {"area": town.east, "title": "一副老花镜", "need": "看报", "kind": "goods"}
    wish = make(wishes, "enter", **said, by=town.secretary).row
    read = page(town.secretary, f"/desk/cocon/wish/{wish.pk}/change/")
    assert "登记时间" in read
    assert "退回或取消原因" not in read


def test_a_part_without_rows_says_so(town):
    session = announced(town.east, town.secretary)
    read = page(town.secretary, f"activitysession/{session.pk}/change/")
    assert read.count("还没有记录。") == 2  # names, photos


def test_yes_and_no_are_words(town):
    accepted(town.east, town.secretary)
    assert re.search(r">(是|否)<", lay_flat(page(town.secretary, "member/")))


def test_every_list_tells_how_its_rows_come_about():
    silent = [
        model._meta.label
        for model, desk in admin.site._registry.items()
        if desk.tab_position is not None and not desk.empty_hint
    ]
    assert silent == []


def test_what_is_missing_is_asked_for_by_its_name(town):
    read = signed_in(town.secretary).post("/desk/cocon/wish/add/", {"area": town.east.pk}).content.decode()
    assert "请填写心愿" in read
    assert "请选择类别" in read
    assert "该字段是必填项" not in read
    session = announced(town.east, town.secretary)
    read = signed_in(town.secretary).post(f"{DESK}activitysession/{session.pk}/act/repeat/", {}).content.decode()
    assert "请填写重复几周" in read


def test_points_are_written_as_people_write_them(town):
    rules = draft(town)
    read = page(town.organisation, f"ruleset/{rules.pk}/change/")
    assert 'name="total_cap" value="120"' in read


def test_who_works_in_a_grid_sees_what_came_of_it_in_the_community(town):
    for worker in (town.grid_worker, town.building_head):
        reply = signed_in(worker).get("/timeline/")
        assert (reply.status_code, reply.url) == (302, f"/timeline/{town.east.pk}/")
        assert signed_in(worker).get(f"/timeline/{town.east.pk}/").status_code == 200
        assert signed_in(worker).get(f"/timeline/{town.west.pk}/").status_code == 404


def test_confirming_is_offered_to_whom_it_will_not_be_refused(town):
    member = accepted(town.east, town.secretary)
    own, entered = logged(member), logged(member, 14, 16)
    ServiceRecord.objects.filter(pk=entered.pk).update(entered_by=town.secretary, origin=ServiceOrigin.PROXY)
    called = logged(member, 18, 20)
    ServiceRecord.objects.filter(pk=called.pk).update(origin=ServiceOrigin.CALL_UP)
    for person, waits in (
        (town.secretary, {own.pk}),
        (town.clerk, {own.pk, entered.pk}),
        (town.street_secretary, {own.pk, entered.pk, called.pk}),
        (town.west_secretary, set()),
    ):
        assert set(ServiceRecord.objects.to_confirm(person).values_list("pk", flat=True)) == waits
    assert "act/confirm/" in page(town.secretary, f"servicerecord/{own.pk}/change/")
    assert "act/confirm/" not in page(town.secretary, f"servicerecord/{called.pk}/change/")
    shown = page(town.secretary, "servicerecord/?mine=yes")
    assert f"servicerecord/{own.pk}/change/" in shown
    assert f"servicerecord/{called.pk}/change/" not in shown


def test_who_is_in_charge_is_not_asked_to_take_over(town):
    activity = drafted(town.east, town.secretary)
    assert "act/take-over/" not in page(town.secretary, f"activity/{activity.pk}/change/")
    assert "act/take-over/" in page(town.clerk, f"activity/{activity.pk}/change/")


def test_an_act_says_whose_row_it_was_on(town):
    record = logged(accepted(town.east, town.secretary, name="王问"))
    address = f"{DESK}servicerecord/{record.pk}/act/reject/"
    told = signed_in(town.secretary).post(address, {"reason": "请写明地点"}, follow=True).content.decode()
    assert re.search(r"王问[^<]*：已退回。", told)


def test_a_list_to_read_has_shorter_pages_than_one_to_work_through(town, monkeypatch):
    monkeypatch.setattr(bulk, "TO_READ", 1)
    member = accepted(town.east, town.secretary)
    logged(member, 8, 9)
    logged(member, 10, 11)

    def rows(address: str) -> int:
        return page(town.secretary, address).count('class="data-row ')

    assert rows("servicerecord/") == 1
    assert rows("servicerecord/?state__exact=submitted") == 2
