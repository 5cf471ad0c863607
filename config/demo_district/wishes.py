"""Wishes of the demo: in every community some open, some in hand, some fulfilled; one of each for the first login."""

from datetime import date, datetime, timedelta

from django.utils import timezone

from cocon.choices import WishKind, WishState
from cocon.models import Wish
from cocon.wishes.services.wishes import wishes
from config.demo_district.district_map import Part
from config.demo_district.members import moment
from orgtree.acts import make, perform, perform_one
from orgtree.models import User
from volunteers.models import Member, ReportIn, ServiceTeam

WORDS = (
    ("楼道灯泡换新", "三层楼道灯不亮，晚上上下楼不便", WishKind.REPAIR, "已换好灯泡并试用"),
    ("一副老花镜", "两百度左右，看报纸用", WishKind.GOODS, "已配好送到，戴着合适"),
    ("陪老人聊聊天", "子女在外地，周末想有人说说话", WishKind.COMPANY, "周六上午陪聊两小时，约好下月再来"),
    ("教用智能手机", "想学会视频通话和网上挂号", WishKind.LEARNING, "教会了视频通话，留了操作步骤图"),
    ("代取慢病药", "腿脚不便，每月到社区医院取一次药", WishKind.ERRAND, "已代取本月药品并核对"),
    ("修一修纱窗", "厨房纱窗破了，夏天进蚊子", WishKind.REPAIR, "纱窗已换新"),
    ("小学数学辅导", "五年级分数应用题跟不上，周末一小时", WishKind.LEARNING, "辅导三次，孩子说听懂了"),
    ("一床厚被子", "冬天取暖不足，想要一床厚被子", WishKind.GOODS, "被子已送到"),
)
OPEN = 3  # the first ones wait for somebody


def build_wishes(part: Part) -> None:
    """Wishes by the desk of each community; those of the past were fulfilled by people who have no account in the demo."""
    luck = part.luck("wishes")
    for place in part.staffed:
        people, done = _people(place.area.pk), {}
        for number, (title, need, kind, outcome) in enumerate(WORDS):
            wish = make(
                wishes,
                "enter",
                area=place.area,
                title=title,
                need=need,
                kind=kind,
                people_helped=luck.choice((1, 1, 2, 12)),
                by=place.clerk,
            ).row
            if number >= OPEN and people and luck.random() < 0.8:
                day = part.today - timedelta(days=luck.randrange(2, 150))
                done[wish.pk] = _fulfilled(wish, luck.choice(people), outcome, day)
        _close(done, place.secretary)
    if part.is_first:
        _own()


def _people(area_id: int) -> list[int]:
    on_roll = ReportIn.objects.belonging().filter(community=area_id, member__user__isnull=True)
    return list(on_roll.order_by("pk").values_list("member", flat=True))


def _fulfilled(wish: Wish, member_id: int, outcome: str, day: date) -> datetime:
    """They have no account in the demo, so what they did is written down; returns when they had done it."""
    done = moment(day, 600)
    Wish.objects.filter(pk=wish.pk).update(
        state=WishState.FULFILLED,
        entered_at=done - timedelta(days=9),
        claimed_by=member_id,
        claimed_at=done - timedelta(days=5),
        due_on=day + timedelta(days=9),
        fulfilled_at=done,
        outcome=outcome,
    )
    return done


def _close(done: dict[int, datetime], secretary: User) -> None:
    """The desk confirms them as in life, on the day after."""
    perform(wishes, "close", ids=list(done), by=secretary)
    for wish_id, at in done.items():
        Wish.objects.filter(pk=wish_id).update(closed_at=min(at + timedelta(days=1), timezone.now()))


def _own() -> None:
    """One in the hand of the first login, one that waits for the desk."""
    member = Member.objects.filter(user__isnull=False).earliest("pk")
    held, done, *_ = Wish.objects.around(member).open().order_by("pk")
    Wish.objects.filter(pk=held.pk).update(phone="19900000008")
    perform_one(wishes, "claim", pk=held.pk, by=member.user)
    perform_one(wishes, "claim", pk=done.pk, by=member.user)
    perform_one(wishes, "fulfil", pk=done.pk, outcome="已经办好，居民表示满意", by=member.user)
    if team := ServiceTeam.objects.led_by(member.user).current().first():
        waiting = Wish.objects.around(member).open().earliest("pk")
        perform_one(wishes, "claim_for_team", pk=waiting.pk, team=team, by=member.user)
