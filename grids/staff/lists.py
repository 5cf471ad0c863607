"""The columns of staff, their training, cards of grids, coverage and norms: for the desk, workbooks, the rows behind figures and the API."""

from django.db.models import Q
from django.utils import timezone

from grids.staff.choices import TermState
from grids.staff.models import NEAR, GridCard, GridCover, StaffNorm, StaffTerm, StaffTraining
from grids.staff.rules import size_told
from orgtree.days.rules.months import months_on
from orgtree.days.rules.words import say_day
from orgtree.declare import Column, Section
from orgtree.lists import area_columns, columns_of, declare_list, name_by, state_column, unsummed_columns
from orgtree.owned.lists import owned_columns

TERM_COLOURS = {"在任": "success", "已离任": "info", "登记有误": "info"}
TRAINING_COLOURS = {"已登记": "success", "登记有误": "info"}
CARD_COLOURS = {"未公布": "warning", "已公布": "success"}
COVER_COLOURS = {"已配齐": "success", "空缺": "danger"}
SIZE_COLOURS = {"偏小": "warning", "偏大": "warning"}

name_by(StaffTerm, "id role")


def shown_term(term: StaffTerm) -> str:
    """The last day, and whether it is over or near; the day alone for who has left."""
    today = timezone.localdate()
    if term.until is None:
        return ""
    if term.state != TermState.HELD or term.until >= months_on(today, NEAR):
        return say_day(term.until)
    return f"{say_day(term.until)}（{'已届满' if term.until < today else '即将届满'}）"


term_list = declare_list(
    StaffTerm,
    columns=columns_of(StaffTerm, "role beat since until consented_on entered_at reason")
    | area_columns("区域")
    | {
        "state": state_column(StaffTerm, TERM_COLOURS),
        "holder": Column("姓名", lambda term: term.name, personal=True),
        "masked_phone": Column("值班电话", lambda term: term.masked_phone, personal=True),
        "term": Column("任期至", shown_term, order="until"),
        "account": Column("平台账号", lambda term: term.account_id is not None),
        "by_post": Column("来自", lambda term: "平台岗位" if term.post_id else "登记"),
    },
    desk="state role holder place beat masked_phone since term account",
    links="state holder",
    filters=("state", "role", "area"),
    first=Q(state=TermState.HELD),
    order="area role pk",
    loads=("area__parent__parent", "account"),
    importer="staff",
    own="role place beat masked_phone since until consented_on state reason",
    sheet="state role holder place beat masked_phone since until consented_on account by_post reason",
    api="id area role role_label beat since until consented_on state state_label entered_at",
    asked_by="area role state under",
    ordered_by="since until",
)
training_list = declare_list(
    StaffTraining,
    columns=columns_of(StaffTraining, "title held_on hours entered_at reason")
    | area_columns("区域", "term.area")
    | {
        "state": state_column(StaffTraining, TRAINING_COLOURS),
        "holder": Column("姓名", lambda row: row.term.name, personal=True),
        "role": Column("身份", lambda row: row.term.get_role_display(), order="term__role"),
    },
    desk="state held_on title hours role holder place",
    links="held_on title",
    filters=("state", "held_on"),
    order="-held_on -pk",
    loads=("term__area__parent__parent", "term__account"),
    own="held_on title hours role state",
    api="id term area title held_on hours state state_label entered_at",
    asked_by="term state under",
    ordered_by="held_on",
)
card_list = declare_list(
    GridCard,
    columns=columns_of(GridCard, "boundary phone supervision_phone kept_at published_at")
    | area_columns("网格")
    | {"state": state_column(GridCard, CARD_COLOURS)},
    desk="state place boundary phone supervision_phone published_at",
    links="state place",
    filters=("state", "area"),
    order="area pk",
    loads=("area__parent__parent",),
    api="id area boundary phone supervision_phone state state_label published_at",
    asked_by="area state under",
    ordered_by="published_at",
)
cover_list = declare_list(
    GridCover,
    columns=columns_of(GridCover, "name code")
    | {
        "parent": Column("社区", lambda row: row.parent.name, order="parent"),
        "homes": Column("户数", lambda row: row.homes or None, number=True, field="homes", order="homes"),
        "size": Column("规模", lambda row: size_told(row.homes, row.least, row.most), tones=SIZE_COLOURS),
        "wanted": Column("应配", lambda row: row.wanted, number=True),
        "general": Column("全科网格员", lambda row: row.general, number=True, field="general"),
        "workers": Column("网格员", lambda row: row.workers, number=True, field="workers"),
        "verdict": Column(
            "配备", lambda row: "空缺" if row.general < (row.wanted or 0) else "已配齐", tones=COVER_COLOURS
        ),
        "card": Column("公示牌", lambda row: "已公布" if row.has_card else "未公布", tones=CARD_COLOURS),
    },
    desk="name parent homes size wanted general workers verdict card",
    links="name",
    order="tree_id lft",
    loads=("parent",),
)
norm_list = declare_list(
    StaffNorm,
    columns=unsummed_columns(StaffNorm, "key number active_from active_to") | owned_columns(),
    desk="key area number active_from active_to",
    filters=("key",),
    loads=("area",),
)


def own_terms(member) -> Section:
    """What the platform keeps of somebody's terms, for the person's own copy."""
    return term_list.section(StaffTerm.objects.filter(account__member=member).order_by("pk"))


def own_trainings(member) -> Section:
    """The same of their training."""
    return training_list.section(StaffTraining.objects.filter(term__account__member=member).order_by("pk"))
