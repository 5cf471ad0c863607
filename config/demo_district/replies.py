"""口径库 of the demo: what the district and the street answer, a few of the community's own; one over, one near its end, one withdrawn."""

from datetime import timedelta

from config.demo_district.district_map import Part
from config.demo_district.members import moment
from grids.replies.choices import ReplyKind, ReplyState
from grids.replies.models import Reply
from grids.replies.services.replies import reply_acts
from orgtree.acts import Noted, note_steps
from orgtree.choices import PostKind
from orgtree.models import Area, Post, User

YEAR = 365
POLICY, TEMPLATE = ReplyKind.POLICY, ReplyKind.TEMPLATE
# kind, class, title, words, source, days until its last
OF_THE_DISTRICT = (
    (
        POLICY,
        "0302",
        "电动自行车进楼充电",
        "电动自行车及其电池不得在门厅、楼梯间、走道停放和充电，也不得从室内拉线充电。请使用小区充电棚；尚未建设的，社区会同物业尽快落实。",
        "《高层民用建筑消防安全管理规定》第三十七条",
        300,
    ),
    (
        POLICY,
        "0507",
        "既有住宅加装电梯",
        "加装电梯应由本单元业主协商同意后提出申请，符合面积和人数“双三分之二”参与、“双四分之三”同意的，由社区协助办理。",
        "《民法典》第二百七十八条",
        540,
    ),
    (
        POLICY,
        "0502",
        "低保申请怎么办",
        "向户籍所在地社区提出申请，社区一次告知材料并帮助填写。",
        "《社会救助暂行办法》",
        400,
    ),
    (
        POLICY,
        "0203",
        "供热不热怎么报修",
        "请先致电供热企业报修，二十四小时内上门测温；未解决的由网格登记转办。",
        "区城市管理局",
        -12,
    ),
)
OF_THE_STREET = (
    (TEMPLATE, "", "已受理", "您反映的问题已受理，将在规定期限内办理，办理进展可凭编号查询。", "街道党政办公室", 300),
    (
        TEMPLATE,
        "",
        "转其他单位办理",
        "您反映的问题由相关单位负责，已转由其办理，进展会继续告知您。",
        "街道党政办公室",
        300,
    ),
    (TEMPLATE, "01", "环境卫生已清理", "现场已清理完毕，后续加强保洁巡查。感谢您的监督。", "街道城管办", 20),
)
OF_THE_COMMUNITY = (
    (TEMPLATE, "0603", "车位与僵尸车", "已联系车主挪车；联系不上的，公示期满后依法清理。", "社区居委会", 200),
)


def build_replies(part: Part) -> None:
    """The district's and the streets' in the first part; each community has one of its own, every fourth has withdrawn it."""
    rows = []
    if part.is_first:
        rows += _rows(part, part.places.district, _holder(PostKind.CASE_CENTRE, part.places.district), OF_THE_DISTRICT)
        for street in part.places.streets:
            rows += _rows(part, street, _holder(PostKind.STREET_COMMITTEE, street), OF_THE_STREET)
    for place in part.staffed:
        made = _rows(part, place.area, place.secretary, OF_THE_COMMUNITY)
        if place.number % 4 == 3:
            made[0].state, made[0].reason = ReplyState.WITHDRAWN, "已由街道统一口径"
        rows += made
    note_steps(reply_acts, [step for row in Reply.objects.bulk_create(rows) for step in _course(part, row)])


def _holder(kind: str, area: Area) -> User:
    return Post.objects.live().filter(kind=kind, area=area).select_related("holder").earliest("pk").holder


def _rows(part: Part, area: Area, by: User, told: tuple) -> list[Reply]:
    return [
        Reply(
            area=area,
            kind=kind,
            category=category,
            title=title,
            wording=wording,
            source=source,
            valid_from=part.today - timedelta(days=YEAR),
            valid_until=part.today + timedelta(days=days),
            entered_by=by,
            entered_at=moment(part.today - timedelta(days=YEAR), 600),
        )
        for kind, category, title, wording, source, days in told
    ]


def _course(part: Part, row: Reply) -> list[Noted]:
    steps = [Noted(row, "enter", "", ReplyState.OFFERED, row.entered_by, row.entered_at)]
    if row.state == ReplyState.WITHDRAWN:
        at = moment(part.today - timedelta(days=30), 600)
        steps.append(Noted(row, "withdraw", ReplyState.OFFERED, row.state, row.entered_by, at, row.reason))
    return steps
