"""What is done to party organisations and units: one moves under another superior, both are closed and never deleted."""

from orgtree.acts import Act, Acts, Ask, declare_acts
from orgtree.choices import Permission as P
from orgtree.choices import Standing
from orgtree.units.models.institution import Institution
from orgtree.units.models.party import PartyOrg
from orgtree.units.rules import LEGAL_PARENTS
from orgtree.units.services.institutions import close_unit, keep_comers_out
from orgtree.units.services.party import dissolve_org, hold_the_tree, place_org

OPEN = frozenset({Standing.OPEN})


def possible_superiors(user, ids):
    """The organisations in being that may stand over one of this kind."""
    rows = PartyOrg.objects.allowed(user, P.PARTY_ORG_VIEW).filter(dissolved_on=None)
    own = PartyOrg.objects.filter(pk__in=ids or ()).values_list("kind", flat=True)
    kinds = {kind for one in own for kind in LEGAL_PARENTS[one] if kind}
    return rows.filter(kind__in=kinds) if ids else rows


party_acts = declare_acts(
    Acts(
        PartyOrg,
        called="党组织",
        derived=((Standing.OPEN, "在册"), (Standing.ENDED, "已撤销")),
        acts=(
            Act(
                "found",
                "新增党组织",
                "新增",
                frozenset(),
                None,
                leads="在册",
                permission=P.PARTY_ORG_EDIT,
                by_form=True,
            ),
            Act(
                "move",
                "调整上级",
                "调整上级",
                OPEN,
                None,
                permission=P.PARTY_ORG_EDIT,
                first=hold_the_tree,
                asks=(
                    Ask(
                        "parent",
                        "新的上级党组织",
                        rows=possible_superiors,
                        found_by=(PartyOrg, "parent"),
                        is_optional=True,
                        help="上级不在本平台时留空；党小组、党员中心户须选择",
                    ),
                ),
                run=lambda org, doing: place_org(org, doing.said["parent"]),
                done="{row.name}的上级已调整，其下级一并调整。",
                hint="连同下级党组织一起调整。",
                icon="drive_file_move",
            ),
            Act(
                "dissolve",
                "撤销",
                "撤销",
                OPEN,
                None,
                permission=P.PARTY_ORG_EDIT,
                first=hold_the_tree,
                asks=(Ask("dissolved_on", "撤销日期", is_day=True, is_optional=True, help="不晚于今天；留空为今天"),),
                run=lambda org, doing: dissolve_org(org, doing.said["dissolved_on"]),
                leads="已撤销",
                done="{row.name}已撤销。",
                hint="撤销后以前的记录保留。还有下级党组织时不能撤销。",
                icon="domain_disabled",
            ),
        ),
    )
)

institution_acts = declare_acts(
    Acts(
        Institution,
        called="单位",
        derived=((Standing.OPEN, "在册"), (Standing.ENDED, "已注销")),
        acts=(
            Act(
                "enter",
                "新增单位",
                "新增",
                frozenset(),
                None,
                leads="在册",
                permission=P.INSTITUTION_EDIT,
                by_form=True,
            ),
            Act(
                "close",
                "注销",
                "注销",
                OPEN,
                None,
                permission=P.INSTITUTION_EDIT,
                first=keep_comers_out,
                asks=(Ask("closed_on", "注销日期", is_day=True, is_optional=True, help="不晚于今天；留空为今天"),),
                run=lambda institution, doing: close_unit(institution, doing.said["closed_on"]),
                leads="已注销",
                done="{row.name}已注销。",
                hint="注销后以前的记录保留。还有下级单位、党组织或在任岗位时不能注销。",
                icon="domain_disabled",
            ),
        ),
    )
)
