"""The roll: who may vote and with which class, until the poll is opened; then who has a ballot, and never when or which."""

from django.db import transaction

from assessments.ballots.choices import BallotWay, PollState
from assessments.ballots.models import Poll, PollClass, PollSubject, RollEntry, RollRight
from assessments.ballots.services.issuing import new_code
from assessments.ballots.services.locking import POLLS, hold_taking
from assessments.ballots.services.papers import hand_out, take_back
from orgtree.acts import Act, Acts, Ask, Doing, Making, asks_of, declare_acts
from orgtree.choices import Permission as P
from orgtree.database.locks import hold_shared
from orgtree.errors import RuleBroken
from orgtree.models import User

DRAFT = frozenset({PollState.DRAFT})
TAKING = frozenset({PollState.REHEARSAL, PollState.OPEN})
ROLL = {"permission": P.ASSESS_ROLL}


def polls_in_preparation(user, ids=None):
    """Polls whose roll the person may still change."""
    return Poll.objects.allowed(user, P.ASSESS_ROLL).filter(state=PollState.DRAFT)


def classes_in_preparation(user, ids=None):
    """Classes of polls whose roll the person may still change; on a row those of its poll."""
    rows = PollClass.objects.filter(poll__in=polls_in_preparation(user))
    return rows.filter(poll__roll__in=ids).distinct() if ids else rows.select_related("poll")


def subjects_in_preparation(user, ids=None):
    rows = PollSubject.objects.filter(poll__in=polls_in_preparation(user))
    return rows.filter(poll__roll__in=ids).distinct() if ids else rows.select_related("poll")


def _named(row) -> str:
    return f"{row}（{row.poll.title}）"


def account_of(text: str) -> User | None:
    """The account of this name or phone; None where there is none, which the roll does not tell apart from no account."""
    try:
        return User.objects.get_by_natural_key(text) if text else None
    except User.DoesNotExist:
        return None


@transaction.atomic
def put_on_roll(
    *, poll: Poll, name: str, about: str, user: User | None, voter_class: PollClass, subject: PollSubject | None
) -> RollEntry:
    """The person's line with this class added; a person stands there once, with all their classes. Raises RuleBroken."""
    if voter_class.poll_id != poll.pk or (subject and subject.poll_id != poll.pk):
        raise RuleBroken("voter_class", "请选择这次投票的类别和评议对象", field="voter_class")
    entry = known_entry(poll, name, about, user)
    if entry is None:
        entry = RollEntry.objects.create(poll=poll, name=name, about=about, user=user)
    RollRight.objects.get_or_create(entry=entry, voter_class=voter_class, subject=subject)
    return entry


def known_entry(poll: Poll, name: str, about: str, user: User | None) -> RollEntry | None:
    rows = RollEntry.objects.filter(poll=poll)
    return rows.filter(user=user).first() if user else rows.filter(user=None, name=name, about=about).first()


def _known(doing: Doing) -> RollEntry | None:
    said = doing.said
    entry = known_entry(said["poll"], said["name"], said["about"], account_of(said["account"]))
    if entry:
        _add_right(entry, doing)
    return entry


def _enter(entry: RollEntry, doing: Doing) -> None:
    _check_poll(doing)
    entry.user = account_of(doing.said["account"])
    if doing.said["account"] and entry.user is None:
        raise RuleBroken("account", "没有这个账号，没有账号的留空，用纸质票或终端投票", field="account")


def _check_poll(doing: Doing) -> None:
    poll, subject = doing.said["poll"], doing.said["subject"]
    if doing.said["voter_class"].poll_id != poll.pk:
        raise RuleBroken("voter_class", "请选择这次投票的类别", field="voter_class")
    if subject and subject.poll_id != poll.pk:
        raise RuleBroken("subject", "请选择这次投票的评议对象", field="subject")


def _add_right(entry: RollEntry, doing: Doing) -> None:
    RollRight.objects.get_or_create(entry=entry, voter_class=doing.said["voter_class"], subject=doing.said["subject"])


def _add_rights(rows: list[RollEntry], doing: Doing) -> None:
    for entry in rows:
        _add_right(entry, doing)


def _add_class(entry: RollEntry, doing: Doing) -> None:
    _check_poll(Doing(doing.act, doing.by, doing.at, doing.said | {"poll": entry.poll}))
    _add_right(entry, doing)


def _hold_first(doing: Doing, ids) -> None:
    """The poll's lock comes before that of the row: whoever closes or wipes takes them in this order too."""
    for poll_id in RollEntry.objects.filter(pk__in=ids).order_by("poll").values_list("poll", flat=True).distinct():
        hold_shared(POLLS + poll_id)


def _begin_terminal(entry: RollEntry, doing: Doing) -> None:
    hold_taking(entry.poll_id)
    if entry.way != BallotWay.NONE:
        raise RuleBroken("has_ballot", f"{entry.name}已领票", conflict=True)
    entry.told_code = new_code(entry)


CLASS = Ask("voter_class", "类别", rows=classes_in_preparation, shown=_named)
SUBJECT = Ask(
    "subject", "评议对象", rows=subjects_in_preparation, shown=_named, is_optional=True, blank="全部", begins_blank=True
)
roll_acts = declare_acts(
    Acts(
        RollEntry,
        called="投票人",
        loads=("poll__area", "user"),
        derived=tuple(PollState.choices),
        account="user_id",
        acts=(
            Making(
                "enter",
                "录入投票人",
                "录入",
                None,
                leads="待投票开始",
                asks=(
                    Ask("poll", "投票", column="poll", rows=polls_in_preparation),
                    *asks_of(RollEntry, "name about"),
                    Ask(
                        "account",
                        "账号或手机号",
                        is_optional=True,
                        longest=40,
                        help="没有账号的留空，用纸质票或终端投票",
                        unscanned="finds the account of a voter, and is not kept",
                    ),
                    CLASS,
                    SUBJECT,
                ),
                known=_known,
                run=_enter,
                after=_add_rights,
                **ROLL,
            ),
            Act(
                "add_class",
                "增加类别",
                "增加类别",
                DRAFT,
                None,
                asks=(CLASS, SUBJECT),
                run=_add_class,
                icon="person_add",
                aside=True,
                **ROLL,
            ),
            Act("remove", "移出名册", "移出", DRAFT, None, removes=True, **ROLL),
            Act(
                "hand_paper",
                "发纸质票",
                "发纸质票",
                TAKING,
                None,
                first=_hold_first,
                run=lambda entry, doing: hand_out(entry),
                hint="发出后此人不能再领电子票",
                icon="description",
                **ROLL,
            ),
            Act(
                "take_paper_back",
                "退回纸质票",
                "退回",
                TAKING,
                None,
                first=_hold_first,
                run=lambda entry, doing: take_back(entry),
                hint="原票未填、当面交回时才能退",
                icon="undo",
                aside=True,
                **ROLL,
            ),
            Act(
                "terminal",
                "到终端投票",
                "发终端投票码",
                TAKING,
                None,
                first=_hold_first,
                run=_begin_terminal,
                done=lambda entry: f"终端投票码（30分钟内有效，只显示这一次）：{getattr(entry, 'told_code', '')}",
                shows_once=True,
                each_counts=True,
                hint="把投票码当面交给本人，由本人在终端上输入",
                icon="pin",
                aside=True,
                **ROLL,
            ),
        ),
    )
)
