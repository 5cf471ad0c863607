"""The columns of helping pairs, of help, of what units give besides, of social organisations and their services; none may be ordered by what was given."""

from django.db.models import Max, Q

from cocon.helping.choices import HelpState
from cocon.helping.models import Contribution, Engagement, HelpGiven, HelpingPair, SocialService
from cocon.helping.services.pairs import pair_acts
from cocon.helping.services.social import engagement_acts
from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, name_by, state_column

PAIR_COLOURS = {"帮扶中": "success", "已结束": "info"}
KEPT_COLOURS = {"有效": "success", "已作废": "info"}

name_by(HelpingPair, "id code")
name_by(Engagement, "id purpose")


def dress_pairs(pairs: list[HelpingPair]) -> None:
    """Set when somebody last came to each. One query."""
    last = HelpGiven.objects.kept().filter(pair__in=[pair.pk for pair in pairs]).order_by()
    days = dict(last.values("pair").annotate(last=Max("day")).values_list("pair", "last"))
    for pair in pairs:
        pair.last_help = days.get(pair.pk)


pair_list = declare_list(
    HelpingPair,
    columns=columns_of(HelpingPair, "need helped plan since until end_reason entered_at")
    | area_columns("社区")
    | {
        "code": Column("编号", lambda pair: pair.code, order="pk"),
        "state": Column("状态", lambda pair: pair_acts.state_label(pair.state), tones=PAIR_COLOURS),
        "helper": Column("由谁帮扶", lambda pair: pair.helper),
        "unit_name": Column("单位名称", lambda pair: pair.unit.name if pair.unit else ""),
        "uscc": Column("统一社会信用代码", lambda pair: pair.unit.uscc if pair.unit else ""),
        "team": Column("帮扶服务队", lambda pair: pair.team.name if pair.team else ""),
        "community": Column("社区", lambda pair: pair.area.name),
        "last_help": Column("最近一次帮扶", lambda pair: getattr(pair, "last_help", None)),
    },
    desk="code state helper area need helped since until last_help",
    links="code state",
    filters=("need", "helped", "area"),
    order="-since -pk",
    loads=("area", "unit", "team"),
    dress=dress_pairs,
    importer="helping_pairs",
    sheet="code state helped plan end_reason last_help",
    api="id code area unit team need need_label helped helped_label plan since until state end_reason entered_at",
    asked_by="area unit team need under",
    ordered_by="since until",
)
help_list = declare_list(
    HelpGiven,
    columns=columns_of(HelpGiven, "kind day words void_reason at voided_at")
    | area_columns("社区", "pair.area")
    | {
        "state": state_column(HelpGiven, KEPT_COLOURS),
        "pair": Column("帮扶对子", lambda given: given.pair.code, order="pair"),
        "helper": Column("由谁帮扶", lambda given: given.pair.helper),
        "days": Column("出工天数", lambda given: given.days, number=True),
        "yuan": Column("金额或折价（元）", lambda given: given.worth, number=True, decimals=2, field="yuan"),
    },
    desk="day kind pair helper area yuan days words state",
    links="day kind",
    filters=("kind", "state"),
    first=Q(state=HelpState.KEPT),
    order="-day -pk",
    loads=("pair__area", "pair__unit", "pair__team"),
    api="id pair area kind kind_label day fen days words state state_label void_reason at",
    asked_by="pair kind state under",
    ordered_by="day",
)
contribution_list = declare_list(
    Contribution,
    columns=columns_of(Contribution, "kind day words void_reason at voided_at")
    | area_columns("社区")
    | {
        "state": state_column(Contribution, KEPT_COLOURS),
        "unit_name": Column("单位名称", lambda row: row.unit.name, order="unit__name"),
        "yuan": Column("金额或折价（元）", lambda row: row.worth, number=True, decimals=2, field="yuan"),
    },
    desk="day kind unit_name area yuan words state",
    links="day kind",
    filters=("kind", "state", "area"),
    first=Q(state=HelpState.KEPT),
    order="-day -pk",
    loads=("area", "unit"),
    api="id area unit kind kind_label day fen words state state_label void_reason at",
    asked_by="area unit kind state under",
    ordered_by="day",
)
engagement_list = declare_list(
    Engagement,
    columns=columns_of(Engagement, "purpose since until entered_at")
    | area_columns("引进区域")
    | {
        "state": Column(
            "状态", lambda row: engagement_acts.state_label(row.state), tones={"引进中": "success", "已结束": "info"}
        ),
        "organisation": Column("社会组织", lambda row: row.organisation.name, order="organisation__name"),
    },
    desk="organisation state area purpose since until",
    links="organisation state",
    filters=("area",),
    order="-since -pk",
    loads=("area", "organisation"),
    api="id area organisation purpose since until state entered_at",
    asked_by="area organisation under",
    ordered_by="since until",
)
service_list = declare_list(
    SocialService,
    columns=columns_of(SocialService, "kind title day hours void_reason at")
    | area_columns("区域", "engagement.area")
    | {
        "state": state_column(SocialService, KEPT_COLOURS),
        "organisation": Column(
            "社会组织", lambda row: row.engagement.organisation.name, order="engagement__organisation__name"
        ),
        "community": Column("社区", lambda row: row.engagement.area.name),
        "heads": Column("服务人数", lambda row: row.heads, number=True, field="heads"),
    },
    desk="day kind title organisation area hours heads state",
    links="day kind",
    filters=("kind", "state"),
    first=Q(state=HelpState.KEPT),
    order="-day -pk",
    loads=("engagement__area", "engagement__organisation"),
    importer="social_services",
    api="id engagement area kind kind_label title day hours heads state state_label void_reason at",
    asked_by="engagement kind state under",
    ordered_by="day",
)
