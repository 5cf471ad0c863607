"""What is done to an area: it moves with everything below it, changes places with its siblings, is dissolved, and opened again."""

from orgtree.acts import Act, Acts, Ask, declare_acts
from orgtree.choices import Permission as P
from orgtree.choices import Standing
from orgtree.tree.models import Area
from orgtree.tree.rules.tree import LEGAL_PARENTS
from orgtree.tree.services.tree import (
    close_area,
    hold_the_tree,
    join_area,
    move_area,
    place_among_siblings,
    place_back,
    put_back,
)

OPEN = frozenset({Standing.OPEN})
STEPS = ((-1, "上移一位"), (1, "下移一位"), (-100_000, "移到最前"), (100_000, "移到最后"))


def open_areas(user):
    return Area.objects.allowed(user, P.AREA_EDIT).filter(dissolved_on=None)


def possible_parents(user, ids):
    """The open areas under which an area of this kind may stand."""
    kinds = {kind for own in _kinds(ids) for kind in LEGAL_PARENTS[own]}
    return open_areas(user).filter(kind__in=kinds) if ids else open_areas(user)


def possible_successors(user, ids):
    """The other open areas of the same kind."""
    return open_areas(user).filter(kind__in=_kinds(ids)).exclude(pk__in=ids) if ids else open_areas(user)


def _kinds(ids) -> set[str]:
    return set(Area.objects.filter(pk__in=ids or ()).values_list("kind", flat=True))


def dissolve(area: Area, doing) -> None:
    close_area(area, on=doing.said["dissolved_on"], successor=doing.said["replaced_by"], by=doing.by)


area_acts = declare_acts(
    Acts(
        Area,
        called="区域",
        derived=((Standing.OPEN, "在用"), (Standing.ENDED, "已撤销")),
        acts=(
            Act(
                "create",
                "新增区域",
                "新增",
                frozenset(),
                None,
                leads="在用",
                permission=P.AREA_EDIT,
                by_form=True,
            ),
            Act(
                "move",
                "移动到其他上级",
                "移动",
                OPEN,
                None,
                permission=P.AREA_EDIT,
                first=hold_the_tree,
                asks=(
                    Ask(
                        "parent",
                        "新的上级区域",
                        rows=possible_parents,
                        found_by=(Area, "parent"),
                        help="输入名称、拼音首字母或代码查找",
                    ),
                ),
                run=lambda area, doing: move_area(area, doing.said["parent"], by=doing.by),
                done="{row.name}已移到{row.parent.name}，其下各级一并移动。",
                hint="连同其下的各级一起移动，已编入其中的党员的报到随之转到新的社区；移动后由新上级的管理人员管理，原上级不再看到。",
                icon="drive_file_move",
            ),
            # What follows from communities that are merged or split, and from its undoing (orgtree/borders).
            Act(
                "join",
                "并入另一社区",
                "并入",
                OPEN,
                None,
                asks=(Ask("into", "并入的社区", rows=possible_successors),),
                run=lambda area, doing: join_area(area, doing.said["into"]),
                leads="已撤销",
            ),
            Act(
                "put_back",
                "随区划调整的撤销恢复原状",
                "恢复",
                OPEN | {Standing.ENDED},
                None,
                asks=(
                    Ask("parent", "原上级", rows=possible_parents),
                    Ask("name", "原名称"),
                    Ask("position", "原排序", most=2**31 - 1),
                ),
                run=lambda area, doing: put_back(area, **doing.said),
                leads="在用",
            ),
            Act(
                "order",
                "调整顺序",
                "调整顺序",
                OPEN,
                None,
                permission=P.AREA_EDIT,
                first=hold_the_tree,
                asks=(Ask("steps", "调整到", choices=STEPS),),
                run=lambda area, doing: place_among_siblings(area, doing.said["steps"], by=doing.by),
                each_counts=True,
                done="{row.name}的排序已调整。",
                hint="只改变在同级中的先后，不影响管理范围。",
                icon="swap_vert",
            ),
            Act(
                "dissolve",
                "撤销或并入",
                "撤销",
                OPEN,
                None,
                permission=P.AREA_EDIT,
                first=hold_the_tree,
                asks=(
                    Ask("dissolved_on", "撤销日期", is_day=True, is_optional=True, help="不晚于今天；留空为今天"),
                    Ask(
                        "replaced_by",
                        "并入区域",
                        rows=possible_successors,
                        found_by=(Area, "replaced_by"),
                        is_optional=True,
                        help="并入其他区域时选择；单纯撤销留空",
                    ),
                ),
                run=dissolve,
                leads="已撤销",
                done="{row.name}已撤销。",
                hint="撤销后不能再编入人员；以前的记录和数据保留。其下还有区域、党员、党组织、单位或在任岗位时不能撤销。",
                icon="domain_disabled",
            ),
            Act(
                "reopen",
                "恢复",
                "恢复",
                frozenset({Standing.ENDED}),
                None,
                permission=P.AREA_EDIT,
                first=hold_the_tree,
                run=lambda area, doing: place_back(area, by=doing.by),
                leads="在用",
                done="{row.name}已恢复。",
                hint="撤销有误时恢复原状。",
                icon="undo",
            ),
        ),
    )
)
