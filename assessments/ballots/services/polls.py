"""A poll: prepared, rehearsed, opened, closed, counted; there is no way back from its opening."""

from django.db import transaction
from django.utils import timezone

from assessments.ballots.choices import PollState
from assessments.ballots.models import Keeper, Poll, PollClass, PollSubject, RollEntry
from assessments.ballots.rules.lines import USUAL_CLASSES, ClassLine, SubjectLine, read_classes, read_subjects
from assessments.ballots.rules.sealing import KEEPERS, split_secret
from assessments.ballots.services.closing import close_poll
from assessments.ballots.services.counting import count_poll
from assessments.ballots.services.freezing import freeze_poll, new_tally_key, wipe_poll
from assessments.ballots.services.from_posts import FILL
from orgtree.acts import Act, Acts, Ask, Doing, Making, Tell, asks_of, declare_acts
from orgtree.choices import Permission as P
from orgtree.errors import RuleBroken
from orgtree.models import Post, User
from orgtree.notices.words import called
from orgtree.papers.services import next_number
from orgtree.text.rules.numbers import plain

DRAFT, REHEARSAL, OPEN, CLOSED = (
    frozenset({one}) for one in (PollState.DRAFT, PollState.REHEARSAL, PollState.OPEN, PollState.CLOSED)
)
LONGEST = 8_000
MANAGE = {"permission": P.ASSESS_MANAGE}

ASKED = asks_of(
    Poll,
    "area title year closes_at base takes_texts has_keepers",
    at=P.ASSESS_MANAGE,
    area={"begins_blank": False},
    year={"least": 2020, "most": 2100, "begins": lambda row: timezone.localdate().year},
    takes_texts={"label": "可写意见"},
)
SUBJECTS = Ask(
    "subject_lines",
    "评议对象",
    longest=LONGEST,
    is_optional=True,
    help="每行一个；逗号后可写本人账号或手机号，本人不给自己投票",
    begins=lambda poll: "\n".join(subject.name for subject in poll.subjects.all()),
    unscanned="who is assessed stands on the published sheet by name",
)
CLASSES = Ask(
    "class_lines",
    "投票人类别",
    longest=LONGEST,
    is_optional=True,
    usual=USUAL_CLASSES,
    help="每行写类别、权重、最少票数、到会比例；互评的类别在末尾写“逐个发票”",
    begins=lambda poll: "\n".join(told_class(one) for one in poll.classes.all()),
)


def told_class(one: PollClass) -> str:
    """A class as it is written in a line."""
    line = f"{one.label}，{plain(one.weight)}，{one.min_ballots}，{one.turnout}"
    return f"{line}，逐个发票" if one.apart else line


# --- What it is about -----------------------------------------------------------------------------------------------------


@transaction.atomic
def set_subjects(poll: Poll, lines: list[SubjectLine]) -> None:
    """What is voted on, in this order; rows of the same name stay, since the roll may name them. Raises RuleBroken."""
    known = {subject.name: subject for subject in poll.subjects.all()}
    poll.subjects.exclude(name__in=[line.name for line in lines]).delete()
    for subject in known.values():  # out of the way of the new order
        poll.subjects.filter(pk=subject.pk).update(position=subject.position + 1000)
    for position, line in enumerate(lines, 1):
        subject = known.get(line.name) or PollSubject(poll=poll, name=line.name)
        subject.position = position
        if line.account:
            subject.holder = _account(line.account)
        subject.save()


def _account(text: str) -> User:
    try:
        return User.objects.get_by_natural_key(text)
    except User.DoesNotExist as error:
        raise RuleBroken("subject_lines", f"没有账号“{text[:20]}”，请核对或不写账号", field="subject_lines") from error


@transaction.atomic
def set_classes(poll: Poll, lines: list[ClassLine]) -> None:
    """The classes of voters, in this order; those of the same name stay with their roll."""
    known = {one.label: one for one in poll.classes.all()}
    poll.classes.exclude(label__in=[line.label for line in lines]).delete()
    used = {one.code for one in known.values()}
    for position, line in enumerate(lines, 1):
        one = known.get(line.label) or PollClass(poll=poll, label=line.label, code=_free_code(used))
        one.position, one.weight, one.min_ballots = position, line.weight, line.min_ballots
        one.turnout, one.apart = line.turnout, line.apart
        one.save()


def _free_code(used: set[str]) -> str:
    code = next(letter for letter in (f"c{number}" for number in range(1, 1000)) if letter not in used)
    used.add(code)
    return code


# --- What follows from acts -----------------------------------------------------------------------------------------------


def _check_days(poll: Poll) -> None:
    if poll.closes_at <= timezone.now():
        raise RuleBroken("closes_at", "截止时间须在以后", field="closes_at")


def _prepare(poll: Poll, doing: Doing) -> None:
    _check_days(poll)
    read_subjects(doing.said["subject_lines"])
    read_classes(doing.said["class_lines"] or USUAL_CLASSES)
    poll.number = next_number(Poll, "number", f"TP{poll.year}-")


def _edit(poll: Poll, doing: Doing) -> None:
    _check_of_round(poll, doing)
    if "closes_at" in doing.said:
        _check_days(poll)
    if doing.said.get("has_keepers") is False:
        poll.keepers.all().delete()


def _check_of_round(poll: Poll, doing: Doing) -> None:
    """What a round brought stays as it is there."""
    told = {"subject_lines": SUBJECTS.begins(poll), "class_lines": CLASSES.begins(poll)} if poll.round_id else {}
    for name, words in told.items():
        if doing.said.get(name, words).split() != words.split():
            raise RuleBroken(name, "由考核轮次带入，不能在这里修改", field=name)
        doing.said.pop(name, None)


def _write_lines(polls: list[Poll], doing: Doing) -> None:
    for poll in polls:
        if "subject_lines" in doing.said:
            set_subjects(poll, read_subjects(doing.said["subject_lines"]))
        if "class_lines" in doing.said:
            set_classes(poll, read_classes(doing.said["class_lines"] or USUAL_CLASSES))


def _name_keepers(poll: Poll, doing: Doing) -> None:
    """Five different people get a share each; the secret itself is kept nowhere."""
    named = [doing.said[f"keeper_{place}"] for place in range(1, KEEPERS + 1)]
    if len({user.pk for user in named}) < KEEPERS:
        raise RuleBroken("keeper_5", f"请选择{KEEPERS}个不同的人", field="keeper_5")
    poll.keepers.all().delete()
    secret, poll.tally_public = new_tally_key()
    poll.secret = ""
    for user, share in zip(named, split_secret(secret), strict=True):
        Keeper.objects.create(poll=poll, user=user, share=share)


def _tell_keepers(poll: Poll, doing: Doing) -> list[Tell]:
    people = tuple(poll.keepers.values_list("user", flat=True))
    return [
        Tell(people, f"请领取{called(poll)}的计票保管码", "保管码只显示一次，请抄写后妥善保管。", "/votes/keeping/")
    ]


def _tell_voters(poll: Poll, doing: Doing) -> list[Tell]:
    """All at once, so that no order is told; whether somebody has voted is in no notice."""
    people = tuple(RollEntry.objects.filter(poll=poll, user__isnull=False).order_by("?").values_list("user", flat=True))
    return [Tell(people, f"请参加{called(poll)}", "投票不记名，任何人都看不到谁投了什么。", "/votes/")]


def _rehearse(poll: Poll, doing: Doing) -> None:
    freeze_poll(poll, doing.at)
    poll.opened_at = poll.people = None


def _open(poll: Poll, doing: Doing) -> None:
    _check_days(poll)
    freeze_poll(poll, doing.at)


def _people_who_keep(user, ids=None):
    """Accounts that hold a post today, of whom five are named."""
    return User.objects.filter(is_active=True, pk__in=Post.objects.live().values("holder"))


KEEPER_ASKS = tuple(
    Ask(f"keeper_{place}", f"第{place}名保管人", rows=_people_who_keep, found_by=(Keeper, "user"))
    for place in range(1, KEEPERS + 1)
)
poll_acts = declare_acts(
    Acts(
        Poll,
        called="投票",
        loads=("area",),
        acts=(
            Making(
                "prepare",
                "准备投票",
                "准备",
                PollState.DRAFT,
                asks=(*ASKED, SUBJECTS, CLASSES),
                run=_prepare,
                after=_write_lines,
                done="已建立，请录入投票人名册，演练后开始。",
                **MANAGE,
            ),
            Act(
                "edit",
                "修改",
                "修改",
                DRAFT,
                None,
                asks=(*ASKED[1:], SUBJECTS, CLASSES),
                partial=True,
                run=_edit,
                after=_write_lines,
                icon="edit",
                **MANAGE,
            ),
            FILL,
            Act(
                "name_keepers",
                "指定计票保管人",
                "指定",
                DRAFT,
                None,
                asks=KEEPER_ASKS,
                fits=lambda poll: poll.has_keepers,
                run=_name_keepers,
                tells=_tell_keepers,
                each_counts=True,
                done="已通知五名保管人领取保管码，全部领取后才能开始投票。",
                hint="五人各领一份保管码，截止后任意三人交码才能计票；重新指定则原保管码作废",
                icon="key",
                aside=True,
                **MANAGE,
            ),
            Act(
                "rehearse",
                "开始演练",
                "演练",
                DRAFT,
                PollState.REHEARSAL,
                run=_rehearse,
                done="演练已开始：用真实选票试投，不计入结果；清空后才能正式开始。",
                hint="名册和选票按现在的样子，可以试着领票、投票",
                icon="science",
                aside=True,
                **MANAGE,
            ),
            Act(
                "wipe",
                "清空演练",
                "清空",
                REHEARSAL,
                PollState.DRAFT,
                run=lambda poll, doing: wipe_poll(poll),
                done="演练的选票和票箱已全部清空。",
                hint="演练中投的票全部删除",
                icon="delete_sweep",
                **MANAGE,
            ),
            Act(
                "open",
                "正式开始",
                "开始",
                DRAFT,
                PollState.OPEN,
                run=_open,
                stamps=("opened_by", "opened_at"),
                tells=_tell_voters,
                final=True,
                done="投票已开始，名册和选票已冻结并公布摘要。",
                hint="名册、评议对象、类别和选票随即冻结，不能再改",
                icon="how_to_vote",
                **MANAGE,
            ),
            Act(
                "close",
                "截止",
                "截止",
                OPEN,
                PollState.CLOSED,
                asks=(
                    Ask(
                        "note",
                        "票数不符的说明",
                        column="note",
                        is_optional=True,
                        help="收回的纸质票与发出的不符时须说明，印在结果上",
                    ),
                ),
                run=close_poll,
                stamps=("closed_by", "closed_at"),
                final=True,
                done="已截止，不再收票。",
                hint="不再收票；两次录入不一致的纸质票须先核对",
                icon="lock",
                **MANAGE,
            ),
            Act(
                "count",
                "计票",
                "计票",
                CLOSED,
                PollState.COUNTED,
                run=count_poll,
                stamps=("counted_by", "counted_at"),
                final=True,
                done="已计票，选票和密钥已销毁，结果包可以核验。",
                hint="开箱计票，公布票根指纹，随后销毁选票和密钥",
                icon="ballot",
                **MANAGE,
            ),
        ),
    )
)
