"""Bodies are founded and ended; seats are proposed by the community, approved by the street and filed with the organisation department."""

from collections import Counter
from datetime import date

from django.utils import timezone

from cocon.bodies.choices import SeatRole, SeatState
from cocon.bodies.models import Body, BodyKind, Seat
from cocon.bodies.rules import check_room, gaps_in
from cocon.units.services.days import checked_end
from cocon.units.services.pairings import units_for, units_near
from orgtree.acts import (
    Act,
    Acts,
    Ask,
    Doing,
    Making,
    NotBy,
    Tell,
    ask_reason,
    asks_of,
    declare_acts,
    follow,
    leave_as_it_was,
)
from orgtree.choices import Permission as P
from orgtree.choices import Standing
from orgtree.days.rules.months import last_day
from orgtree.errors import RuleBroken, not_found
from orgtree.text.rules.written.names import name_key

OPEN = frozenset({Standing.OPEN})
PROPOSED, HELD = frozenset({SeatState.PROPOSED}), frozenset({SeatState.HELD})


# --- Bodies ---------------------------------------------------------------------------------------------------------------


def _complete_founding(doing: Doing, ids) -> None:
    """A body is called after area and kind where no name is given, and founded today where no day is."""
    said = doing.said
    said["name"] = said["name"] or f"{said['area'].name}{said['kind'].name}"
    said["founded_on"] = said["founded_on"] or timezone.localdate()


def _found(body: Body, doing: Doing) -> None:
    if not BodyKind.objects.offered_at(body.area).filter(pk=body.kind_id).exists():
        raise not_found("组织类型", field="kind")
    if Body.objects.filter(area=body.area, name=body.name, ended_on=None).exists():
        raise RuleBroken("name", "该区域已有同名的共建组织", field="name", conflict=True)


def _end_body(body: Body, doing: Doing) -> None:
    """Whoever sits in it leaves on the same day."""
    body.ended_on = checked_end(doing.said["ended_on"], body.founded_on)
    seats = Seat.objects.filter(body=body, state__in=[SeatState.PROPOSED, SeatState.HELD])
    locked = list(seats.select_related("body").order_by("pk").select_for_update(of=("self",), no_key=True))
    for seat in locked:
        seat.body = body
    follow(seat_acts, "dissolve", locked, reason="共建组织已撤销", by=doing.by)


def seats_by_role(body: Body, day: date) -> Counter:
    """role -> seats in office on `day`."""
    return Counter(Seat.objects.in_office_on(day).filter(body=body).values_list("role", flat=True))


def gaps_of(body: Body, day: date | None = None) -> list[str]:
    """What is missing among the seats of a body in being, in words."""
    return [] if body.ended_on else gaps_in(body.kind.norm, seats_by_role(body, day or timezone.localdate()))


# --- Seats ----------------------------------------------------------------------------------------------------------------


def _complete_seat(doing: Doing, ids) -> None:
    """A term begins today and lasts as the body's kind has it, where no days are said. The body's row is locked before its seats are
    counted, so that they are in turn."""
    said = doing.said
    body = Body.objects.select_for_update(of=("self",), no_key=True).select_related("kind").get(pk=said["body"].pk)
    if body.ended_on:
        raise RuleBroken("wrong_state", "该共建组织已撤销", field="body", conflict=True)
    said["since"] = said["since"] or timezone.localdate()
    said["until"] = said["until"] or last_day(said["since"], body.kind.term_months)


def _propose(seat: Seat, doing: Doing) -> None:
    """Raises RuleBroken at the wrong field, and where the body is full or has this person."""
    today = timezone.localdate()
    if seat.role == SeatRole.PART and seat.institution is None:
        raise RuleBroken("institution", "请填写兼职委员所在单位", field="institution")
    if seat.institution and not units_near([seat.body.area]).filter(pk=seat.institution.pk).exists():
        raise not_found("单位", field="institution")
    if seat.until < max(seat.since, today):
        raise RuleBroken("until", "任期的最后一天不能早于任职日期和今天", field="until")
    known = list(Seat.objects.taking(today).filter(body=seat.body))
    if any(name_key(other.holder) == name_key(seat.holder) for other in known):
        raise RuleBroken("holder", f"{seat.holder}已在该组织中，或已提名", field="holder", conflict=True)
    check_room(seat.body.kind.norm, Counter(other.role for other in known), seat.role)


def _dissolve(seat: Seat, doing: Doing) -> None:
    """With its body; what was only proposed, or has not begun, never was."""
    last = seat.body.ended_on or timezone.localdate()
    if seat.decided_by_id is None:
        seat.decided_by, seat.decided_at = doing.by, doing.at
    begun = doing.was[seat.pk].state == SeatState.HELD and seat.since <= last
    _end_seat(seat, last if begun else seat.until, begun=begun)


def _leave(seat: Seat, doing: Doing) -> None:
    """The last day in office is the one said, today where none is; a term that has not begun never was."""
    begun = seat.since <= timezone.localdate()
    _end_seat(seat, checked_end(doing.said["ended_on"], seat.since) if begun else seat.since, begun=begun)


def _end_seat(seat: Seat, last: date, *, begun: bool) -> None:
    seat.state = SeatState.ENDED if begun else SeatState.WITHDRAWN
    seat.until = min(seat.until, last)


def _not_filed(seat: Seat) -> bool:
    return seat.filed_at is None


def _refuse_filed(seats: list[Seat], doing: Doing) -> dict[int, RuleBroken]:
    filed = RuleBroken("filed", "已经备案", conflict=True)
    return {seat.pk: filed for seat in seats if seat.filed_at}


def _tell_proposer(words: str):
    return lambda seat, doing: [
        Tell((seat.proposed_by_id,), f"{seat.body.name}的{seat.get_role_display()}提名{words}", why=True)
    ]


# --- The acts -------------------------------------------------------------------------------------------------------------

# Source: docs/rules.md, "Bodies": 广泛推荐 → 组织遴选 → 街道党工委审批（组织部备案）→ 聘用 [B1].
FOUNDING = asks_of(
    Body,
    "area kind name founded_on",
    at=P.COCON_MANAGE,
    name={"is_optional": True, "help": "留空时为区域加类型，如“东园社区大党委”"},
    founded_on={"is_optional": True, "help": "留空为今天"},
)
PROPOSING = asks_of(
    Seat,
    "body role holder institution title since until",
    at=P.COCON_MANAGE,
    institution={"rows": lambda user, ids=None: units_for(user)},
    since={"is_optional": True, "help": "留空为今天"},
    until={"is_optional": True, "help": "留空时按组织类型的任期"},
)
ENDED_ON = Ask("ended_on", "最后一天", is_day=True, is_optional=True, help="不晚于今天；留空为今天")
body_acts = declare_acts(
    Acts(
        Body,
        called="共建组织",
        loads=("kind", "area"),
        derived=((Standing.OPEN, "在册"), (Standing.ENDED, "已撤销")),
        acts=(
            Making(
                "found",
                "成立组织",
                "成立",
                None,
                permission=P.COCON_MANAGE,
                asks=FOUNDING,
                first=_complete_founding,
                run=_found,
                leads="在册",
                done="{row.name}已成立，可以提名委员和成员。",
                hint="成立后提名委员和成员，由街道审批。",
                summary="成立共建组织",
                description="大党委、联席会、议事会等；名称省略时为区域加类型。",
            ),
            Act(
                "end",
                "撤销",
                "撤销",
                OPEN,
                None,
                permission=P.COCON_MANAGE,
                asks=(ENDED_ON, ask_reason("撤销", column="end_reason")),
                run=_end_body,
                leads="已撤销",
                done="{row.name}已撤销，席位同日离任。",
                hint="撤销后席位同日离任，记录保留。",
                icon="block",
                summary="撤销共建组织",
                description="写明原因；席位同日离任，记录保留。",
            ),
        ),
    )
)
seat_acts = declare_acts(
    Acts(
        Seat,
        called="席位",
        loads=("body__kind", "body__area", "institution"),
        acts=(
            Making(
                "propose",
                "提名",
                "提名",
                SeatState.PROPOSED,
                permission=P.COCON_MANAGE,
                on="body",
                asks=PROPOSING,
                first=_complete_seat,
                run=_propose,
                fits=lambda body: body.ended_on is None,
                stamps=("proposed_by", "proposed_at"),
                done="已提名{row.holder}，等街道审批。",
                hint="提名委员或成员，由街道党工委审批、组织部备案。",
                icon="person_add",
                summary="提名席位",
                description="由社区提名，街道党工委审批；任期省略时按组织类型。席位已满或此人已在组织中的，返回409。",
            ),
            Act(
                "approve",
                "审批同意",
                "同意",
                PROPOSED,
                SeatState.HELD,
                permission=P.COCON_APPROVE,
                stamps=("decided_by", "decided_at"),
                not_by=(NotBy("proposed_by_id", "own_record", "本人提名的席位，须由其他人审批"),),
                tells=_tell_proposer("已同意"),
                many=True,
                final=True,
                done="已同意，该席位在任，待组织部备案。",
                hint="同意后即在任，随后由组织部备案。",
                icon="check_circle",
                entry="同意所选提名",
                summary="批量同意席位提名",
                description="街道党工委审批；提名人不能审批自己提的名。逐条判断：能办的办，不能办的列出原因。",
            ),
            Act(
                "decline",
                "不同意",
                "不同意",
                PROPOSED,
                SeatState.DECLINED,
                permission=P.COCON_APPROVE,
                asks=(ask_reason("不同意", column="reason"),),
                stamps=("decided_by", "decided_at"),
                tells=_tell_proposer("未同意"),
                done="已记为未同意，提名人会看到原因。",
                hint="提名人会看到原因。",
                icon="cancel",
                summary="不同意席位提名",
                description="写明原因，提名人可见。",
            ),
            Act(
                "file",
                "备案",
                "备案",
                HELD,
                SeatState.HELD,
                permission=P.COCON_FILE,
                stamps=("filed_by", "filed_at"),
                refuse=_refuse_filed,
                fits=_not_filed,
                undo=leave_as_it_was,
                many=True,
                done="已备案。",
                hint="登记为已在组织部备案。",
                icon="inventory",
                entry="备案所选席位",
                summary="批量备案席位",
                description="组织部登记备案；逐条判断。",
            ),
            Act(
                "leave",
                "离任",
                "离任",
                HELD,
                None,
                permission=P.COCON_MANAGE,
                asks=(ENDED_ON, ask_reason("离任", column="reason")),
                run=_leave,
                leads="已离任",
                done="已离任，席位空出。",
                hint="用于调离、辞去或届满；席位随即空出，记录保留。",
                icon="logout",
                summary="席位离任",
                description="写明最后一天（不填为今天）和原因；席位随即空出。",
            ),
            Act(
                "withdraw",
                "撤回提名",
                "撤回",
                PROPOSED,
                SeatState.WITHDRAWN,
                permission=P.COCON_MANAGE,
                asks=(ask_reason("撤回", column="reason"),),
                stamps=("decided_by", "decided_at"),
                done="已撤回提名。",
                hint="用于提名有误。",
                icon="undo",
                summary="撤回席位提名",
                description="用于提名有误，写明原因。",
            ),
            Act(
                "dissolve",
                "随组织撤销离任",
                "离任",
                PROPOSED | HELD,
                None,
                run=_dissolve,
                leads="已离任、已撤回",
            ),
        ),
    )
)
