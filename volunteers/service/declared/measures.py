"""Figures of service: records, hours, people served."""

from django.db.models import Exists, OuterRef, Q

from orgtree.declare import Derived, Measure, Window, registry
from orgtree.declare.marking import Marker
from orgtree.figures.rules import per_head, share
from volunteers.members.declared.measures_report_ins import on_the_roll, report_in_count
from volunteers.service.lists import service_list
from volunteers.service.models.service import ServiceKind, ServiceRecord

SERVICE_COLUMNS = service_list.pick("number masked_member place served_on kind hours people_served origin")


SERVICE_TOUCHES = (
    "state", "decided_at", "voided_at", "hours", "people_served", "good_deeds", "kind", "session", "member", "area"
)  # fmt: skip
SERVED = Marker(ServiceRecord, SERVICE_TOUCHES, area="area", day="served_on")
SERVING = Marker(ServiceRecord, SERVICE_TOUCHES, area="member__report_ins__placings__area", day="served_on")
# The figure of a kind is known by its code.
KINDS = Marker(ServiceKind, ("code",))


def services_in(window: Window):
    """Services of the period that were confirmed, and not void, at the time of the fill."""
    return (
        ServiceRecord.objects.during(window.period)
        .confirmed_at(window.as_of)
        .select_related("member", "area__parent__parent", "kind")
        .order_by("served_on", "id")
    )


def service_measure(key: str, label: str, unit: str, definition: str, **more) -> Measure:
    return Measure(
        key=f"volunteers.{key}",
        label=label,
        unit=unit,
        definition=definition,
        rows=services_in,
        marks=(SERVED, KINDS),
        area="area",
        columns=SERVICE_COLUMNS,
        additive=True,
        **{"group": "志愿服务"} | more,
    )


def serving(window: Window):
    """Members on the roll with a service in the period; a person counts once, where they belong now."""
    services = services_in(window).filter(member=OuterRef("member")).order_by()
    return on_the_roll(window).filter(Exists(services))


def served_by_kind() -> list[Measure]:
    """One measure per kind of service in the dictionary, those no longer in use included: their past remains."""
    return [
        service_measure(
            f"served.{kind.code}",
            kind.name,
            "人次",
            f"统计期内已确认的“{kind.name}”所填服务人数之和",
            only=Q(kind=kind.pk),
            value="people_served",
            group="分类服务人次",
        )
        for kind in ServiceKind.objects.all()
    ]


registry.add_figures(
    [
        report_in_count(
            "serving",
            "参与服务党员",
            "名",
            "统计期末在册的报到党员中，统计期内有已确认服务的人数，每人计一次",
            serving,
            marks=(SERVING,),
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
            "统计期内开始、已确认且未作废的服务记录，每人每次计一次，按服务时的归属区域统计",
            headline=True,
            source="T18 S22",
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
            key="volunteers.good_deeds_in_services",
            label="服务中办成的好事实事",
            unit="件",
            definition="统计期内已确认的服务记录所填“办成的好事实事”之和",
            rows=services_in,
            marks=(SERVED, KINDS),
            additive=True,
            only=Q(good_deeds__gt=0),
            area="area",
            value="good_deeds",
            columns=(*SERVICE_COLUMNS, *service_list.pick("good_deeds")),
            group="为群众办实事",
        ),
    ]
)
registry.add_family(served_by_kind)
