"""Import as the clerk sees it: every page, every state, and who does not get there."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from orgtree.acts import perform_one
from orgtree.choices import JobState, RunState
from orgtree.declare import registry
from orgtree.imports import services as imports
from orgtree.imports.acts import import_acts
from orgtree.imports.services import planning
from orgtree.imports.services.jobs import APPLY
from orgtree.models import AccessLog, ImportJob, Post, Run
from orgtree.runs import Running
from orgtree.sheets.declaring import importers
from tests.orgtree.workbooks import cells, upload, workbook
from volunteers.models import Member

pytestmark = pytest.mark.django_db

HEADER = ["姓名", "手机", "工作单位", "居住小区/楼栋"]
GOOD = ["王试", "19912345678", "第二中学", "阳光小区"]
WRONG = ["=HYPERLINK(1)", "1991234", "", "阳光小区"]


@pytest.fixture
def desk(client, town):
    client.force_login(town.clerk)
    return client


def send(client, town, *rows, content=None, name="名册.xlsx", **changes):
    file = upload(content or workbook([HEADER, *rows]), name)
    data = {"area": town.east.pk, "file": file, "consented": "on"} | changes
    return client.post("/imports/new/roster/", data)


def checked(client, town, *rows):
    send(client, town, *rows)
    job = ImportJob.objects.latest("pk")
    imports.check_import(job.pk)
    job.refresh_from_db()
    return job


def written(client, job):
    client.post(f"/imports/{job.pk}/confirm/", {"seen": job.preview["digest"]})
    imports.apply_import(job.pk)
    job.refresh_from_db()
    return job


def text(reply) -> str:
    return reply.content.decode()


def test_from_upload_to_result(desk, town):
    reply = send(desk, town, GOOD)
    job = ImportJob.objects.get()
    assert reply["Location"] == f"/imports/{job.pk}/"
    assert "等待处理" in text(desk.get(f"/imports/{job.pk}/"))
    imports.check_import(job.pk)
    preview = text(desk.get(f"/imports/{job.pk}/"))
    assert "199****5678" in preview
    assert "确认写入" in preview
    job.refresh_from_db()
    desk.post(f"/imports/{job.pk}/confirm/", {"seen": job.preview["digest"]})
    assert "等待处理" in text(desk.get(f"/imports/{job.pk}/"))
    assert not Member.objects.exists()
    imports.apply_import(job.pk)
    result = text(desk.get(f"/imports/{job.pk}/"))
    assert "已全部写入" in result
    assert importers["roster"].undo in result
    assert Member.objects.count() == 1


def test_numbers_stand_under_their_headings(desk, town):
    job = checked(desk, town, GOOD)
    shown = re.sub(r"\s+", "", text(desk.get(f"/imports/{job.pk}/")))
    assert '新增</th><thscope="col">更新</th><thscope="col">不变</th>' in shown
    assert "报到党员</th><td>1</td><td>0</td><td>0</td>" in shown


def test_progress_of_the_step_before_is_not_shown(desk, town):
    job = checked(desk, town, GOOD)
    perform_one(import_acts, "confirm", pk=job.pk, by=town.clerk)
    assert "已处理" not in text(desk.get(f"/imports/{job.pk}/"))
    Run.objects.filter(kind=APPLY).update(state=RunState.RUNNING)
    Running(ImportJob.objects.get(pk=job.pk).run, registry.runs[APPLY]).report(1, total=1)
    assert "已处理 1 / 1 行" in text(desk.get(f"/imports/{job.pk}/"))


def test_errors_are_listed_by_row_and_column_and_handed_back(desk, town):
    job = checked(desk, town, GOOD, WRONG)
    shown = text(desk.get(f"/imports/{job.pk}/"))
    assert "应为11位手机号" in shown
    assert "写入没有错误的1行" in shown
    reply = desk.get(f"/imports/{job.pk}/errors.xlsx")
    assert "%E9%94%99%E8%AF%AF%E8%A1%8C" in reply["Content-Disposition"]
    header, wrong = cells(reply.content)
    assert header == ["原行号", *HEADER, "错误原因", "怎么改"]
    assert wrong[:2] == ["3", "=HYPERLINK(1)"]
    assert "手机“1991234”：应为11位手机号" in wrong[-2]
    assert wrong[-1].startswith("手机：11位手机号")
    look = AccessLog.objects.get()
    assert (look.action, look.actor, look.area, look.rows) == ("export", town.clerk, town.east, 1)


def test_nothing_in_the_sheet_of_errors_is_a_formula(desk, town):
    import openpyxl

    job = checked(desk, town, WRONG)
    book = openpyxl.load_workbook(upload(desk.get(f"/imports/{job.pk}/errors.xlsx").content))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row} <= {"s", "n"}


def test_the_sheet_of_errors_can_be_mended_and_uploaded(desk, town):
    job = written(desk, checked(desk, town, ["李试", "19912345679", "第二中学", "阳光小区"], WRONG))
    header, wrong = cells(desk.get(f"/imports/{job.pk}/errors.xlsx").content)
    assert "1行有错误，没有写入" in text(desk.get(f"/imports/{job.pk}/"))
    wrong[1:4] = GOOD[:3]
    send(desk, town, content=workbook([header, wrong]))
    again = ImportJob.objects.latest("pk")
    imports.check_import(again.pk)
    again.refresh_from_db()
    assert (again.state, again.preview["unknown"]) == (JobState.READY, [])


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"consented": ""}, "请先核实"),
        ({"file": ""}, "请选择要上传的表格"),
        ({"area": "999999"}, "请重新选择"),
        ({"name": "名册.xls"}, "只接受 .xlsx"),
        ({"content": b"PK\x03\x04 broken"}, "不是有效的 .xlsx"),
    ],
)
def test_a_refused_upload_says_why_at_its_field(desk, town, changes, message):
    reply = send(desk, town, GOOD, **changes)
    assert reply.status_code == 422
    assert message in text(reply)
    assert not ImportJob.objects.exists()


def test_a_foreign_area_is_no_choice(desk, town):
    assert send(desk, town, GOOD, area=town.west.pk).status_code == 422


@pytest.mark.parametrize("key", importers)
def test_templates_can_be_filled_and_uploaded(desk, town, key):
    may = importers[key].permission
    desk.force_login(next(one for one in (town.secretary, town.street_secretary) if one.holds(may)))
    reply = desk.get(f"/imports/template/{key}.xlsx")
    title, _, header, example, *_ = cells(reply.content)
    form = importers[key].form
    assert title[0] == importers[key].title + "导入模板"
    assert header == ["序号", *[field.label for field in form.asked_fields().values()]]
    assert example[0] == "示例"
    notes = cells(reply.content, sheet=1)
    assert [line[0] for line in notes] == ["列名", *header[1:]]


def test_the_template_as_it_comes_has_no_data(desk, town):
    send(desk, town, content=desk.get("/imports/template/roster.xlsx").content)
    job = ImportJob.objects.get()
    imports.check_import(job.pk)
    assert "没有可导入的数据行" in text(desk.get(f"/imports/{job.pk}/"))


def test_the_template_offers_the_words_of_the_dictionary(desk, town):
    import openpyxl

    book = openpyxl.load_workbook(upload(desk.get("/imports/template/booklets.xlsx").content))
    [rule] = book.worksheets[0].data_validations.dataValidation
    assert rule.type == "list"
    assert str(rule.sqref).startswith("E5:")


def test_a_long_list_of_errors_is_paged(desk, town):
    job = checked(desk, town, *[["王试", f"{n}", "单位", "小区"] for n in range(130)])
    first, second = (text(desk.get(f"/imports/{job.pk}/?wrong={n}")) for n in (1, 2))
    assert "第1页，共2页" in first
    assert (first.count("应为11位手机号"), second.count("应为11位手机号")) == (100, 30)


def test_polling_gives_the_part_and_then_asks_for_the_page(desk, town):
    send(desk, town, GOOD)
    job = ImportJob.objects.get()
    reply = desk.get(f"/imports/{job.pk}/", headers={"hx-request": "true"})
    assert "<html" not in text(reply)
    assert "HX-Refresh" not in reply
    imports.check_import(job.pk)
    assert desk.get(f"/imports/{job.pk}/", headers={"hx-request": "true"})["HX-Refresh"] == "true"


def test_without_scripts_the_page_asks_again_by_itself(desk, town):
    send(desk, town, GOOD)
    assert '<noscript><meta http-equiv="refresh"' in text(desk.get(f"/imports/{ImportJob.objects.get().pk}/"))


def test_discarding(desk, town):
    job = checked(desk, town, GOOD)
    desk.post(f"/imports/{job.pk}/discard/")
    assert "没有写入任何数据" in text(desk.get(f"/imports/{job.pk}/"))
    reply = desk.post(f"/imports/{job.pk}/confirm/", follow=True)
    assert "不能写入" in text(reply)


def test_the_links_die_with_the_post(desk, town):
    job = checked(desk, town, WRONG)
    assert desk.get(f"/imports/{job.pk}/errors.xlsx").status_code == 200
    Post.objects.filter(holder=town.clerk).update(until=timezone.localdate())
    for address in (f"/imports/{job.pk}/", f"/imports/{job.pk}/errors.xlsx", "/imports/", "/imports/new/roster/"):
        assert desk.get(address).status_code == 404


def test_a_colleague_does_not_see_my_upload(desk, client, town):
    job = checked(desk, town, GOOD)
    client.force_login(town.secretary)
    assert client.get(f"/imports/{job.pk}/").status_code == 404
    assert client.post(f"/imports/{job.pk}/confirm/").status_code == 404


@pytest.mark.parametrize(("who", "status"), [("clerk", 200), ("organisation", 404), ("building_head", 404)])
def test_who_may_import_at_all(client, town, who, status):
    client.force_login(getattr(town, who))
    assert client.get("/imports/").status_code == status
    assert client.get("/imports/new/roster/").status_code == status


def test_strangers_are_sent_to_the_sign_in(client, town):
    assert client.get("/imports/")["Location"] == "/login/?next=/imports/"


def test_the_list_is_a_fixed_number_of_queries(desk, town, django_assert_max_num_queries):
    for _ in range(15):
        send(desk, town, GOOD)
    with django_assert_max_num_queries(12):
        assert text(desk.get("/imports/")).count("名册.xlsx") == 15


def test_the_desk_leads_here_and_counts_what_waits(desk, town):
    checked(desk, town, GOOD)
    home = text(desk.get("/desk/"))
    assert "/imports/" in home
    assert "导入待处理" in home


def test_the_good_rows_go_in_and_the_others_come_back(desk, town):
    job = checked(desk, town, GOOD, WRONG, ["李试", "12", "第二中学", "阳光小区"])
    assert (job.state, job.preview["good_rows"], job.preview["error_rows"]) == (JobState.READY, 1, 2)
    job = written(desk, job)
    assert (job.state, job.preview["counts"]["报到党员"]["新增"], Member.objects.count()) == (JobState.DONE, 1, 1)
    back = cells(desk.get(f"/imports/{job.pk}/errors.xlsx").content)
    assert [line[0] for line in back] == ["原行号", "3", "4"]


def test_control_without_setting_rows_aside_nothing_goes_in(desk, town, monkeypatch):
    monkeypatch.setattr(planning, "ROUNDS", 0)
    job = checked(desk, town, GOOD, WRONG)
    assert (job.state, job.preview["good_rows"]) == (JobState.INVALID, 0)


def test_the_sheet_of_refused_rows_goes_with_its_term(desk, town):
    job = written(desk, checked(desk, town, GOOD, WRONG))
    imports.clear_old_imports()
    assert desk.get(f"/imports/{job.pk}/errors.xlsx").status_code == 200
    ImportJob.objects.filter(pk=job.pk).update(touched_at=timezone.now() - timedelta(days=400))
    imports.clear_old_imports()
    assert desk.get(f"/imports/{job.pk}/errors.xlsx").status_code == 404
    assert "已过保留期" in text(desk.get(f"/imports/{job.pk}/"))
