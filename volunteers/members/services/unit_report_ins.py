"""Units report in (单位党组织报到): filed by the unit's clerk or by the community for them, accepted with a numbered receipt."""

from django.utils import timezone

from orgtree.acts import Act, Acts, Doing, Making, ask_reason, asks_of, declare_acts
from orgtree.choices import AreaKind
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.models import Area, Institution
from orgtree.papers.rules import street_start
from orgtree.papers.services import next_number
from orgtree.scope.models.rows import inside
from orgtree.text.rules.phones import office_phone
from volunteers.members.choices.unit_report_in import UnitReportInState
from volunteers.members.models.unit_report_in import UnitReportIn


def units_for(user, ids=None):
    """Open units that `user` may file for: their own, and for a community's desk those seated in its street."""
    own = Institution.objects.filter(pk__in=[post.institution_id for post in user.live_posts if post.institution_id])
    units = own.allowed(user, P.UNIT_REPORT)
    for street in _streets_of(user):
        units |= Institution.objects.filter(inside(street, "area"))
    return units.filter(closed_on__isnull=True).order_by("name")


def _streets_of(user) -> list[Area]:
    """The streets above the areas where `user`'s posts let them handle report-ins of units; higher areas as they are."""
    seats = Area.objects.filter(pk__in=[post.area_id for post in user.live_posts if post.area_id])
    found = []
    for seat in seats.allowed(user, P.UNIT_REPORT):
        above = seat.get_ancestors(include_self=True).filter(kind__in=[AreaKind.STREET, AreaKind.TOWN]).first()
        found.append(above or seat)
    return found


def communities_for(user, ids=None):
    """Communities where `user` may file: the desk's own, and for a unit's clerk those of the unit's district."""
    units = Institution.objects.allowed(user, P.UNIT_REPORT).filter(
        pk__in=[post.institution_id for post in user.live_posts if post.institution_id]
    )
    found = Area.objects.allowed(user, P.UNIT_REPORT)
    for unit in units.select_related("area"):
        district = unit.area.get_ancestors(include_self=True).filter(kind=AreaKind.DISTRICT).first() or unit.area
        found |= Area.objects.filter(inside(district, ""))
    return found.communities().current().select_related("parent").order_by("code")


def checked_phone(text: str) -> str:
    """A telephone number as offices write it, "" for none; raises RuleBroken at `phone`."""
    try:
        return office_phone(text) if text else ""
    except ValueError as error:
        raise RuleBroken("phone", "请填写电话号码，如 0379-63210000；没有就留空", field="phone") from error


def _number(report_in: UnitReportIn, doing: Doing) -> None:
    """The next number of the street and year; other acceptances of the street wait until this one has ended."""
    start = street_start(year=timezone.localdate().year, community_code=report_in.community.code)
    report_in.receipt_number = next_number(UnitReportIn, "receipt_number", start)


ENDS = asks_of(
    UnitReportIn,
    "unit community",
    unit={"rows": units_for, "told": "单位编号", "begins_blank": True},
    community={"rows": communities_for, "told": "报到社区编号"},
)
CONTENT = asks_of(
    UnitReportIn,
    "party_org head liaison phone members_count services",
    party_org={"told": "单位党组织名称"},
    phone={"longest": 30, "check": checked_phone, "told": "联系电话，不在读取结果中返回"},
    members_count={"most": 100_000},
)
SUBMITTED, RETURNED = frozenset({UnitReportInState.SUBMITTED}), frozenset({UnitReportInState.RETURNED})
# Source: docs/rules.md, "Units": the unit brings the 报到单, the community signs, a receipt goes back [D5]. Both ends hold
# UNIT_REPORT on the row: the unit's clerk by the unit, the community's desk by the area.
unit_report_ins = declare_acts(
    Acts(
        UnitReportIn,
        loads=("unit", "community__parent"),
        acts=(
            Making(
                "file",
                "登记单位报到",
                "登记",
                UnitReportInState.SUBMITTED,
                permission=P.UNIT_REPORT,
                asks=ENDS + CONTENT,
                stamps=("filed_by", "filed_at"),
                done="已登记，等待社区接收。",
                summary="单位报到",
                description="由单位党组织报送，或由社区为本街道的单位代报。",
            ),
            Act(
                "resubmit",
                "修改后重新提交",
                "重新提交",
                RETURNED,
                UnitReportInState.SUBMITTED,
                permission=P.UNIT_REPORT,
                asks=CONTENT,
                partial=True,
                stamps=("filed_by", "filed_at"),
                clears=("return_reason",),
                done="已重新提交，等待社区接收。",
                hint="照退回原因修改，社区会再看一次。",
            ),
            Act(
                "accept",
                "接收",
                "接收",
                SUBMITTED,
                UnitReportInState.ACCEPTED,
                permission=P.REPORT_IN_DECIDE,
                stamps=("decided_by", "accepted_at"),
                run=_number,
                many=True,
                final=True,
                done="已接收，可以打印回执。",
                hint="接收后生成回执编号，可以打印回执交给单位。",
                summary="批量接收单位报到",
                description="逐条判断：能办的办，不能办的列出原因。接收后生成回执编号。",
            ),
            Act(
                "return",
                "退回",
                "退回",
                SUBMITTED,
                UnitReportInState.RETURNED,
                permission=P.REPORT_IN_DECIDE,
                asks=(ask_reason("退回", column="return_reason"),),
                stamps=("decided_by",),
                done="已退回，单位修改后可以重新提交。",
                hint="单位会看到原因，可以修改后重新提交。",
                summary="退回单位报到",
                description="写明原因，单位可见，修改后重新提交。同样原因重复提交返回同一结果。",
            ),
            Act(
                "end",
                "结束报到",
                "结束",
                frozenset({UnitReportInState.SUBMITTED, UnitReportInState.RETURNED, UnitReportInState.ACCEPTED}),
                UnitReportInState.ENDED,
                permission=P.UNIT_REPORT,
                asks=(ask_reason("结束", column="end_reason"),),
                stamps=("decided_by", "ended_at"),
                done="单位报到已结束。",
                hint="用于单位迁走、撤销或双方商定结束。记录保留，以后可以重新报到。",
                icon="logout",
                fits=lambda report_in: report_in.state == UnitReportInState.ACCEPTED,
                summary="结束单位报到",
                description="由单位或社区办理，写明原因；以后可以重新报到。同样原因重复提交返回同一结果。",
            ),
        ),
    )
)
