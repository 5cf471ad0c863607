"""The roll filled from posts: who holds a post of a kind there today is put on it in a class, to be checked by who keeps the roll."""

from django.db.models import Q

from assessments.ballots.choices import PollState, PostReach
from assessments.ballots.models import Poll, PollClass, PollSubject, RollEntry, RollRight
from assessments.ballots.services.locking import hold_alone
from assessments.ballots.services.roll import ROLL, polls_in_preparation, put_on_roll, roll_acts
from orgtree.acts import Act, Ask, Doing, note_first
from orgtree.choices import PostKind
from orgtree.errors import RuleBroken
from orgtree.models import Post

# Who audits or runs the platform votes on nobody by that post.
VOTING = [(kind.value, kind.label) for kind in PostKind if kind not in (PostKind.AUDITOR, PostKind.SYSTEM_ADMIN)]
MOST = 500  # people at once: a page waits for it


def _classes(user, ids=None):
    rows = PollClass.objects.filter(poll__in=polls_in_preparation(user)).select_related("poll")
    return rows.filter(poll__in=ids) if ids else rows


def _subjects(user, ids=None):
    rows = PollSubject.objects.filter(poll__in=polls_in_preparation(user)).select_related("poll")
    return rows.filter(poll__in=ids) if ids else rows


def posts_of(poll: Poll, kind: str, reach: str) -> list[Post]:
    """The live posts of this kind at the poll's area, or in it, one for each holder, in the order of their names."""
    rows = Post.objects.live().filter(kind=kind)
    own = rows.filter(Q(area=poll.area_id) | Q(institution__area=poll.area_id))
    there = own if reach == PostReach.OWN else rows.within(poll.area)
    return list({post.holder_id: post for post in there.select_related("holder", "area", "institution")}.values())


def fill_from_posts(poll: Poll, voter_class: PollClass, subject: PollSubject | None, posts: list[Post], by) -> int:
    """Put the holders on the roll in this class; how many stand there in it now who did not. Who is rated by the sheet is left out."""
    rated = _rated(poll, voter_class, subject)
    held = RollRight.objects.filter(entry__poll=poll, voter_class=voter_class, subject=subject)
    known = set(RollEntry.objects.filter(poll=poll, user__isnull=False).values_list("user", flat=True))
    left_out = rated | set(held.values_list("entry__user", flat=True))
    fresh = [post for post in posts if post.holder_id not in left_out]
    for post in fresh:
        said = {"name": post.holder.name, "about": about_told(post), "user": post.holder}
        entry = put_on_roll(poll=poll, voter_class=voter_class, subject=subject, **said)
        if post.holder_id not in known:
            note_first(roll_acts, "enter", entry, by=by)
    return len(fresh)


def _rated(poll: Poll, voter_class: PollClass, subject: PollSubject | None) -> set[int]:
    """Accounts that would rate themselves: each peer has a sheet for every other one and none for themselves."""
    if subject is None and voter_class.apart:
        return set()
    rows = poll.subjects.filter(holder__isnull=False)
    return set((rows.filter(pk=subject.pk) if subject else rows).values_list("holder", flat=True))


def about_told(post: Post) -> str:
    """东园社区社区书记: where, and as what."""
    return f"{post.area or post.institution}{post.get_kind_display()}"[: RollEntry._meta.get_field("about").max_length]


def _fill(poll: Poll, doing: Doing) -> None:
    voter_class, subject = doing.said["voter_class"], doing.said["subject"]
    _check_poll(poll, voter_class, subject)
    hold_alone(poll.pk)
    posts = posts_of(poll, doing.said["kind"], doing.said["reach"])
    if not posts:
        raise RuleBroken("kind", "这一范围内没有人担任这一岗位", field="kind")
    if len(posts) > MOST:
        raise RuleBroken("reach", f"共{len(posts)}人，一次最多{MOST}人，请缩小范围或用表格导入", field="reach")
    added = fill_from_posts(poll, voter_class, subject, posts, doing.by)
    poll.told_filled = (
        f"任职{len(posts)}人，新列入“{voter_class}”{added}人。请核对名册，移出不参加的；投票开始后名册不能再改。"
    )


def _check_poll(poll: Poll, voter_class: PollClass, subject: PollSubject | None) -> None:
    if voter_class.poll_id != poll.pk:
        raise RuleBroken("voter_class", "请选择这次投票的类别", field="voter_class")
    if subject and subject.poll_id != poll.pk:
        raise RuleBroken("subject", "请选择这次投票的评议对象", field="subject")


FILL = Act(
    "fill_from_posts",
    "按任职列入名册",
    "列入",
    frozenset({PollState.DRAFT}),
    None,
    asks=(
        Ask("voter_class", "类别", rows=_classes),
        Ask("kind", "岗位", choices=VOTING),
        Ask("reach", "范围", choices=PostReach.choices, usual=PostReach.OWN.value),
        Ask("subject", "评议对象", rows=_subjects, is_optional=True, blank="全部", begins_blank=True),
    ),
    run=_fill,
    each_counts=True,
    done=lambda poll: getattr(poll, "told_filled", "已列入名册。"),
    hint="把担任这一岗位的人按类别列入名册，评议对象本人除外；列入后逐人核对",
    icon="group_add",
    aside=True,
    **ROLL,
)
