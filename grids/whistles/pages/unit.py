"""A department's whistles on its own pages: sign, answer, done, contest; give back, ask for more time."""

from grids.whistles.choices import LegState
from grids.whistles.lists import leg_list
from grids.whistles.models import AT_WORK
from grids.whistles.services.legs import leg_acts
from grids.whistles.services.reach import own_legs
from orgtree.acts.pages import Group, Phone

unit_pages = Phone(
    leg_acts,
    leg_list,
    many="unit-whistles",
    one="unit-whistle",
    seen=own_legs,
    groups=(
        Group(
            "待办",
            lambda user: own_legs(user).filter(state__in=AT_WORK),
            "words area called_at",
            empty="没有待办的吹哨。",
        ),
        Group("已退哨，等街道裁定", lambda user: own_legs(user).filter(state=LegState.RETURNED), "words area refusal"),
        Group(
            "已办", lambda user: own_legs(user).exclude(state__in=[*AT_WORK, LegState.RETURNED]), "words area result"
        ),
    ),
    facts=(
        "state number case where words called_at steps answer refusal arrived_at on_site more more_why outcome response attendance result remark "
        "contest decision"
    ),
    does="sign answer finish contest give_back ask_more",
    intro="街道吹哨，部门报到：签收、应哨、到场、办结分别计时，时限从吹哨时算起。",
    late="这一步已由本部门的他人办理。",
)
