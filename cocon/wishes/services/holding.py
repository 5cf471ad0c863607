"""What claiming, holding and ending a wish does to it."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from cocon.units.models import Pairing
from cocon.units.services.pairings import units_of
from cocon.wishes.choices import WishState
from cocon.wishes.models import Wish
from cocon.wishes.services.reach import teams_led
from orgtree.acts import Doing
from orgtree.calendar.services.deadlines import DeadlineBook
from orgtree.errors import RuleBroken, not_found, of_another
from orgtree.files.services import clean_photo
from volunteers.members.choices.deadline import DeadlineKey
from volunteers.members.models.member import Member
from volunteers.members.models.report_in import ReportIn
from volunteers.points.services.points import Deed, credit_deed

ITEM = "S07"  # 认领并实现微心愿
SECOND_HAND = "本人实现的心愿，须由其他工作人员核实"


def lock_claimer(doing: Doing, ids: Sequence[int]) -> None:
    """The member's row is locked before the wish, so that two claims of one person are counted in turn."""
    member = Member.objects.mine(doing.by).select_for_update(of=("self",), no_key=True).first()
    if member is None:
        raise not_found("党员")
    if not ReportIn.objects.belonging().filter(member=member).exists():
        raise RuleBroken("not_accepted", "报到经社区接收后，才能认领心愿")


def claim(wish: Wish, doing: Doing) -> None:
    member = Member.objects.mine(doing.by).get()
    most = DeadlineBook().number(DeadlineKey.WISHES_HELD, timezone.localdate(), wish.area)
    if most and Wish.objects.filter(claimed_by=member, team=None, state=WishState.CLAIMED).count() >= most:
        raise RuleBroken("wishes_held", f"同时最多认领{most}个心愿，请先完成或退还手上的", conflict=True)
    wish.claimed_by = member
    _begin(wish, doing)


def _begin(wish: Wish, doing: Doing) -> None:
    wish.claimed_at, wish.due_on = doing.at, _due(DeadlineKey.WISH, wish)
    wish.word = wish.reason = ""


def claim_for_team(wish: Wish, doing: Doing) -> None:
    """The leader holds it in the name of the team: it is not one of their own."""
    team = doing.said["team"]
    if not teams_led(doing.by).filter(pk=team.pk).exists():
        raise not_found("服务队", field="team")
    wish.claimed_by, wish.team = Member.objects.mine(doing.by).get(), team
    _begin(wish, doing)


def claim_for_unit(wish: Wish, doing: Doing) -> None:
    unit = doing.said["unit"]
    if not Pairing.objects.in_force_on(timezone.localdate()).filter(unit=unit, unit__in=units_of(doing.by)).exists():
        raise not_found("单位", field="unit")
    wish.unit = unit
    _begin(wish, doing)


def _due(key: str, wish: Wish) -> date:
    """The last day of what begins today; a fortnight where no rule says."""
    today = timezone.localdate()
    return DeadlineBook().due(key, today, wish.area) or today + timedelta(days=14)


def find_extended(wishes: list[Wish], doing: Doing) -> dict[int, RuleBroken]:
    once = RuleBroken("more_time_once", "已经延期过一次；办不了的请退还，让别人来认领", conflict=True)
    return {wish.pk: once for wish in wishes if wish.word}


def give_more_time(wish: Wish, doing: Doing) -> None:
    wish.due_on = max(wish.due_on, _due(DeadlineKey.WISH_MORE, wish))


def fulfil(wish: Wish, doing: Doing) -> None:
    wish.fulfilled_at, wish.reason = doing.at, ""
    if photo := doing.said["photo"]:
        wish.photo = clean_photo(photo)


# --- How it ends ----------------------------------------------------------------------------------------------------------


def credit_claimer(wish: Wish, doing: Doing) -> None:
    """S07 is credited to whoever fulfilled the wish for themselves."""
    if wish.group:
        return  # whoever of the unit or the team was there has hours of their own
    member = wish.claimed_by
    deed = Deed(member.pk, ITEM, Decimal(1), wish.fulfilled_at, wish.area, f"wish:{wish.pk}")
    credit_deed(deed=deed, by=doing.by)


def give_as_long_again(wish: Wish, doing: Doing) -> None:
    """The claimer has as long again."""
    wish.due_on = max(wish.due_on, _due(DeadlineKey.WISH_MORE, wish))


def let_go(wish: Wish, doing: Doing) -> None:
    """Nobody holds the wish any more."""
    wish.word = ""
    wish.claimed_by = wish.unit = wish.team = wish.claimed_at = wish.due_on = None


def find_units_own(wishes: list[Wish], doing: Doing) -> dict[int, RuleBroken]:
    """Who handles the matters of the unit does not confirm what it did."""
    own = set(units_of(doing.by).values_list("pk", flat=True)) if doing.by else set()
    return {wish.pk: of_another(doing.by, "own_record", SECOND_HAND) for wish in wishes if wish.unit_id in own}
