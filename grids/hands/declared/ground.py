"""What hands declare for the ground floor, and what they do when a case below ends."""

from django.db.models import Q

from grids.declare import case_closed, case_dropped
from grids.hands.lists import hand_list
from grids.hands.models import CaseHand
from grids.hands.services.crediting import credit_hands, drop_hands
from orgtree.choices import Permission as P
from orgtree.declare import Broken, HomeSection, registry
from orgtree.declare.notices import NoticeKind
from orgtree.files.erasing import Words
from volunteers.declare import Heir, add_heirs
from volunteers.home.desk.whole_person import Part, add_parts

case_closed.add("hands.credit", credit_hands)
case_dropped.add("hands.drop", drop_hands)
registry.add_own_data([hand_list.own_data()])
add_parts(Part(hand_list, P.CASE_VIEW, "kind number title entered_at state"))
add_heirs(
    [
        Heir(
            CaseHand,
            called="次参与事项",
            alike=("case", "kind"),
            live=Q(voided_at__isnull=True),
            clash="两个登记参与了同一事项，请先撤去其中一个",
        )
    ]
)
registry.add_words([Words(CaseHand, "member", ("reason",))])
registry.add_home_sections([HomeSection("grids.hands", 24, lambda member: ("grids/hands/section.html", {}))])
registry.add_notice_kinds([NoticeKind("hands", "党员参与", ("casehand",))])
registry.add_constraints({"hand_once_a_case": Broken("already_entered", "这名党员已登记", "member")})
