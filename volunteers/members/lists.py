"""Columns that the lists of members' affairs have in common; the lists of members, report-ins, consents and units."""

from operator import attrgetter

from django.db.models import Prefetch, Q
from django.utils import timezone

from orgtree.choices import AreaKind
from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, name_by, state_column, unsummed_columns
from volunteers.members.choices.pair import PairState
from volunteers.members.choices.people import ActivityCategory, FreeTime
from volunteers.members.choices.report_in import ReportInState
from volunteers.members.choices.unit_report_in import UnitReportInState
from volunteers.members.models.consent import Consent, ConsentText
from volunteers.members.models.member import Member, Skill
from volunteers.members.models.pair import MemberPair
from volunteers.members.models.phone_code import PhoneCode
from volunteers.members.models.report_in import ReportIn
from volunteers.members.models.unit_report_in import UnitReportIn
from volunteers.members.services.deadlines import mark_due

STATES = dict(ReportInState.choices)
STATE_COLOURS = {
    "待审核": "warning",
    "已退回": "danger",
    "已报到": "success",
    "已入格": "success",
    "已认岗": "success",
    "服务中": "success",
    "暂停": "warning",
    "已撤回": "info",
    "已转出": "info",
    "已注销": "info",
}
DUE_COLOURS = {"已超期": "danger", "未超期": "info"}
PAIR_COLOURS = {"待复核": "warning", "已合并": "success", "未合并": "info", "不是同一人": "info"}
UNIT_COLOURS = {"待接收": "warning", "已退回": "danger", "已报到": "success", "已结束": "info"}


def member_columns(lookup: str = "member") -> dict[str, Column]:
    """Whom a row is about: `member` in full, `number`, and `masked_member` for the rows behind a figure."""
    member = attrgetter(lookup)
    order = lookup.replace(".", "__")
    return {
        "member": Column("党员", member, personal=True, order=order),
        "number": Column("党员编号", lambda row: member(row).number, personal=True),
        "masked_member": Column("姓名", lambda row: member(row).masked_name, personal=True),
    }


def words_of(choices, codes) -> str:
    """The labels of the codes, in their order."""
    return "、".join(choices(code).label for code in codes)


def free_time_columns(label: str) -> dict[str, Column]:
    """`free_times` of a row, in words."""
    return {"free_times": Column(label, lambda row: words_of(FreeTime, row.free_times))}


def skill_columns(label: str) -> dict[str, Column]:
    """`skills` of a row that the dictionary still offers, as its importer reads them."""
    return {"skills": Column(label, lambda row: "、".join(skill.name for skill in row.skills.all()))}


SKILLS_IN_USE = Prefetch("skills", Skill.objects.filter(is_active=True))


def grid_columns(place) -> dict[str, Column]:
    """`grid` and `building`, the names of those that `place(row)` is or lies in, as importers read them."""

    def named(row, kind: AreaKind) -> str:
        area = place(row)
        around = (area, area.parent) if area and area.kind == AreaKind.BUILDING else (area,)
        return next((one.name for one in around if one and one.kind == kind), "")

    return {
        "grid": Column("网格", lambda row: named(row, AreaKind.GRID)),
        "building": Column("楼栋", lambda row: named(row, AreaKind.BUILDING)),
    }


def live_report_in(member: Member) -> ReportIn | None:
    """The report-in that has not ended; the rows come with theirs as `live_report_ins`."""
    return next(iter(member.live_report_ins), None)


def closed_shown(member: Member) -> str:
    if member.closed_at is None:
        return ""
    return f"{timezone.localtime(member.closed_at):%Y-%m-%d}（{member.get_closed_cause_display()}）"


def due_shown(report_in: ReportIn) -> str:
    """What it waits for and until when; the rows come with their `due`."""
    if not report_in.due:
        return ""
    what, day = report_in.due
    return f"{what} {day:%Y-%m-%d}{' 已超期' if due_tone(report_in) == '已超期' else ''}"


def due_tone(report_in: ReportIn) -> str | None:
    return report_in.due and ("已超期" if report_in.due[1] < timezone.localdate() else "未超期")


name_by(Member, "id number name")
member_list = declare_list(
    Member,
    columns=columns_of(Member, "name unit_name created_at")
    | area_columns("所在区域")
    | free_time_columns("可服务时间")
    | skill_columns("特长")
    | grid_columns(lambda member: live_report_in(member) and live_report_in(member).area)
    | {
        "number": Column("编号", lambda member: member.number, personal=True, order="pk"),
        "phone": Column("手机", lambda member: member.masked_phone, personal=True),
        "full_phone": Column("手机号", lambda member: member.phone, personal=True),
        "residence": Column("居住小区", lambda member: live_report_in(member) and live_report_in(member).residence),
        "interests": Column("愿意参加的服务", lambda member: words_of(ActivityCategory, member.interests)),
        "state": Column("报到状态", lambda member: STATES.get(member.latest_state, "未报到"), order="latest_state"),
        "has_account": Column("已开通账号", lambda member: member.user_id is not None),
        "path": Column("所在区域", lambda member: member.area.path_label()),
        "closed": Column("注销", closed_shown),
    },
    desk="number name phone unit_name area state has_account",
    links="number name",
    filters=("area", "skills"),
    order="-id",
    loads=("area",),
    own="number name full_phone unit_name path skills free_times interests created_at",
    own_title="我的信息",
    importer="roster",
    sheet_loads=(
        SKILLS_IN_USE,
        Prefetch("report_ins", ReportIn.objects.live().select_related("area__parent"), to_attr="live_report_ins"),
    ),
    api="id number name phone unit_name unit area skills free_times interests created_at",
    asked_by="area under unit search",
    ordered_by="id name created_at",
)
report_in_list = declare_list(
    ReportIn,
    columns=columns_of(
        ReportIn,
        (
            "origin submitted_at accepted_at gridded_at posted_at serving_at suspended_at suspended_until "
            "suspend_reason return_reason ended_at close_reason"
        ),
    )
    | member_columns()
    | area_columns("编入")
    | {
        "state": state_column(ReportIn, STATE_COLOURS),
        "unit": Column("工作单位", lambda report_in: report_in.member.unit_name, personal=True),
        "community": Column("报到社区", lambda report_in: report_in.community.name, order="community"),
        # Without the help that the form has for it.
        "residence": Column("居住小区、楼栋", lambda report_in: report_in.residence, order="residence"),
        "placed": Column(
            "编入", lambda report_in: report_in.area if report_in.area_id != report_in.community_id else ""
        ),
        "due": Column("期限", due_shown, tones=DUE_COLOURS, toned=due_tone),
    },
    desk="state member unit community residence placed due submitted_at",
    links="state member",
    filters=("state", "origin", "community"),
    first=Q(state=ReportInState.SUBMITTED),
    order="-submitted_at -pk",
    loads=("member", "community", "area"),
    dress=mark_due,
    member="member",
    own=(
        "community residence placed state origin submitted_at return_reason accepted_at gridded_at "
        "posted_at serving_at suspended_at suspend_reason suspended_until ended_at close_reason"
    ),
    api=(
        "id member community area state state_label origin submitted_at accepted_at gridded_at posted_at "
        "serving_at suspended_at suspended_until return_reason ended_at close_reason"
    ),
    asked_by="state live member community under submitted_since",
    ordered_by="submitted_at accepted_at",
)
consent_list = declare_list(
    Consent,
    columns=columns_of(Consent, "given_at withdrawn_at")
    | {
        "purpose": Column("目的", lambda consent: consent.text.get_purpose_display()),
        "version": Column("版本", lambda consent: f"第{consent.text.version}版"),
        "way": Column("方式", lambda consent: "纸质" if consent.on_paper else "手机"),
    },
    loads=("text",),
    member="member",
    own="purpose version way given_at withdrawn_at",
    own_title="知情同意",
)
pair_list = declare_list(
    MemberPair,
    columns=columns_of(MemberPair, "entered_by entered_at decided_by decided_at")
    | member_columns()
    | {
        "state": state_column(MemberPair, PAIR_COLOURS),
        "other": Column("另一登记", lambda pair: pair.other, personal=True, order="other"),
        "other_number": Column("另一登记的编号", lambda pair: pair.other.number, personal=True),
    },
    desk="state member number other other_number entered_by entered_at decided_by",
    links="state member",
    filters=("state",),
    first=Q(state=PairState.WAITING),
    order="-entered_at -pk",
    loads=("member__area", "other__area"),
    member="member",
    # The other file may be somebody else's: their own copy names nobody.
    own="state entered_at decided_at",
    api="id member other state state_label entered_at decided_at",
    asked_by="state member other",
    ordered_by="entered_at",
)
consent_text_list = declare_list(
    ConsentText,
    columns=columns_of(ConsentText, "purpose required active_from") | unsummed_columns(ConsentText, "version"),
    desk="purpose version required active_from",
    filters=("purpose",),
    order="purpose -version",
)
unit_list = declare_list(
    UnitReportIn,
    columns=columns_of(
        UnitReportIn,
        "party_org liaison members_count filed_at accepted_at receipt_number",
    )
    | {
        "state": state_column(UnitReportIn, UNIT_COLOURS),
        "unit": Column("单位", lambda row: row.unit.name, order="unit"),
        "community": Column("报到社区", lambda row: row.community.name, order="community"),
        "phone": Column("联系电话", lambda row: row.masked_phone),
    },
    desk="state unit community liaison members_count filed_at receipt_number",
    links="state unit",
    filters=("state", "community"),
    first=Q(state=UnitReportInState.SUBMITTED),
    order="-filed_at -pk",
    loads=("unit", "community"),
    api=(
        "id unit community state state_label party_org members_count services filed_at accepted_at receipt_number "
        "return_reason ended_at end_reason"
    ),
    asked_by="state unit community under",
    ordered_by="filed_at accepted_at",
)
phone_code_list = declare_list(
    PhoneCode,
    columns=columns_of(PhoneCode, "purpose area asked_at until told_by told_at")
    | {"phone": Column("手机号", lambda row: row.masked_phone, personal=True)},
    desk="purpose phone area asked_at until told_by told_at",
    filters=("purpose", "area"),
    loads=("area", "told_by"),
    order="-asked_at",
)
