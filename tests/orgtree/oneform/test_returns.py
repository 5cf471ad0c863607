"""From the office's approval to the district's table: checked from below upward, locked, opened for a time, over at its end; words against it."""

from datetime import datetime, time, timedelta
from decimal import Decimal as D
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from cocon.models import Meeting
from config.demo_district.oneform import build_forms
from orgtree.acts import make, perform_one
from orgtree.choices import FormState, PostKind, ReturnState
from orgtree.days.rules.periods import Period
from orgtree.errors import RuleBroken
from orgtree.models import ActStep, AskedForm, BurdenNorm, FigureFill, FormProtest, FormReturn, Notice, Post
from orgtree.oneform.acts import form_acts, protest_acts, return_acts
from orgtree.oneform.services import returns
from orgtree.oneform.services.burden import burden_of
from orgtree.oneform.services.progress import progress_of
from orgtree.oneform.services.returns import fill_in, keep_forms, remind_of_returns
from tests.api import Api, assert_error
from tests.cocon.meetings.makers import of_closed
from tests.orgtree.makers import keeper
from tests.orgtree.oneform.samples import counted, registered, said_of, uploaded
from tests.volunteers.team_people import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def asked(town):
    """The form of items, approved by another: asked of three communities for last month."""
    form = counted(registered(town, "items"))
    perform_one(form_acts, "approve", pk=form.pk, by=keeper(town.district, "keeper-form"))
    form.refresh_from_db()
    return form


def of(form, area) -> FormReturn:
    """The return of the first period that was asked for."""
    rows = FormReturn.objects.select_related("form__area", "area").order_by("period_start")
    return rows.filter(form=form, area=area)[0]


def answered(form, area, by) -> FormReturn:
    row = of(form, area)
    return fill_in(return_id=row.pk, answers={item.pk: "3" for item in form.items.filter(source="")}, by=by)


def confirmed(form, area, by) -> FormReturn:
    return perform_one(return_acts, "confirm", pk=answered(form, area, by).pk, by=by)


def refused(form, area, by, act="confirm", **said) -> str:
    with pytest.raises(RuleBroken) as error:
        perform_one(return_acts, act, pk=of(form, area).pk, by=by, **said)
    return error.value.code


def test_every_area_is_asked_and_those_above_wait(town, asked):
    states = dict(FormReturn.objects.values_list("area__name", "state"))
    assert states == {
        "东园社区": "open",
        "西园社区": "open",
        "北苑社区": "open",
        "城关街道": "waiting",
        "北关街道": "waiting",
        "潍城区": "waiting",
    }
    assert Notice.objects.filter(user=town.secretary, title__startswith="待核对上报").count() == 1
    assert keep_forms(timezone.localdate()) == 0  # once
    assert ActStep.objects.filter(noun="orgtree.formreturn", act="open").count() == 6


def test_it_is_reported_from_below_upward_and_locked(town, asked):
    assert refused(asked, town.east, town.secretary) == "open_cells"
    confirmed(asked, town.east, town.secretary)
    assert refused(asked, town.street, town.street_secretary) == "wrong_state"
    confirmed(asked, town.west, town.west_secretary)
    assert of(asked, town.street).state == ReturnState.OPEN
    perform_one(return_acts, "call_back", pk=of(asked, town.east).pk, by=town.secretary)
    assert of(asked, town.street).state == ReturnState.WAITING
    confirmed(asked, town.east, town.secretary)
    confirmed(asked, town.street, town.street_secretary)
    assert refused(asked, town.east, town.secretary, "call_back") == "locked"
    confirmed(asked, town.north, town.north_secretary)
    confirmed(asked, town.other_street, town.organisation)
    assert of(asked, town.district).state == ReturnState.OPEN


def test_what_was_never_counted_is_not_reported(town, asked):
    FigureFill.objects.all().delete()
    answered(asked, town.east, town.secretary)
    assert refused(asked, town.east, town.secretary) == "uncounted"


def test_an_exception_opens_one_area_for_a_time(town, asked):
    today = timezone.localdate()
    confirmed(asked, town.east, town.secretary)
    row = of(asked, town.east)
    said = {"until": today + timedelta(days=3), "reason": "漏报一项"}
    perform_one(return_acts, "unlock", pk=row.pk, by=town.street_secretary, **said)
    assert Notice.objects.filter(user=town.secretary, title__startswith="已开通限时更正").exists()
    keep_forms(today + timedelta(days=3))
    assert of(asked, town.east).state == ReturnState.UNLOCKED
    keep_forms(today + timedelta(days=4))
    assert of(asked, town.east).state == ReturnState.CONFIRMED


def test_after_its_time_nothing_is_corrected(town, asked):
    """Also before the night that locks it again."""
    confirmed(asked, town.east, town.secretary)
    until = timezone.localdate() - timedelta(days=1)
    FormReturn.objects.filter(area=town.east).update(state=ReturnState.UNLOCKED, unlocked_until=until)
    assert refused(asked, town.east, town.secretary) == "lock_back"


def test_a_form_that_is_over_cannot_be_asked(town, asked):
    confirmed(asked, town.east, town.secretary)
    assert keep_forms(asked.ends_on + timedelta(days=1)) == 0
    asked.refresh_from_db()
    assert asked.state == FormState.EXPIRED
    assert of(asked, town.west).state == ReturnState.LAPSED
    assert of(asked, town.east).state == ReturnState.CONFIRMED  # what was reported stays


def test_a_dissolved_community_drops_out(town, asked):
    town.west.__class__.objects.filter(pk=town.west.pk).update(dissolved_on=timezone.localdate())
    confirmed(asked, town.east, town.secretary)
    keep_forms(timezone.localdate())
    assert of(asked, town.west).state == ReturnState.LAPSED
    assert of(asked, town.street).state == ReturnState.OPEN  # nothing below it is waited for any more


def test_the_page_says_who_has_reported_and_who_is_missing(town, asked):
    """17 of 18, one late: by form and by street, as a page and as a sheet; what lapsed is not asked of anybody."""
    confirmed(asked, town.east, town.secretary)
    row = of(asked, town.west)
    shown = progress_of(town.district, row.period, today=row.due_on + timedelta(days=1))
    [line] = shown.forms
    assert (line.counts.told, line.own.state) == ((3, 1, 1, 2), ReturnState.WAITING)
    assert [one.area.name for one in line.missing] == ["西园社区", "北苑社区"]
    assert [(one.label, one.counts.told) for one in shown.below] == [
        ("城关街道", (2, 1, 1, 1)),
        ("北关街道", (1, 0, 0, 1)),
    ]
    FormReturn.objects.filter(area=town.west).update(state=ReturnState.LAPSED)
    assert progress_of(town.street, row.period).forms[0].counts.expected == 1
    client, last = signed_in(town.organisation), {"period": row.period.slug}
    assert "北苑社区" in client.get(reverse("form-progress", args=[town.district.pk]), last).content.decode()
    assert client.get(reverse("form-progress-home")).url == reverse("form-progress", args=[town.district.pk])
    sheet = client.get(reverse("form-progress-xlsx", args=[town.district.pk]), last)
    assert b"".join(sheet.streaming_content)[:2] == b"PK"


def test_the_burden_is_of_one_community_on_the_average(town, asked):
    """Forms with their blanks, meetings by their own length, pages; by the norms of the nearest area, and each opened to what it is made of."""
    due = of(asked, town.east).due_on
    month = Period.holding("M", due)

    def told(area):
        return dict(burden_of(area, due).months)[month]

    assert told(town.district).values == [1, 12, 2, 0, 1, 8]
    FormReturn.objects.filter(area=town.east).update(state=ReturnState.LAPSED)
    assert told(town.east).forms == 0
    assert told(town.street).values == [D("0.5"), 6, 1, 0, D("0.5"), 4]
    BurdenNorm.objects.create(area=town.other_street, key="asked", number=10, active_from=month.start)
    assert (told(town.north).minutes, told(town.west).minutes) == (22, 8)
    at = held_at(town, due)
    assert told(town.east).values == [0, 0, 0, 1, 0, 45]
    page = signed_in(town.secretary).get(reverse("form-progress", args=[town.east.pk])).content.decode()
    assert (page.count("没有</td>"), page.count('data-label="会议（次）"')) == (7, 1)
    page = signed_in(town.secretary).get(reverse("form-burden", args=[town.east.pk]), {"period": month.slug})
    assert f"共建会议：{at.title}" in page.content.decode()
    reply = Api(town.secretary).get("forms/burden/", area=town.east.pk).json()
    assert {one["period"]: one["meetings"] for one in reply["months"]}[month.slug] == 1
    assert_error(Api(town.secretary).get("forms/burden/", area=town.north.pk), 404, "not_found", "area")


def held_at(town, day) -> Meeting:
    """A meeting of 45 minutes that a body of the community held on the day."""
    meeting = of_closed(town).item.meeting
    began = timezone.make_aware(datetime.combine(day, time(9)))
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=began, minutes=45)
    return meeting


def test_one_reminder_a_return(town, asked):
    due = of(asked, town.east).due_on
    remind_of_returns(due - timedelta(days=2))
    reminded = Notice.objects.filter(user=town.secretary, title__startswith="请核对上报")
    assert not reminded.exists()
    for day in range(3):
        remind_of_returns(due + timedelta(days=day - 1))
    assert reminded.count() == 1


def test_what_was_reported_stays_beside_what_is_known_now(town, asked, monkeypatch):
    confirmed(asked, town.east, town.secretary)
    item = asked.items.filter(source="").first()
    FormReturn.objects.filter(area=town.east).update(typed={str(item.pk): "7"})
    page = signed_in(town.secretary).get(reverse("admin:orgtree_formreturn_change", args=[of(asked, town.east).pk]))
    assert "现为7" in page.content.decode()


def test_the_page_reports_by_one_press(town, asked):
    client, row = signed_in(town.secretary), answered(asked, town.east, town.secretary)
    page = client.get(reverse("admin:orgtree_formreturn_change", args=[row.pk])).content.decode()
    assert "核对无误，上报" in page
    assert f"/board/{town.east.pk}/rows/volunteers.services/" in page
    client.post(reverse("admin:orgtree_formreturn_act", args=[row.pk, "confirm"]))
    assert of(asked, town.east).state == ReturnState.CONFIRMED


def test_only_what_is_unknown_is_typed_there(town, asked):
    client, row = signed_in(town.secretary), of(asked, town.east)
    address = reverse("admin:orgtree_formreturn_act", args=[row.pk, "fill-in"])
    known = asked.items.exclude(source="").first()
    unknown = [item.pk for item in asked.items.filter(source="")]
    page = client.get(reverse("admin:orgtree_formreturn_change", args=[row.pk])).content.decode()
    assert page.count("待补填") == len(unknown)
    client.post(address, {f"item_{pk}": "12" for pk in [*unknown, known.pk]})
    assert of(asked, town.east).typed == {str(pk): "12" for pk in unknown}
    with pytest.raises(RuleBroken) as error:
        fill_in(return_id=row.pk, answers={unknown[0]: "1" * 61}, by=town.secretary)
    assert error.value.field == f"item_{unknown[0]}"


def test_a_number_unlike_those_before_is_asked_about_and_kept(town, asked):
    """After six periods that had a number: a 0 after the first is one, what was left empty before it is none."""
    row, item = of(asked, town.east), asked.items.filter(source="").first()
    said = {"form": asked, "area": town.east, "due_on": row.due_on, "state": ReturnState.LAPSED}
    months = row.period.previous.last(8)
    FormReturn.objects.bulk_create(
        FormReturn(period_start=month.start, typed={str(item.pk): typed}, **said)
        for month, typed in zip(months, ["", "", *["1,000"] * 5, "0"], strict=True)
    )

    def told(typed: str) -> bool:
        address = reverse("admin:orgtree_formreturn_act", args=[row.pk, "fill-in"])
        page = signed_in(town.secretary).post(address, {f"item_{item.pk}": typed}, follow=True).content.decode()
        row.refresh_from_db()
        assert row.typed[str(item.pk)] == typed, "kept all the same"
        return f"请再看一眼：{item.heading}以往一般在800至1,200之间" in page

    assert [told(typed) for typed in ("9000", "1,100", "很多")] == [True, False, False]
    FormReturn.objects.filter(period_start__lt=months[3].start).delete()
    assert not told("9000"), "too few to say what is usual"


def test_the_api_reads_every_cell_with_its_source(town, asked):
    cells = Api(town.secretary).get(f"form-returns/{of(asked, town.east).pk}/").json()["cells"]
    assert {cell["is_open"] for cell in cells} == {True, False}
    assert any("志愿服务次数" in cell["source"] and cell["url"].startswith("/board/") for cell in cells)


def test_a_program_registers_fills_and_reports(town):
    """From the office's file to what the community reports, each cell with its source; what is wrong is said at its field."""
    office, community = Api(town.organisation), Api(town.secretary)
    said = said_of(town) | {"area": town.district.pk, "file": uploaded("items")}
    send = partial(office.client.post, "/api/v1/forms/", headers=office.headers)
    assert_error(send(said | {"file": ""}), 400, "invalid", "file")
    assert_error(send(said | {"area": town.city.pk, "file": uploaded("items")}), 404, "not_found", "area")
    assert community.client.post("/api/v1/forms/", said | {"file": uploaded("items")}).status_code == 404
    made = send(said | {"file": uploaded("items")})
    assert (made.status_code, send(said | {"file": uploaded("items")}).status_code) == (201, 200)
    form = AskedForm.objects.get(pk=made.json()["id"])
    unknown = [one["id"] for one in made.json()["items"] if not one["source"]]
    body = {"sources": [{"item": unknown[0], "source": "网格数（上期）"}]}
    told = office.post(f"forms/{form.pk}/correct/", body).json()
    assert {one["id"]: one["source"] for one in told["items"]}[unknown[0]] == "figure:area.grids"
    body["sources"][0]["source"] = "没有的"
    assert_error(office.post(f"forms/{form.pk}/correct/", body), 422, "source", f"item_{unknown[0]}")
    perform_one(form_acts, "approve", pk=counted(form).pk, by=keeper(town.district, "keeper-form"))
    row = of(form, town.east)
    asked = {"area": town.east.pk, "period": row.period.slug}
    filled = community.get(f"forms/{form.pk}/filled/", **asked).json()
    assert (filled["share"], filled["cells"][0]["url"][:7]) == (11 / 12, "/board/")
    assert_error(community.get(f"forms/{form.pk}/filled/", area=town.north.pk, period="2026"), 404, "not_found", "area")
    answers = {"answers": [{"item": unknown[1], "text": "3"}]}
    assert office.post(f"form-returns/{row.pk}/fill-in/", answers | {"answers": []}).status_code == 400
    cells = community.post(f"form-returns/{row.pk}/fill-in/", answers).json()["cells"]
    assert [cell["text"] for cell in cells if cell["item"] == unknown[1]] == ["3"]
    FigureFill.objects.get_or_create(  # of the period before, which the corrected blank speaks of
        period_kind="M", period_start=row.period.previous.start, defaults={"as_of": timezone.now()}
    )
    assert community.post("form-returns/confirm/", {"ids": [row.pk]}).json() == {"done": 1, "refused": []}


def spoken(town, form) -> FormProtest:
    """A word of the community's secretary by one press from the form that is asked, and what they write themselves beside it."""
    address = reverse("admin:orgtree_formreturn_act", args=[of(form, town.east).pk, "tell"])
    assert signed_in(town.secretary).post(address).status_code == 302
    return FormProtest.objects.get()


def test_a_repeated_demand_is_told_by_one_press(town, asked):
    protest = spoken(town, asked)
    assert (protest.kind, protest.form, protest.sent_by, protest.area) == (
        "repeated",
        asked,
        town.secretary,
        town.district,
    )
    told = {"kind": "unregistered", "told": "某科室发微信要表", "place": town.east.pk}
    assert Api(town.secretary).post("form-protests/", told).status_code == 201
    perform_one(protest_acts, "answer", pk=protest.pk, by=town.organisation, answer="已核实，下月停用")
    assert Notice.objects.filter(user=town.secretary, title__startswith="已答复").exists()


def read_everywhere(town, protest) -> dict[str, str]:
    """page -> its words, of all that somebody else may open about a word against a demand: who answers it, and who audits."""
    answering, auditing = signed_in(town.organisation), signed_in(town.auditor)
    api, row = Api(town.organisation), [protest.pk]
    pages = {
        "list": answering.get(reverse("admin:orgtree_formprotest_changelist")),
        "page": answering.get(reverse("admin:orgtree_formprotest_change", args=row)),
        "history": answering.get(reverse("admin:orgtree_formprotest_history", args=row)),
        "api": api.get("form-protests/"),
        "row": api.get(f"form-protests/{protest.pk}/"),
        "find": answering.get("/desk/find/", {"q": "重复要数"}),
        "trail": auditing.get("/desk/audit/", {"kind": "orgtree.formprotest"}),
    }
    notices = Notice.objects.filter(user=town.organisation).values_list("title", "text", "url")
    return {name: page.content.decode() for name, page in pages.items()} | {"notices": str(list(notices))}


def test_nobody_learns_who_spoke_against_a_form(town, asked):
    """Neither the asker's office nor the auditor, on no page, list, address, notice or trail: no name, account or place."""
    protest = spoken(town, asked)
    for name, words in read_everywhere(town, protest).items():
        assert not [one for one in (town.secretary.name, town.secretary.account, town.east.name) if one in words], name  # fmt: skip
    told = read_everywhere(town, protest)
    assert "不公开由谁" in told["trail"]
    sought = {"kind": "orgtree.formprotest", "actor": town.secretary.account}
    assert "没有“要表反映”的操作记录" in signed_in(town.auditor).get("/desk/audit/", sought).content.decode()
    assert Api(town.street_secretary).get(f"form-protests/{protest.pk}/").status_code == 404
    assert "重复要数" in signed_in(town.secretary).get(reverse("admin:orgtree_formprotest_changelist")).content.decode()


def test_without_the_silence_the_trail_names_who_spoke(town, asked, monkeypatch):
    """Negative control."""
    protest = spoken(town, asked)
    monkeypatch.setattr(FormProtest, "untold_accounts", ())
    assert town.secretary.account in read_everywhere(town, protest)["trail"]


def test_sources_are_corrected_on_the_forms_page(town, asked):
    """One list of suggestions for all boxes; a word that is no source comes back at its box."""
    client, item = signed_in(town.organisation), asked.items.filter(source="").first()
    address = reverse("admin:orgtree_askedform_act", args=[asked.pk, "correct"])
    page = client.get(address).content.decode()
    assert page.count('<datalist id="form-sources">') == 1
    boxes = {f"item_{one.pk}": "" for one in asked.items.all()}
    assert "没有这个数据来源" in client.post(address, boxes | {f"item_{item.pk}": "没有"}).content.decode()
    assert client.post(address, boxes | {f"item_{item.pk}": "网格数（上期）"}).status_code == 302
    item.refresh_from_db()
    assert (item.source, item.span, item.told) == ("figure:area.grids", "B", True)
    lists = registered(town, "rows", title="网格台账")
    page = client.get(reverse("admin:orgtree_askedform_act", args=[lists.pk, "correct"])).content.decode()
    assert 'name="rows_of"' in page
    assert client.get(reverse("admin:orgtree_askedform_change", args=[lists.pk])).status_code == 200


def test_a_form_is_registered_on_the_desk(town):
    said = said_of(town) | {"area": town.district.pk, "file": uploaded()}
    client, address = signed_in(town.organisation), reverse("admin:orgtree_askedform_add")
    assert "请选择要登记的空表" in client.post(address, said | {"file": ""}).content.decode()
    said["file"].seek(0)
    client.post(address, said)
    assert AskedForm.objects.get().items.count() == 8
    filled = client.get(reverse("form-filled", args=[AskedForm.objects.get().pk, town.street.pk]))
    assert "东园社区" in filled.content.decode()


def test_who_reports_nothing_cannot_speak_against_a_form(town):
    with pytest.raises(RuleBroken):
        make(protest_acts, "tell", kind="unregistered", told="有科室要表", place=town.east, by=town.building_head)


def test_without_the_look_at_the_level_above_a_lock_is_no_lock(town, asked, monkeypatch):
    """Negative control."""
    test = test_it_is_reported_from_below_upward_and_locked
    monkeypatch.setattr(returns, "DONE", ())
    with pytest.raises(AssertionError):
        test(town, asked)


def test_the_demo_has_one_in_use_one_that_waits_and_one_that_is_over(town):
    user = keeper(town.district, "kaohe")
    Post.objects.create(holder=user, kind=PostKind.ASSESS_OFFICE, area=town.district)
    build_forms(timezone.localdate())
    assert sorted(AskedForm.objects.values_list("state", "shape")) == [
        ("expired", "rows"),
        ("live", "areas"),
        ("proposed", "items"),
    ]
    assert FormReturn.objects.filter(state=ReturnState.OPEN).count() == 3
