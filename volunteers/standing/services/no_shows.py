"""No-shows on a submitted roll, put forward as deductions: chosen by a person, never by the roll itself."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone

from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.services.outcome import Outcome
from volunteers.activities.models.activity import NoShow
from volunteers.members.models.member import Member
from volunteers.standing.services.deeds import DeedRow, report_deed

ITEM = "N01"  # docs/rules.md, "Points": 报名未到且未请假


@transaction.atomic
def propose_deductions(*, sign_up_ids: Sequence[int], by) -> Outcome:
    """A report of N01 for each no-show that has none; the person is told, and may answer, as for any deduction.

    The outcome names those refused: already put forward, not of the areas of `by`, too long ago, ...
    """
    asked, outcome = set(sign_up_ids), Outcome()
    reach = NoShow.objects.allowed(by, P.ACTIVITY_VIEW).no_shows()
    rows = reach.filter(pk__in=asked, member__in=Member.objects.allowed(by, P.POINTS_ENTER))
    rows = rows.select_related("member", "session__activity").select_for_update(of=("self",), no_key=True)
    found = list(rows.order_by("member", "pk"))
    outcome.refuse_missing(len(asked), len(found))
    for sign_up in found:
        try:
            with transaction.atomic():
                _propose(sign_up, by)
        except RuleBroken as broken:
            outcome.refuse(sign_up.member, broken.message)
        else:
            outcome.done += 1
    return outcome


def _propose(sign_up: NoShow, by) -> None:
    if hasattr(sign_up, "deed"):
        raise RuleBroken("proposed", "这一次未到已经登记过，请在“积分事项”中查看", conflict=True)
    row = DeedRow(
        member_id=sign_up.member_id,
        item_code=ITEM,
        happened_on=timezone.localdate(sign_up.session.starts_at),
        evidence=f"活动点名：{sign_up.session}，已报名，未到且未请假",
    )
    report_deed(row=row, sign_up=sign_up, by=by)
