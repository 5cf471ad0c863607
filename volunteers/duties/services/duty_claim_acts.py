"""What is done about claims on posts: appointed (任岗) and credited for it, turned down, ended. Members are locked first."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone

from orgtree.acts import Act, Acts, Ask, Doing, Making, NotBy, Tell, ask_reason, declare_acts
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.notices.words import called
from volunteers.duties.choices import ClaimOrigin, ClaimState, DutyState, ReleaseCause
from volunteers.duties.models import DutyClaim
from volunteers.duties.rules.duties import LIVE
from volunteers.duties.services.claiming import CLAIM_ASKED, begin_claim, live_claim, lock_claim
from volunteers.members.models.member import Member
from volunteers.members.services.report_ins import mark_posted
from volunteers.points.services.points import Deed, credit_deeds
from volunteers.points.services.rule_sets import RuleBook

CLAIMED_A_POST = "B02"
TITLES = {
    ClaimState.APPOINTED: "您认领的岗位已通过",
    ClaimState.DECLINED: "您认领的岗位未通过",
    ClaimState.RELEASED: "您已离开岗位",
}


def _lock_members(doing: Doing, ids: Sequence[int]) -> None:
    members = Member.objects.filter(duty_claims__in=list(ids)).order_by("pk")
    list(members.select_for_update(of=("self",), no_key=True))


def _appoint(claim: DutyClaim, doing: Doing) -> None:
    """Credited B02, once a year; months count from the one that it begins in."""
    claim.credit_from = timezone.localdate(doing.at).replace(day=1)
    mark_posted(member_ids=[claim.member_id], by=doing.by)
    credit_appointments([claim], by=doing.by)


def credit_appointments(claims: Sequence[DutyClaim], *, by) -> None:
    """Credit B02 for appointed claims, once per member and year, where the rules in force have the item."""
    book = RuleBook()
    deeds = [_appointment_deed(claim) for claim in claims]
    covered = [deed for deed in deeds if is_covered(book, deed)]
    credit_deeds(deeds=covered, by=by, book=book)


def _appointment_deed(claim: DutyClaim) -> Deed:
    year = timezone.localtime(claim.appointed_at).year
    return Deed(
        member_id=claim.member_id,
        item_code=CLAIMED_A_POST,
        quantity=1,
        occurred_at=claim.appointed_at,
        area=claim.post.area,
        source=f"{CLAIMED_A_POST}:{claim.member_id}:{year}",
    )


def is_covered(book: RuleBook, deed: Deed) -> bool:
    """Whether the rules in force where and when the deed happened have its item; a city may do without."""
    try:
        book.item_for(deed.item_code, deed.area, timezone.localdate(deed.occurred_at))
    except RuleBroken:
        return False
    return True


def _note_decider(claim: DutyClaim, doing: Doing) -> None:
    claim.decided_by = doing.by


def _release(claim: DutyClaim, doing: Doing) -> None:
    """The member leaves at will; the desk gives a reason that the member reads."""
    own = claim.member.user_id == doing.by.pk
    if not own and not doing.reason:
        raise RuleBroken("reason_missing", "请填写离岗原因", field="reason")
    claim.cause = ReleaseCause.OWN_WISH if own else ReleaseCause.DESK


def _note_reason(claim: DutyClaim, doing: Doing) -> None:
    claim.reason = doing.reason


def _tell(claim: DutyClaim, doing: Doing) -> list[Tell]:
    """Each member reads what became of their claim; nothing where they ended it themselves."""
    if claim.cause == ReleaseCause.OWN_WISH:
        return []
    text = f"{claim.post.area.name}{called(claim.post)}。" + claim.get_cause_display()
    url = reverse("member-duty", args=[claim.post_id])
    return [Tell((claim.member.user_id,), TITLES[ClaimState(claim.state)], text, url, why=True)]


def _told(claim: DutyClaim) -> str:
    if claim.origin == ClaimOrigin.SELF:
        return "已认领，等待社区审认。"
    return f"已代{claim.member.name}认领，请另在“认岗记录”中审认。"


CLAIMED = frozenset({ClaimState.CLAIMED})
ENDED = ("ended_by", "ended_at")
NOT_OWN = (NotBy("member.user_id", "own_record", "不能办理本人的认岗，请由其他工作人员办理"),)
# Source: docs/rules.md, "Duty posts"; claims after [D5], [D6].
duty_claims = declare_acts(
    Acts(
        DutyClaim,
        member="member",
        loads=("member", "post__area"),
        acts=(
            Making(
                "claim",
                "认领岗位",
                "认领",
                ClaimState.CLAIMED,
                permission=P.DUTY_MANAGE,
                own=True,
                on="post",
                entered="enter",
                asks=CLAIM_ASKED,
                stamps=("entered_by", "claimed_at"),
                first=lock_claim,
                known=live_claim,
                run=begin_claim,
                fits=lambda post: post.state == DutyState.OPEN,
                done=_told,
                again="已认领这个岗位，返回原记录",
                description="本人认领，或社区代没有手机的党员认领。新认领返回201；已认领的返回200和原记录。",
            ),
            Act(
                "enter",
                "代录认岗",
                "代录",
                frozenset(),
                ClaimState.CLAIMED,
                permission=P.DUTY_MANAGE,
                by_form=True,
                hint="为没有账号的党员录入认岗，须本人先签纸质承诺书。",
            ),
            Act(
                "appoint",
                "任岗",
                "任岗",
                CLAIMED,
                ClaimState.APPOINTED,
                permission=P.DUTY_MANAGE,
                stamps=("decided_by", "appointed_at"),
                not_by=NOT_OWN,
                first=_lock_members,
                run=_appoint,
                many=True,
                tells=_tell,
                final=True,
                done="已任岗，本人会收到通知。",
                hint="任岗后计入“认领岗位并签承诺”积分（每年一次）。",
                icon="check_circle",
                description="逐条判断：能办的办，不能办的列出原因。",
            ),
            Act(
                "decline",
                "不予通过",
                "不予通过",
                CLAIMED,
                ClaimState.DECLINED,
                permission=P.DUTY_MANAGE,
                asks=(ask_reason("不予通过", column="reason", told="不予通过的原因，本人可见"),),
                stamps=ENDED,
                not_by=NOT_OWN,
                first=_lock_members,
                run=_note_decider,
                many=True,
                tells=_tell,
                done="已办理，本人会看到原因。",
                hint="本人会看到原因，可以认领其他岗位。",
                description="写明原因，本人可见；之后可以再认领。",
            ),
            Act(
                "release",
                "离岗",
                "离岗",
                LIVE,
                ClaimState.RELEASED,
                permission=P.DUTY_MANAGE,
                own=True,
                asks=(
                    Ask(
                        "reason",
                        "离岗原因",
                        column="reason",
                        is_optional=True,
                        told="社区办理时必填，本人可见；本人退出时不需要",
                        help="必填，本人会看到",
                    ),
                ),
                stamps=ENDED,
                first=_lock_members,
                run=_release,
                tells=_tell,
                done="已离岗，名额空出；已计的积分不变。",
                hint="结束这次认岗，名额空出；本人会看到原因。",
                icon="logout",
                fits=lambda claim: claim.state == ClaimState.APPOINTED,
                description="本人退出不需要理由；社区办理须写明原因。",
            ),
            # Follows from the end of the report-in, of the post or of its term.
            Act("end", "离岗", "离岗", LIVE, ClaimState.RELEASED, stamps=ENDED, run=_note_reason, tells=_tell),
        ),
    )
)
