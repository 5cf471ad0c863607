"""The panel: who is on it, whom each may score, their sheets, and what these come to.

Source: docs/rules.md, "Rounds": at least three, none for their own unit or that of those who rate it (acceptance A17).
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.db import transaction
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from assessments.rounds.choices import MemberState, RoundState, SheetState
from assessments.rounds.models import PanelMember, PanelScore, PanelSheet, Round, RoundSubject
from assessments.rounds.rules.panels import PanelResult, own_and_raters, result_of
from assessments.schemes.choices import ComponentSource
from assessments.schemes.models import Component, Item
from orgtree.acts import (
    Act,
    Acts,
    Doing,
    Making,
    Tell,
    ask_reason,
    asks_of,
    declare_acts,
    make,
    note_first,
    perform_on,
)
from orgtree.choices import Permission as P
from orgtree.database.locks import hold_for
from orgtree.errors import RuleBroken, not_found, of_another
from orgtree.models import Area, Post, User
from orgtree.notices.words import called
from orgtree.scope.services import within_reach
from orgtree.text.rules.numbers import plain

PREPARED = (RoundState.CREATED, RoundState.OPEN)


def rounds_with_panel(user, ids=None) -> QuerySet[Round]:
    """Rounds whose panel the person keeps."""
    return within_reach(Round, P.ASSESS_ROLL, user).filter(state__in=PREPARED)


def people_for_panels(user, ids=None) -> QuerySet[User]:
    """Whoever holds a post today where the person keeps rolls, below or straight above: the level above lends its people."""
    areas = within_reach(Area, P.ASSESS_ROLL, user)
    seats = areas.values_list("pk", flat=True)
    above = {area.pk for post in user.live_posts if post.area for area in post.area.get_ancestors()} if user else set()
    here = Q(area__in=seats) | Q(institution__area__in=seats) | Q(area__in=above)
    posts = Post.objects.live().filter(here)
    return User.objects.filter(pk__in=posts.values("holder")).order_by("name", "pk")


def copy_panel(round: Round, by) -> int:
    """Last year's panel again, as far as its people hold a post; how many. Nothing for whoever keeps no rolls there."""
    if by is None or round.before_id is None or not by.holds_at(P.ASSESS_ROLL, round.area):
        return 0
    rows = PanelMember.objects.on().filter(round=round.before_id, user__in=people_for_panels(by)).order_by("pk")
    for row in rows:
        make(member_acts, "appoint", round=round, user=row.user, by=by)
    return len(rows)


def panel_components(round: Round) -> list[Component]:
    """The components of the round that a panel scores."""
    rows = Component.objects.filter(scheme=round.scheme_id, source=ComponentSource.PANEL)
    return list(rows.order_by("position", "pk"))


def subjects_of_members(round: Round) -> dict[int, set[int]]:
    """{member: ids of the subjects that they come from}: their posts sit at the subject, or below it. Three queries."""
    members = list(PanelMember.objects.on().filter(round=round))
    return _origins(members, list(round.subjects.select_related("area")))


def _origins(members: Sequence[PanelMember], subjects: Sequence[RoundSubject]) -> dict[int, set[int]]:
    """The same among these subjects, for panel members of any rounds. One query."""
    posts = Post.objects.live().filter(holder__in=[member.user_id for member in members])
    seats: dict[int, list[Post]] = defaultdict(list)
    for post in posts.select_related("area", "institution__area"):
        seats[post.holder_id].append(post)
    return {
        member.pk: {
            subject.pk
            for subject in subjects
            for post in seats[member.user_id]
            if subject.round_id == member.round_id and _comes_from(post, subject)
        }
        for member in members
    }


def _comes_from(post: Post, subject: RoundSubject) -> bool:
    """Whether the post sits at the subject, or at an area below it."""
    if subject.institution_id:
        return post.institution_id == subject.institution_id
    seat = post.area or (post.institution and post.institution.area)
    area = subject.area
    return bool(seat) and seat.tree_id == area.tree_id and area.lft <= seat.lft and seat.rght <= area.rght


def barred_for(member: PanelMember, known: Mapping[int, set[int]] | None = None) -> set[int]:
    """The ids of the subjects that the member may not score."""
    come_from = subjects_of_members(member.round) if known is None else known
    return own_and_raters(come_from.get(member.pk, ()), come_from, member.pk)


def member_in(round: Round, user) -> PanelMember | None:
    """The person's place on the panel; None for whoever is not on it."""
    return PanelMember.objects.on().filter(round=round, user=user.pk).select_related("round").first()


def seats_on_panels(user) -> QuerySet[PanelMember]:
    """The person's places on panels of open rounds."""
    return PanelMember.objects.on().filter(user=user.pk, round__state=RoundState.OPEN)


def subjects_to_score(user) -> QuerySet[RoundSubject]:
    """Subjects of open rounds of whom the person's sheets are not all handed in. One query for whoever is on no panel, else three."""
    own = seats_on_panels(user)
    panels = list(PanelMember.objects.on().filter(round__in=own.values("round")))
    mine = {member.round_id: member for member in panels if member.user_id == user.pk}
    if not mine:
        return RoundSubject.objects.none()
    signed = PanelSheet.objects.signed().filter(subject=OuterRef("pk"), member__in=[one.pk for one in mine.values()])
    wanted = Component.objects.filter(scheme=OuterRef("round__scheme"), source=ComponentSource.PANEL)
    subjects = RoundSubject.objects.filter(round__in=mine).select_related("area")
    rows = list(subjects.annotate(signed=_number(signed, "subject"), wanted=_number(wanted, "scheme")))
    origins = _origins(panels, rows)
    waiting = []
    for row in rows:
        member = mine[row.round_id]
        of_round = {one.pk: origins[one.pk] for one in panels if one.round_id == row.round_id}
        if not row.is_left_out and row.signed < row.wanted and row.pk not in barred_for(member, of_round):
            waiting.append(row.pk)
    return RoundSubject.objects.filter(pk__in=waiting)


def _number(rows: QuerySet, of: str) -> Coalesce:
    """How many of the rows each has that they belong to by the field `of`; none is 0."""
    return Coalesce(Subquery(rows.order_by().values(of).annotate(n=Count("pk")).values("n")), 0)


# --- Sheets -----------------------------------------------------------------------------------------------------------


@transaction.atomic
def save_sheet(
    *, subject: RoundSubject, component: Component, points: Mapping[int, Decimal | None], words: str = "", by
) -> PanelSheet:
    """The person's sheet with these points by item; what has none is taken off. Raises RuleBroken at `points_<item>`."""
    hold_for(f"assessments.panelsheet:{by.pk}")
    member = member_in(subject.round, by)
    if member is None or component.scheme_id != subject.round.scheme_id:
        raise not_found("评分表")
    if subject.is_left_out or subject.round.state != RoundState.OPEN:
        raise RuleBroken("wrong_state", "轮次不在进行中，不能评分", conflict=True)
    if subject.pk in barred_for(member):
        raise of_another(by, "own_unit", "不能给本单位和对本单位评分的单位评分")
    items = list(Item.objects.filter(component=component))
    _check_points(items, points)
    sheet = PanelSheet.objects.select_for_update().filter(subject=subject, component=component, member=member).first()
    is_new = sheet is None
    sheet = sheet or PanelSheet(subject=subject, component=component, member=member)
    if sheet.state == SheetState.SIGNED:
        raise RuleBroken("signed", "已经提交，不能再改", conflict=True)
    sheet.words = words.strip()
    sheet.save()
    PanelScore.objects.filter(sheet=sheet).delete()
    PanelScore.objects.bulk_create(
        PanelScore(sheet=sheet, item=item, points=points[item.pk]) for item in items if points.get(item.pk) is not None
    )
    if is_new:
        note_first(sheet_acts, "begin", sheet, by=by)
        return sheet
    return perform_on(sheet_acts, "write", sheet, by=by)


def _check_points(items: list[Item], points: Mapping[int, Decimal | None]) -> None:
    for item in items:
        given = points.get(item.pk)
        if given is not None and not 0 <= given <= item.points:
            raise RuleBroken("range", f"“{item}”应在0到{plain(item.points)}分之间", field=f"points_{item.pk}")


def _sign(sheet: PanelSheet, doing: Doing) -> None:
    """Raises RuleBroken while a line has no points, or the round does not take them any more."""
    if sheet.subject.round.state != RoundState.OPEN:
        raise RuleBroken("wrong_state", "轮次不在进行中，不能提交", conflict=True)
    scored = set(sheet.scores.values_list("item", flat=True))
    missing = Item.objects.filter(component=sheet.component).exclude(pk__in=scored).order_by("position").first()
    if missing:
        raise RuleBroken("missing", f"“{missing}”还没有评分")
    sheet.signed_at = timezone.now()


def _reopen(sheet: PanelSheet, doing: Doing) -> None:
    if sheet.subject.round.state != RoundState.OPEN:
        raise RuleBroken("wrong_state", "轮次不在进行中，不能退回", conflict=True)
    sheet.signed_at = None


# --- What they come to ------------------------------------------------------------------------------------------------


def scores_of_panel(subject: RoundSubject, component: Component) -> PanelResult:
    """The mean of the signed sheets of those who are on the panel, of a hundred and exact; void below the scheme's least."""
    return scores_of_all_panels(subject.round, subject).get((subject.pk, component.pk)) or PanelResult(
        None, 0, subject.round.scheme.panel_least
    )


def scores_of_all_panels(round: Round, subject: RoundSubject | None = None) -> dict[tuple[int, int], PanelResult]:
    """{(subject, component): the same} for the whole round, or one subject; what has no sheet is not there. One query."""
    rows = PanelScore.objects.filter(
        sheet__state=SheetState.SIGNED, sheet__member__state=MemberState.ON, sheet__subject__round=round
    )
    if subject:
        rows = rows.filter(sheet__subject=subject)
    sheets: dict[tuple[int, int], dict[int, list[Decimal]]] = defaultdict(lambda: defaultdict(list))
    columns = ("sheet__subject_id", "sheet__component_id", "sheet_id", "points")
    for subject_id, component, sheet, points in rows.order_by("sheet_id", "item_id").values_list(*columns):
        sheets[subject_id, component][sheet].append(points)
    least = round.scheme.panel_least
    return {key: result_of(of_one.values(), least=least) for key, of_one in sheets.items()}


def check_panel_done(round: Round) -> None:
    """Raise RuleBroken where a subject has fewer signed sheets than the scheme asks for, naming it."""
    components = panel_components(round)
    if not components:
        return
    results = scores_of_all_panels(round)
    for subject in round.subjects.taking_part():
        for component in components:
            result = results.get((subject.pk, component.pk))
            if result is None or result.raw is None:
                number, least = result.number if result else 0, round.scheme.panel_least
                raise RuleBroken(
                    "panel", f"{subject}的“{component.name}”只有{number}张评分表，应有{least}张以上", conflict=True
                )


# --- The acts ---------------------------------------------------------------------------------------------------------


def _appoint(member: PanelMember, doing: Doing) -> None:
    if member.round.state not in PREPARED:
        raise RuleBroken("wrong_state", "轮次已截止，不能再增加考评人", field="round", conflict=True)
    if PanelMember.objects.on().filter(round=member.round, user=member.user).exists():
        raise RuleBroken("known", "此人已在考评组", field="user", conflict=True)


def _tell_member(member: PanelMember, doing: Doing) -> list[Tell]:
    return [Tell((member.user_id,), f"您是考评组成员：{called(member.round)}", "轮次启动后在“我的考评”评分", "/panel/")]


APPOINTING = asks_of(
    PanelMember,
    "round user",
    round={"rows": rounds_with_panel, "found_by": None},
    user={"rows": people_for_panels, "found_by": None, "shown": lambda user: user.name, "told": "账号的编号"},
)
member_acts = declare_acts(
    Acts(
        PanelMember,
        called="考评组成员",
        account="user_id",
        loads=("round__area", "user"),
        acts=(
            Making(
                "appoint",
                "增加考评人",
                "增加",
                MemberState.ON,
                permission=P.ASSESS_ROLL,
                on="round",
                asks=APPOINTING,
                run=_appoint,
                fits=lambda round: round.state in PREPARED,
                stamps=("appointed_by", "appointed_at"),
                tells=_tell_member,
                done="已加入考评组。",
                hint="考评组不少于3人；本单位和对本单位评分的单位自动回避。",
                icon="group_add",
                summary="增加考评组成员",
                description="由负责名册的人登记；已在组的返回409。",
            ),
            Act(
                "leave",
                "退出考评组",
                "退出",
                frozenset({MemberState.ON}),
                MemberState.OFF,
                permission=P.ASSESS_ROLL,
                asks=(ask_reason("退出", column="reason"),),
                run=lambda member, doing: _check_running(member),
                done="已退出，其评分不再计入。",
                hint="退出后其评分不再计入。",
                icon="person_remove",
                summary="退出考评组",
                description="写明原因；其评分不再计入。轮次截止后返回409。",
            ),
        ),
    )
)


def _check_running(member: PanelMember) -> None:
    if member.round.state not in PREPARED:
        raise RuleBroken("wrong_state", "轮次已截止，考评组不再变动", conflict=True)


def own_sheets(user) -> QuerySet[PanelSheet]:
    """Sheets of the person as one of a panel."""
    return PanelSheet.objects.filter(member__user=user.pk, member__state=MemberState.ON)


DRAFT, SIGNED = frozenset({SheetState.DRAFT}), frozenset({SheetState.SIGNED})
sheet_acts = declare_acts(
    Acts(
        PanelSheet,
        called="评分表",
        account="member.user_id",
        loads=("subject__round__area", "component", "member__user"),
        acts=(
            Act("begin", "开始评分", "评分", frozenset(), SheetState.DRAFT, own=True, by_form=True),
            Act("write", "修改评分", "评分", DRAFT, None, own=True, by_form=True),
            Act(
                "sign",
                "提交评分表",
                "提交",
                DRAFT,
                SheetState.SIGNED,
                own=True,
                reach=own_sheets,
                run=_sign,
                done="已提交，此后不能再改。",
                hint="各项都评分后提交；提交后不能再改。",
                icon="task_alt",
                summary="提交评分表",
                description="考评人本人提交；有未评的项返回422。",
            ),
            Act(
                "reopen",
                "退回重评",
                "退回",
                SIGNED,
                SheetState.DRAFT,
                permission=P.ASSESS_ROLL,
                asks=(ask_reason("退回"),),
                run=_reopen,
                tells=lambda sheet, doing: [
                    Tell((sheet.member.user_id,), f"评分表退回：{sheet.subject}", url="/panel/", why=True)
                ],
                done="已退回，考评人会看到原因。",
                hint="用于误提交；轮次截止后不能退回。",
                icon="undo",
                summary="退回评分表",
                description="写明原因；轮次截止后返回409。",
            ),
        ),
    )
)
