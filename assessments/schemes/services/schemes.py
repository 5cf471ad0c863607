"""Schemes are copied, filled table by table, and published by another person; a published one never changes.

Source: docs/rules.md, "Schemes".
"""

from django.db.models import Max, QuerySet

from assessments.schemes.choices import RoundKind, SchemeState
from assessments.schemes.models import Scheme
from assessments.schemes.rules.lines import heading_of
from assessments.schemes.rules.tables import check_streets_share
from assessments.schemes.services.red_lines import note_refusal
from assessments.schemes.services.tables import check_whole, copy_tables, lines_of, write_table
from orgtree.acts import Act, Acts, Ask, Doing, Making, NotBy, ask_reason, asks_of, declare_acts
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken, not_found
from orgtree.models import Area
from orgtree.owned.models import covers

DRAFT = frozenset({SchemeState.DRAFT})
LONGEST_TABLE = 4_000


def schemes_to_copy(user, ids=None) -> QuerySet[Scheme]:
    """Published ones, and drafts of one's own: what may be begun from."""
    rows = Scheme.objects.all() if user is None else Scheme.objects.allowed(user, P.ASSESS_VIEW)
    return rows.exclude(state=SchemeState.DROPPED)


def schemes_at(area: Area, year: int, kind: str | None = None) -> list[Scheme]:
    """Of each kind and level the one that holds in the area in the year: the nearest keeper's, its newest year and version."""
    rows = Scheme.objects.published().filter(year__lte=year).select_related("area")
    rows = rows.filter(kind=kind) if kind else rows
    held: dict[tuple[str, str], Scheme] = {}
    reach = [row for row in rows.order_by("kind", "level", "year", "version", "pk") if covers(row.area, area)]
    for row in sorted(reach, key=lambda row: -1 if row.area is None else row.area.level):
        held[row.kind, row.level] = row
    return list(held.values())


def _complete_copy(doing: Doing, ids) -> None:
    """Called as before where no other name is given."""
    doing.said["title"] = doing.said["title"] or doing.said["origin"].title


def _copy(scheme: Scheme, doing: Doing) -> None:
    """The next version of its kind, level and year at this keeper. Raises RuleBroken where the origin is of a later year."""
    origin = doing.said["origin"]
    if scheme.area is None:
        raise not_found("区域", field="area")
    if origin.area and not (covers(origin.area, scheme.area) or covers(scheme.area, origin.area)):
        raise not_found("方案", field="origin")
    if scheme.year < origin.year:
        raise RuleBroken("year", f"年度不能早于原方案的{origin.year}年", field="year")
    for name in ("kind", "level", "note", "asks_report", "gives_grade", "panel_least", "extra_most", "streets_share"):
        setattr(scheme, name, getattr(origin, name))
    known = Scheme.objects.filter(area=scheme.area, kind=scheme.kind, level=scheme.level, year=scheme.year)
    scheme.version = (known.aggregate(last=Max("version"))["last"] or 0) + 1


def _copy_tables(rows: list[Scheme], doing: Doing) -> None:
    for scheme in rows:
        copy_tables(doing.said["origin"], scheme)


def _publish(scheme: Scheme, doing: Doing) -> None:
    check_whole(scheme)


def _check_settings(scheme: Scheme, doing: Doing) -> None:
    """先锋指数 is evidence: it gives no grade."""
    if scheme.kind == RoundKind.PIONEER and scheme.gives_grade:
        raise RuleBroken("pioneer", "先锋指数只作佐证材料，不评等次", field="gives_grade")
    check_streets_share(scheme.kind, scheme.level, scheme.streets_share)


COPYING = asks_of(
    Scheme,
    "origin area year title",
    at=P.ASSESS_MANAGE,
    origin={"rows": schemes_to_copy, "found_by": None, "is_optional": False},
    area={"is_optional": False, "help": "适用于该区域及以下"},
    year={"least": 2020, "most": 2100},
    title={"is_optional": True, "help": "留空沿用原名称"},
)
SETTINGS = asks_of(
    Scheme,
    "title note asks_report gives_grade panel_least extra_most streets_share",
    panel_least={"least": 3, "most": 20},
    extra_most={"least": 0, "most": 20},
    streets_share={"is_optional": True, "help": "只用于街道评部门：部门不低于30，派驻机构不低于60"},
)
TABLES = (
    ("components", "方案构成", "权重合计100", "A1 平时考核指标 20 指标"),
    ("items", "评分表", "每个项目的分值合计100；指标写得零分和得满分的值", "A1 办结率 25 grids.done_rate 60 100"),
    ("classes", "投票人类别", "权重合计100；不用投票的方案留空", "C1 街道领导班子 35 3 2/3"),
    ("options", "测评选项", "每个选项折合的分", "好 100"),
    ("bands", "等次分档", "下限含、上限不含；最高一档的上限写“-”，不能有空档和重叠", "较好 80 90"),
    ("caps", "等次限制", "不论得分，等次不超过", "某项得分低于 D 70 较好"),
    ("quotas", "等次比例", "同类组内的最高比例，向下取整，3个以上至少1个", "好 30"),
    ("extras", "加减分与否决", "须有文件依据；否决不计分，分值写0", "E1 市级以上表彰 加分 2 2"),
)


def _table_act(table: str, label: str, hint: str, example: str) -> Act:
    columns = heading_of(table)
    ask = Ask(
        table,
        label,
        longest=LONGEST_TABLE,
        is_optional=table not in ("components",),
        begins=lines_of(table),
        help=f"每行一条，依次为：{columns}。可从表格中复制粘贴。例：{example}",
        told=f"每行一条，以空格或制表符分开，依次为：{columns}",
    )
    return Act(
        f"set_{table}",
        f"填写{label}",
        "填写",
        DRAFT,
        None,
        permission=P.ASSESS_MANAGE,
        asks=(ask,),
        run=write_table(table),
        refused=note_refusal,
        done=f"{label}已保存。",
        hint=f"{hint}。整表保存：有一行不对，全部不保存。",
        icon="table_rows",
        summary=f"保存{label}",
        description=f"整表替换。{hint}。踩考核红线的返回422并写明依据，同时留下拒绝记录。",
    )


# Source: docs/rules.md, "Schemes".
scheme_acts = declare_acts(
    Acts(
        Scheme,
        called="方案",
        loads=("area", "origin"),
        acts=(
            Making(
                "copy",
                "沿用为新方案",
                "沿用",
                SchemeState.DRAFT,
                permission=P.ASSESS_MANAGE,
                asks=COPYING,
                first=_complete_copy,
                run=_copy,
                after=_copy_tables,
                stamps=("drafted_by", "drafted_at"),
                done="已生成草稿，各表与原方案相同，修改后由另一人发布。",
                hint="每年的方案从上一年的沿用；修改后由另一人发布。",
                icon="content_copy",
                again="此前已沿用，返回原草稿",
                summary="沿用方案",
                description="把一个方案的各表复制为本区域某一年度的新草稿。",
            ),
            Act(
                "edit",
                "修改设置",
                "修改",
                DRAFT,
                None,
                permission=P.ASSESS_MANAGE,
                asks=SETTINGS,
                partial=True,
                run=_check_settings,
                done="已修改。",
                hint="名称、说明、考评组人数、加减分上限和占部门年度考核的比例。",
                summary="修改方案设置",
                description="草稿的名称、说明、是否提交报告、是否评等次、考评组人数、加减分上限和占部门年度考核的比例；省略的不变。",
            ),
            *(_table_act(*table) for table in TABLES),
            Act(
                "publish",
                "发布",
                "发布",
                DRAFT,
                SchemeState.PUBLISHED,
                permission=P.ASSESS_MANAGE,
                stamps=("published_by", "published_at"),
                not_by=(NotBy("drafted_by_id", "own_draft", "本人拟的方案由他人发布"),),
                run=_publish,
                refused=note_refusal,
                done="已发布，此后不再修改；要改请沿用为新版本。",
                hint="发布后不再修改，可以用它开启轮次。",
                icon="publish",
                summary="发布方案",
                description="检查各表是否完整后发布；发布后不再修改。不完整的返回422并写明缺什么。",
            ),
            Act(
                "drop",
                "作废草稿",
                "作废",
                DRAFT,
                SchemeState.DROPPED,
                permission=P.ASSESS_MANAGE,
                asks=(ask_reason("作废", column="reason"),),
                done="草稿已作废。",
                hint="用于不再需要的草稿，记录保留。",
                icon="block",
                summary="作废方案草稿",
                description="写明原因；已发布的不能作废。",
            ),
        ),
    )
)
