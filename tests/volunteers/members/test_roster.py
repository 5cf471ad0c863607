"""The roster of in-service members: who is meant, what it does, and what it never does."""

import pytest
from django.utils import timezone

from orgtree.acts import perform_one
from orgtree.choices import JobState
from orgtree.errors import RuleBroken
from orgtree.imports import services as imports
from orgtree.imports.acts import import_acts
from tests.orgtree.workbooks import upload, workbook
from tests.volunteers.people import accepted, enrolled, new_phone, registered
from volunteers.choices import CloseReason, ReportInOrigin, ReportInState
from volunteers.members.services.report_in_acts import report_ins
from volunteers.models import Consent, Member, PointEntry, ReportIn, Skill

pytestmark = pytest.mark.django_db

HEADER = ["编号", "姓名", "手机", "工作单位", "居住小区/楼栋", "特长", "可服务时间", "愿意参加的服务", "网格", "楼栋"]
CONSENTED = {"consented": True}


def row(**values):
    names = ["number", "name", "phone", "unit", "residence", "skills", "times", "interests", "grid", "building"]
    defaults = {"name": "王试", "phone": new_phone(), "unit": "第二中学", "residence": "阳光小区"}
    return [(defaults | values).get(name, "") for name in names]


def check(town, *rows, by=None, area=None):
    file = upload(workbook([["东园社区在职党员名册"], HEADER, *rows]), "名册.xlsx")
    by = by or town.clerk
    job = imports.upload_import(importer="roster", area=area or town.east, file=file, options=CONSENTED, by=by)
    imports.check_import(job.pk)
    job.refresh_from_db()
    return job


def take_in(town, *rows, by=None, area=None):
    job = check(town, *rows, by=by, area=area)
    assert job.state == JobState.READY, job.errors
    perform_one(import_acts, "confirm", pk=job.pk, by=job.created_by)
    imports.apply_import(job.pk)
    job.refresh_from_db()
    assert job.state == JobState.DONE, job.message
    return job


def the_error(job):
    [error] = job.errors
    return error["row"], error["column"], error["message"]


def actions(job):
    return [effect["action"] for effect in job.preview["effects"]]


def test_a_new_person_is_accepted_with_paper_consent_and_credit(town):
    skills = list(Skill.objects.filter(is_active=True)[:2])
    words = "、".join(skill.name for skill in skills)
    take_in(town, row(phone=" 199-1234 5678 ", skills=words, times="周末白天，节假日", interests="讲习、微心愿"))
    member = Member.objects.with_phone("19912345678").get()
    assert (member.name, member.unit_name, member.area, member.user) == ("王试", "第二中学", town.east, None)
    assert set(member.skills.all()) == set(skills)
    assert member.free_times == ["weekend_day", "holiday"]
    assert member.interests == ["lecture", "wish"]
    report_in = member.report_ins.get()
    assert (report_in.state, report_in.origin, report_in.decided_by) == (
        ReportInState.ACCEPTED,
        ReportInOrigin.ROSTER,
        town.clerk,
    )
    assert [step.to_state for step in report_in.steps.all()] == [ReportInState.ACCEPTED]
    consents = Consent.objects.filter(member=member).select_related("text")
    assert consents
    assert all(consent.on_paper and consent.text.required for consent in consents)
    assert PointEntry.objects.get(account__member=member).item_code == "B01"


def test_without_the_paper_consent_nothing_is_taken(town):
    file = upload(workbook([HEADER, row()]))
    with pytest.raises(RuleBroken) as refusal:
        imports.upload_import(importer="roster", area=town.east, file=file, options={}, by=town.clerk)
    assert refusal.value.field == "consented"


@pytest.mark.parametrize(
    ("grid", "building", "place"),
    [
        ("东园一网格", "", "370702001001-001"),
        ("1", "", "370702001001-001"),
        ("001", "2号楼", "370702001001-001-002"),
        ("", "2", "370702001001-001-002"),
    ],
)
def test_a_named_place_puts_the_person_into_it(town, grid, building, place):
    take_in(town, row(phone="19912345678", grid=grid, building=building))
    report_in = ReportIn.objects.get()
    assert (report_in.state, report_in.area.code, report_in.member.area.code) == (ReportInState.GRIDDED, place, place)
    assert [step.to_state for step in report_in.steps.all()] == [ReportInState.ACCEPTED, ReportInState.GRIDDED]


@pytest.mark.parametrize(
    ("values", "column", "message"),
    [
        ({"name": ""}, "姓名", "不能为空"),
        ({"phone": "1991234"}, "手机", "11位"),
        ({"unit": ""}, "工作单位", "新增时"),
        ({"residence": ""}, "居住小区/楼栋", "新增时"),
        ({"residence": "阳光小区3号楼402室"}, "居住小区/楼栋", "不收集门牌号"),
        ({"interests": "看戏"}, "愿意参加的服务", "“看戏”不在选项中"),
        ({"skills": "隐身术"}, "特长", "“隐身术”不在选项中"),
        ({"times": "半夜"}, "可服务时间", "“半夜”不在选项中"),
        ({"grid": "西园一网格"}, "网格", "本社区没有"),
        ({"building": "99"}, "楼栋", "没有“99”"),
        ({"number": "abc"}, "编号", "应为"),
        ({"number": "00099999"}, "编号", "没有这个编号"),
    ],
)
def test_errors_stand_at_their_column(town, values, column, message):
    number, at, text = the_error(check(town, row(**values)))
    assert (number, at) == (3, column)
    assert message in text


def test_the_same_roster_again_changes_nothing(town):
    rows = [row(name="王一", grid="1", times="节假日"), row(name="王二", phone="")]
    take_in(town, *rows)
    before = ReportIn.objects.count(), Consent.objects.count(), PointEntry.objects.count()
    rows[1][0] = Member.objects.get(name="王二").number
    again = check(town, *rows)
    assert actions(again) == ["不变", "不变"]
    take_in(town, *rows)
    assert (ReportIn.objects.count(), Consent.objects.count(), PointEntry.objects.count()) == before


def test_a_known_person_is_updated_and_blanks_change_nothing(town):
    member = accepted(town.east, town.clerk, name="赵试", phone="19912345678")
    job = take_in(town, row(name="赵试", phone="19912345678", unit="新单位", residence="", grid="2"))
    assert job.preview["counts"]["报到党员"] == {"新增": 0, "更新": 1, "不变": 0}
    member.refresh_from_db()
    report_in = member.report_ins.get()
    assert (member.unit_name, member.area) == ("新单位", town.east_grid_two)
    assert (report_in.residence, report_in.area, report_in.state) == (
        "阳光小区3号楼",
        town.east_grid_two,
        ReportInState.GRIDDED,
    )


def test_a_name_alone_never_means_a_known_person(town):
    accepted(town.east, town.clerk, name="赵试")
    take_in(town, row(name="赵试", phone="13912345678"))
    assert Member.objects.filter(name="赵试").count() == 2


def test_a_phone_with_another_name_is_refused(town):
    accepted(town.east, town.clerk, name="赵试", phone="19912345678")
    assert the_error(check(town, row(name="钱试", phone="19912345678")))[1] == "姓名"


def test_who_belongs_elsewhere_is_not_taken_away(town):
    member = accepted(town.west, town.west_secretary, name="赵试", phone="19912345678")
    _, column, message = the_error(check(town, row(name="赵试", phone="19912345678")))
    assert column == "手机"
    assert "须先" in message
    assert "转出" in message
    # Control: once the other community has let go, the same row is taken in.
    perform_one(
        report_ins, "close", pk=member.report_ins.get().pk, reason=CloseReason.JOB_MOVED, by=town.west_secretary
    )
    take_in(town, row(name="赵试", phone="19912345678"))
    member.refresh_from_db()
    assert member.area == town.east
    assert member.report_ins.live().get().community == town.east


def test_a_number_out_of_reach_is_unknown(town):
    stranger = accepted(town.west, town.west_secretary, name="赵试")
    assert "没有这个编号" in the_error(check(town, row(number=stranger.number, name="赵试", phone="")))[2]


def test_a_waiting_report_in_is_accepted(town):
    member = registered(town.east, name="赵试", phone="19912345678")
    job = take_in(town, row(name="赵试", phone="19912345678", unit="第一中学", residence="阳光小区3号楼", grid="1"))
    assert job.preview["counts"]["报到党员"]["更新"] == 1
    report_in = member.report_ins.get()
    assert (report_in.state, report_in.origin, report_in.decided_by) == (
        ReportInState.GRIDDED,
        ReportInOrigin.SELF,
        town.clerk,
    )
    assert PointEntry.objects.filter(account__member=member, item_code="B01").count() == 1


def test_a_returned_report_in_is_the_members_to_hand_in_again(town):
    member = registered(town.east, name="赵试", phone="19912345678")
    perform_one(report_ins, "return", pk=member.report_ins.get().pk, reason="小区不在本社区", by=town.clerk)
    assert "已退回" in the_error(check(town, row(name="赵试", phone="19912345678")))[2]


def test_one_person_twice_in_the_sheet(town):
    assert the_error(check(town, row(phone="19912345678"), row(phone="１９９１２３４５６７８")))[0] == 4


def test_people_without_phone_are_not_doubled(town):
    take_in(town, row(name="孙试", phone=""))
    number = Member.objects.get(name="孙试").number
    assert actions(check(town, row(name="孙试", phone=""))) == ["不变"]
    _, column, message = the_error(check(town, row(name="孙试", phone="", residence="月光小区")))
    assert column == "姓名"
    assert number in message
    assert actions(check(town, row(name="孙试", phone="", number=number))) == ["不变"]


def test_a_phone_is_added_but_never_changed_by_a_roster(town):
    member = enrolled(town.east, town.clerk, name="孙试")
    take_in(town, row(number=member.number, name="孙试", phone="19912345678"))
    member.refresh_from_db()
    assert member.phone == "19912345678"
    assert the_error(check(town, row(number=member.number, name="孙试", phone="19900000000")))[1] == "手机"


def test_the_preview_holds_no_whole_phone_and_the_end_holds_no_person(town):
    job = check(town, row(phone="19912345678"))
    assert "19912345678" not in str(job.preview)
    assert "199****5678" in str(job.preview)
    done = take_in(town, row(name="吴试", phone="19912345679"))
    assert "吴试" not in str(done.preview)


@pytest.mark.parametrize("who", ["grid_worker", "west_secretary", "admin", "organisation"])
def test_only_the_communitys_desk(town, who):
    with pytest.raises(RuleBroken):
        check(town, row(), by=getattr(town, who))


def test_a_street_is_too_wide(town):
    with pytest.raises(RuleBroken):
        check(town, row(), by=town.street_secretary, area=town.street)


def test_statements_do_not_grow_with_the_rows(town, django_assert_max_num_queries):
    rows = [row(name=f"测试{n}", grid=str(n % 2 + 1), times="节假日") for n in range(500)]
    file = upload(workbook([HEADER, *rows]))
    job = imports.upload_import(importer="roster", area=town.east, file=file, options=CONSENTED, by=town.clerk)
    with django_assert_max_num_queries(25):
        imports.check_import(job.pk)
    job.refresh_from_db()
    assert (job.state, job.errors, job.message) == (JobState.READY, [], "")
    perform_one(import_acts, "confirm", pk=job.pk, by=town.clerk)
    with django_assert_max_num_queries(60):
        imports.apply_import(job.pk)
    job.refresh_from_db()
    assert (job.state, Member.objects.filter(area__in=[town.east_grid, town.east_grid_two]).count()) == (
        JobState.DONE,
        500,
    )
    assert PointEntry.objects.filter(item_code="B01", occurred_at__date=timezone.localdate()).count() == 500
