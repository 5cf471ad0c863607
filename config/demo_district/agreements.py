"""Agreements of the demo: in force with most paired units, and in each community one in some other state."""

from datetime import timedelta

from cocon.agreements.services.acts import agreements
from cocon.agreements.services.agreements import remind_of_ends
from cocon.agreements.services.drafting import DUTIES_COMMUNITY, DUTIES_UNIT
from cocon.models import Agreement, AgreementGoal, Pairing
from config.demo_district.district_map import Part, Staffed
from orgtree.acts import make, perform_one
from orgtree.choices import PostKind
from orgtree.days.rules.months import last_day
from orgtree.models import Post

GOALS = "联合主题党日 6次\n党员到社区服务 40人次\n为居民办实事 4件"
# What becomes of the first agreement of each community in turn; the others are in force.
TURNS = ("expiring", "draft", "for_unit", "expired", "renewed", "broken_off", "for_community", "cancelled")


def build_agreements(part: Part) -> None:
    """Signed on paper where the unit has no account in the demo, as most have."""
    luck = part.luck("agreements")
    with_clerks = set(Post.objects.live().filter(kind=PostKind.UNIT_ORG).values_list("institution", flat=True))
    for place in part.staffed:
        paired = Pairing.objects.in_force_on(part.today).filter(community=place.area).select_related("unit")
        for number, row in enumerate(paired.order_by("pk")):
            turn = TURNS[place.number % len(TURNS)] if number == 0 else "active"
            turn = "for_unit" if row.unit_id in with_clerks else turn
            _agree(part, place, row.unit, turn, luck.randrange(20, 250))
    remind_of_ends(part.today)


def _agree(part: Part, place: Staffed, unit, turn: str, age: int) -> None:
    by = place.secretary
    if turn in {"expiring", "renewed"}:
        age = 340  # a year's term ends within the month
    if turn == "expired":
        age = 400
    since = part.today - timedelta(days=age)
    words = {"duties_unit": DUTIES_UNIT, "duties_community": DUTIES_COMMUNITY, "liaison_community": "示例联络员"}
    words |= {"unit": unit, "community": place.area, "since": since, "until": last_day(since, 12), "goals": GOALS}
    row = make(agreements, "draft", by=by, **words).row
    if turn == "draft":
        return
    if turn == "cancelled":
        perform_one(agreements, "cancel", pk=row.pk, by=by, reason="单位内容有调整，另行起草")
        return
    if turn == "for_community":
        Agreement.objects.filter(pk=row.pk).update(unit_signed_by=by, unit_signed_at=row.drafted_at)
        return
    _sign(row, turn, by)
    if turn == "renewed":
        _sign(make(agreements, "renew", renews=row, by=by).row, "", by)
    if turn == "broken_off":
        last = part.today - timedelta(days=1)
        perform_one(agreements, "break_off", pk=row.pk, by=by, last=last, reason="单位迁出，双方商定终止")
    AgreementGoal.objects.filter(agreement=row, counter="", position=1).update(
        told=age // 60, evidence="活动签到表在社区存档"
    )


def _sign(row: Agreement, turn: str, by) -> None:
    perform_one(agreements, "sign_community", pk=row.pk, by=by)
    if turn != "for_unit":
        perform_one(agreements, "sign_on_paper", pk=row.pk, by=by, paper_at="社区档案柜")
