"""What is done to a change of borders: planned, confirmed after a look at what it does, cancelled, taken back on its day."""

from django.utils import timezone

from orgtree.acts import Act, Acts, Doing, Tell, declare_acts
from orgtree.borders.models import BorderChange
from orgtree.borders.services.carrying import carry_out, undo_change
from orgtree.borders.services.preview import obstacles_of
from orgtree.choices import BorderState
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.people.models.people import Post
from orgtree.tree.services.tree import hold_the_tree

PLANNED, AGREED, DONE = (frozenset({state}) for state in (BorderState.PLANNED, BorderState.AGREED, BorderState.DONE))


def _confirm(change: BorderChange, doing: Doing) -> None:
    if change.on > timezone.localdate():
        if left := obstacles_of(change):
            raise RuleBroken("obstacles", f"还不能办理：{'；'.join(left)}", conflict=True)
        change.state = BorderState.AGREED
    else:
        _carry(change, doing)


def _carry(change: BorderChange, doing: Doing) -> None:
    carry_out(change, by=doing.by)
    change.state = BorderState.DONE


def _tell(change: BorderChange, doing: Doing) -> list[Tell]:
    """Whoever holds a post at the communities concerned."""
    areas = {change.community_id, change.made_id, *change.moves.values_list("area_id", flat=True)}
    areas |= set(change.moves.values_list("came_from_id", flat=True)) - {change.area_id}
    users = tuple(Post.objects.live().filter(area__in=areas - {None}).values_list("holder_id", flat=True).distinct())
    said = {
        BorderState.AGREED: f"将于{change.on}生效",
        BorderState.DONE: "已生效",
        BorderState.UNDONE: "已撤销，恢复原状",
    }
    return [Tell(users, f"{change}{said[change.state]}", "网格、党员报到和岗位随之调整；以前的统计和报表不变。")]


border_acts = declare_acts(
    Acts(
        BorderChange,
        loads=("area", "community", "made", "confirmed_by"),
        acts=(
            Act(
                "plan",
                "拟定区划调整",
                "拟定",
                frozenset(),
                BorderState.PLANNED,
                permission=P.AREA_EDIT,
                by_form=True,
                hint="先看清会带走什么，再确认。",
            ),
            Act(
                "confirm",
                "确认办理",
                "办理",
                PLANNED,
                None,
                leads="已生效；生效日期在以后的为待生效",
                permission=P.AREA_EDIT,
                first=hold_the_tree,
                stamps=("confirmed_by", "confirmed_at"),
                run=_confirm,
                tells=_tell,
                final=True,
                done="{row}：{state}。",
                hint="网格、党员报到和岗位转到新社区，以前的统计和报表保持原样。生效当天可以整项撤销。",
                icon="merge",
            ),
            Act("carry", "到期生效", "生效", AGREED, BorderState.DONE, run=_carry, tells=_tell),
            Act(
                "cancel",
                "取消",
                "取消",
                PLANNED | AGREED,
                BorderState.CANCELLED,
                permission=P.AREA_EDIT,
                aside=True,
                done="已取消，什么都没有改动。",
                hint="还没有生效的，取消后一切照旧。",
                icon="close",
            ),
            Act(
                "undo",
                "撤销，恢复原状",
                "撤销",
                DONE,
                BorderState.UNDONE,
                permission=P.AREA_EDIT,
                first=hold_the_tree,
                run=lambda change, doing: undo_change(change, by=doing.by),
                tells=_tell,
                fits=lambda change: change.done_on == timezone.localdate(),
                done="已撤销，区划、报到和岗位恢复原状。",
                hint="只在生效当天、其后没有新的变动时可以办理。",
                icon="undo",
            ),
        ),
    )
)
