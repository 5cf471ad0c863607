"""The columns of a need and of a claim, for the desk, its workbook, the rows behind figures and the API."""

from django.db.models import Q
from django.utils import timezone

from cocon.needs.choices import AskState, ClaimState, NeedState, ResourceState
from cocon.needs.models import Claim, Need, Resource, UnitAsk
from cocon.needs.services.asks import dress_asks, due_of
from cocon.needs.services.milestones import count_progress
from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, state_column, unsummed_columns

NEED_COLOURS = {
    "草稿": "info",
    "已发布": "warning",
    "已过期": "danger",
    "已认领满": "info",
    "已销号": "success",
    "已撤回": "info",
}
ASK_COLOURS = {
    "待社区处理": "danger",
    "已列入需求": "warning",
    "已办成": "success",
    "不能办理": "info",
    "已撤回": "info",
}
CLAIM_COLOURS = {
    "待确认": "danger",
    "实施中": "warning",
    "待验收": "danger",
    "已验收": "success",
    "未同意": "info",
    "已撤回": "info",
    "已失效": "info",
}


def state_of(need: Need) -> str:
    """The state in words; a published one of which nothing is left, or whose day is over, says so."""
    if need.state != NeedState.PUBLISHED:
        return need.get_state_display()
    if need.left == 0:
        return "已认领满"
    return "已过期" if need.until < timezone.localdate() else need.get_state_display()


def dress_needs(needs: list[Need]) -> None:
    """Set how much of each is taken on. One query."""
    taken = dict(Need.objects.filter(pk__in=[need.pk for need in needs]).with_taken().values_list("pk", "taken"))
    for need in needs:
        need.taken = taken.get(need.pk, 0)


def dress_claims(claims: list[Claim]) -> None:
    """Set how many of its milestones each has done. One query."""
    counted = count_progress(claims)
    for claim in claims:
        claim.progress = counted[claim.pk]


def shown_progress(claim: Claim) -> str:
    """2/3, nothing where there is no milestone yet."""
    done, number = getattr(claim, "progress", (0, 0))
    return f"{done}/{number}" if number else ""


NEED_FIELDS = "title words place listed source measure quantity people since until claim_by reach entered_at"
need_list = declare_list(
    Need,
    columns=columns_of(Need, f"{NEED_FIELDS} published_at ended_at reason")
    | area_columns("社区")
    | {
        "state": Column("状态", state_of, order="state", tones=NEED_COLOURS),
        "matter": Column("事项类别", lambda need: need.matter.name, order="matter"),
        "amount": Column("需要", lambda need: need.amount),
        "left": Column("还可认领", lambda need: need.left, number=True),
    },
    desk="state title matter area listed amount left until published_at",
    links="state title",
    filters=("state", "listed", "matter", "source", "area"),
    first=Q(state=NeedState.PUBLISHED),
    order="-entered_at -pk",
    loads=("area", "matter"),
    dress=dress_needs,
    api=(
        "id area title words place listed listed_label matter source source_label quantity measure people since until "
        "claim_by reach reach_label state state_label entered_at published_at ended_at left"
    ),
    asked_by="state area under",
    ordered_by="entered_at until",
    importer="needs",
)
claim_list = declare_list(
    Claim,
    columns=columns_of(Claim, "quantity words claimed_at confirmed_at outcome submitted_at accepted_at reason moved_at")
    | area_columns("社区", "need.area")
    | {
        "state": state_column(Claim, CLAIM_COLOURS),
        "need": Column("需求", lambda claim: claim.need.title),
        "matter": Column("事项类别", lambda claim: claim.need.matter.name),
        "unit": Column("认领单位", lambda claim: claim.unit.name, order="unit"),
        "amount": Column("认领", lambda claim: claim.amount),
        "progress": Column("节点", shown_progress),
        "until": Column("完成日期", lambda claim: claim.need.until, order="need__until"),
    },
    desk="state need unit area amount progress until moved_at",
    links="state need",
    filters=("state",),
    first=Q(state__in=[ClaimState.CLAIMED, ClaimState.SUBMITTED]),
    order="-moved_at -pk",
    loads=("need__area", "need__matter", "unit"),
    dress=dress_claims,
    api=(
        "id need unit quantity words state state_label claimed_at confirmed_at outcome submitted_at accepted_at reason"
    ),
    asked_by="state unit need under",
    ordered_by="claimed_at",
)
resource_list = declare_list(
    Resource,
    columns=columns_of(Resource, "title kind hours conditions until entered_at ended_at reason")
    | unsummed_columns(Resource, "capacity")
    | area_columns("所在区域")
    | {
        "state": state_column(Resource, {"共享中": "success", "已收回": "info"}),
        "matter": Column("事项类别", lambda resource: resource.matter.name, order="matter"),
        "unit": Column("共享单位", lambda resource: resource.unit.name if resource.unit else ""),
        "owner": Column("谁的", lambda resource: resource.owner_label, order="unit"),
    },
    desk="state title kind matter owner area capacity until entered_at",
    links="state title",
    filters=("state", "kind", "matter", "area"),
    first=Q(state=ResourceState.SHARED),
    order="-entered_at -pk",
    loads=("area", "unit", "matter"),
    api=(
        "id area unit title kind kind_label matter capacity hours conditions until state state_label entered_at ended_at"
    ),
    asked_by="state kind area unit under",
    ordered_by="entered_at",
    importer="resources",
)
ask_list = declare_list(
    UnitAsk,
    columns=columns_of(UnitAsk, "title words until outcome asked_at answered_at reason")
    | area_columns("社区")
    | {
        "state": state_column(UnitAsk, ASK_COLOURS),
        "matter": Column("事项类别", lambda ask: ask.matter.name, order="matter"),
        "unit": Column("提出单位", lambda ask: ask.unit.name, order="unit"),
        "amount": Column("需要", lambda ask: ask.amount),
        "need": Column("列入的需求", lambda ask: ask.need.title if ask.need else ""),
        "due": Column("答复期限", due_of),
    },
    desk="state title unit matter amount area until asked_at due",
    links="state title",
    filters=("state", "matter", "area"),
    first=Q(state=AskState.ASKED),
    order="-asked_at -pk",
    loads=("area", "unit", "matter", "need"),
    dress=dress_asks,
    api=(
        "id unit area matter title words quantity measure until state state_label need outcome asked_at answered_at reason"
    ),
    asked_by="state area unit under",
    ordered_by="asked_at until",
)
