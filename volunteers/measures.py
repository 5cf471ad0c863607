"""Figures of this floor: report-ins, services, hours, people served, points."""

from django.db.models import Exists, OuterRef

from orgtree.declare import Column, Derived, Measure, Window, registry
from orgtree.rules.figures import per_head, share
from volunteers.models import PointCredit, ReportIn, ServiceKind, ServiceRecord

# --- Report-ins -------------------------------------------------------------------------------------------------------

REPORT_IN_COLUMNS = (
    Column("编号", lambda report_in: report_in.member.number, personal=True),
    Column("姓名", lambda report_in: report_in.member.masked_name, personal=True),
    Column("工作单位", lambda report_in: report_in.member.unit_name, personal=True),
    Column("报到社区", lambda report_in: report_in.community.name),
    Column("编入", lambda report_in: report_in.area.place_label),
    Column("来源", lambda report_in: report_in.get_origin_display()),
    Column("接收时间", lambda report_in: report_in.accepted_at),
    Column("入格时间", lambda report_in: report_in.gridded_at),
)


def on_the_roll(window: Window):
    """Report-ins that are accepted and not ended at the moment of the window: one per member."""
    return ReportIn.objects.belonging_at(window.moment).select_related("member", "community", "area__parent__parent")


def in_a_grid(window: Window):
    return on_the_roll(window).filter(gridded_at__lte=window.moment)


def accepted(window: Window):
    """Report-ins that a community accepted in the period, whatever became of them."""
    return ReportIn.objects.filter(
        accepted_at__gte=window.beginning, accepted_at__lt=window.ending, accepted_at__lte=window.as_of
    ).select_related("member", "community", "area__parent__parent")


def serving(window: Window):
    """Members on the roll with a service in the period; a person counts once, where they belong now."""
    services = services_in(window).filter(member=OuterRef("member")).order_by()
    return on_the_roll(window).filter(Exists(services))


def report_in_count(key: str, label: str, unit: str, definition: str, rows, **more) -> Measure:
    return Measure(
        key=f"volunteers.{key}",
        label=label,
        unit=unit,
        definition=definition,
        rows=rows,
        area="area",
        columns=REPORT_IN_COLUMNS,
        group="在职党员报到",
        **more,
    )


# --- Services ---------------------------------------------------------------------------------------------------------

SERVICE_COLUMNS = (
    Column("党员编号", lambda record: record.member.number, personal=True),
    Column("姓名", lambda record: record.member.masked_name, personal=True),
    Column("归属区域", lambda record: record.area.place_label),
    Column("服务日期", lambda record: record.served_on),
    Column("服务类别", lambda record: record.kind.name),
    Column("时长（小时）", lambda record: record.hours, number=True, decimals=1, field="hours"),
    Column("服务人数", lambda record: record.people_served, number=True, field="people_served"),
    Column("来源", lambda record: record.get_origin_display()),
)


def services_in(window: Window):
    """Services of the period that were confirmed, and not void, at the time of the fill."""
    return (
        ServiceRecord.objects.during(window.period)
        .confirmed_at(window.as_of)
        .select_related("member", "area__parent__parent", "kind")
        .order_by("served_on", "id")
    )


def service_measure(key: str, label: str, unit: str, definition: str, *, rows=services_in, **more) -> Measure:
    return Measure(
        key=f"volunteers.{key}",
        label=label,
        unit=unit,
        definition=definition,
        rows=rows,
        area="area",
        columns=SERVICE_COLUMNS,
        **{"group": "志愿服务"} | more,
    )


def services_of_kind(kind: int):
    return lambda window: services_in(window).filter(kind=kind)


def served_by_kind() -> list[Measure]:
    """One measure per kind of service in the dictionary, those no longer in use included: their past remains."""
    return [
        service_measure(
            f"served.{kind.code}",
            kind.name,
            "人次",
            f"统计期内已确认的“{kind.name}”所填服务人数之和",
            rows=services_of_kind(kind.pk),
            value="people_served",
            group="分类服务人次",
        )
        for kind in ServiceKind.objects.all()
    ]


# --- Points -----------------------------------------------------------------------------------------------------------

POINT_COLUMNS = (
    Column("党员编号", lambda credit: credit.entry.account.member.number, personal=True),
    Column("姓名", lambda credit: credit.entry.account.member.masked_name, personal=True),
    Column("归属区域", lambda credit: credit.entry.area.place_label),
    Column("发生时间", lambda credit: credit.entry.occurred_at),
    Column("积分项目", lambda credit: credit.entry.item_code),
    Column("数量", lambda credit: credit.entry.quantity, number=True, decimals=1),
    Column("应得", lambda credit: credit.raw, number=True, decimals=2),
    Column("计入", lambda credit: credit.credited, number=True, decimals=2, field="credited"),
)


def credits_in(window: Window):
    """What the entries of the period were credited, of entries recorded by the time of the fill."""
    return (
        PointCredit.objects.filter(
            entry__occurred_at__gte=window.beginning,
            entry__occurred_at__lt=window.ending,
            entry__recorded_at__lte=window.as_of,
        )
        .exclude(credited=0)
        .select_related("entry__account__member", "entry__area__parent__parent")
        .order_by("entry__occurred_at", "pk")
    )


registry.add_figures(
    [
        report_in_count(
            "reported",
            "在职党员报到",
            "名",
            "统计期末报到已被社区接收且未转出、未注销的在职党员，每人只在一个社区计一次",
            on_the_roll,
            stock=True,
            headline=True,
            mapped=True,
            source="T17 W25 S19",
        ),
        report_in_count("gridded", "已编入网格", "名", "统计期末已编入网格或楼栋的报到党员", in_a_grid, stock=True),
        Derived(
            key="volunteers.gridded_share",
            label="入格率",
            unit="%",
            definition="已编入网格的报到党员 ÷ 在职党员报到",
            parts=("volunteers.gridded", "volunteers.reported"),
            formula=share,
            group="在职党员报到",
            headline=True,
        ),
        report_in_count("accepted", "本期新报到", "名", "统计期内被社区接收的报到（人次）", accepted),
        report_in_count(
            "serving", "参与服务党员", "名", "统计期末在册的报到党员中，统计期内有已确认服务的人数，每人计一次", serving
        ),
        Derived(
            key="volunteers.serving_share",
            label="服务参与率",
            unit="%",
            definition="参与服务党员 ÷ 在职党员报到",
            parts=("volunteers.serving", "volunteers.reported"),
            formula=share,
            group="在职党员报到",
        ),
        service_measure(
            "services",
            "志愿服务次数",
            "次",
            "统计期内开始、已确认且未作废的服务记录，按服务时的归属区域统计",
            headline=True,
            source="T18",
        ),
        service_measure(
            "hours", "服务时长", "小时", "上述服务记录的时长之和", value="hours", decimals=1, headline=True
        ),
        Derived(
            key="volunteers.hours_per_member",
            label="人均服务时长",
            unit="小时",
            definition="服务时长 ÷ 在职党员报到",
            parts=("volunteers.hours", "volunteers.reported"),
            formula=per_head,
            group="志愿服务",
            headline=True,
        ),
        service_measure(
            "people_served", "服务人次", "人次", "上述服务记录所填服务人数之和", value="people_served", headline=True
        ),
        Measure(
            key="volunteers.points",
            label="计入积分",
            unit="分",
            definition="统计期内发生的积分条目按规则和上限计入的分值之和，只作汇总，不作个人排名",
            rows=credits_in,
            area="entry__area",
            value="credited",
            columns=POINT_COLUMNS,
            group="积分",
            decimals=1,
            headline=True,
        ),
    ]
)
registry.add_family(served_by_kind)
