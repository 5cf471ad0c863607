"""What is done to accounts, posts and tokens: shut and opened again, given a new password, ended, revoked."""

from django.utils import timezone

from orgtree.acts import Act, Acts, Doing, NotBy, Tell, ask_reason, declare_acts
from orgtree.choices import Permission as P
from orgtree.choices import PostState, Standing, TokenState
from orgtree.database.validation import check_valid
from orgtree.declare.follows import post_begun, posts_ended
from orgtree.people.models.people import Post, User
from orgtree.people.models.tokens import ApiToken
from orgtree.people.services.people import give_one_time_password

IN_USE = frozenset({Standing.OPEN})


def set_in_use(is_active: bool):
    def act(user: User, doing: Doing) -> None:
        user.is_active = is_active

    return act


def end_now(post: Post, doing: Doing) -> None:
    """From today on; one that has yet to begin, or waits for its second person, never does."""
    post.waits = False
    post.until = max(post.since, timezone.localdate(doing.at))
    check_valid(post)


def take_effect(post: Post, doing: Doing) -> None:
    post.waits = False


def begin(posts: list[Post], doing: Doing) -> None:
    for post in posts:
        post_begun.run(post=post, by=doing.by)


def never_begin(post: Post, doing: Doing) -> None:
    """It ends on the day on which it would have begun."""
    post.waits, post.until = False, post.since


def tell_both(post: Post, doing: Doing) -> list[Tell]:
    """Who gave it and who is to hold it."""
    said = "已由第二人确认，自任职日期起生效" if post.confirmed_by_id else "没有通过确认，不生效"
    told = tuple(pk for pk in (post.given_by_id, post.holder_id) if pk)
    return [Tell(told, f"任职{said}", f"岗位：{post}。")]


THIRD = (
    NotBy("given_by_id", "own_appointment", "任职须由任命人以外的另一人确认"),
    NotBy("holder_id", "own_post", "不能确认自己的岗位"),
)


def live_tokens(user):
    return ApiToken.objects.mine(user).live()


account_acts = declare_acts(
    Acts(
        User,
        account="pk",
        called="账号",
        derived=((Standing.OPEN, "启用"), (Standing.ENDED, "已停用")),
        acts=(
            Act(
                "open",
                "开设账号",
                "开设",
                frozenset(),
                None,
                leads="启用",
                permission=P.POST_GRANT,
                by_form=True,
            ),
            Act(
                "reset_password",
                "重置密码",
                "重置密码",
                IN_USE,
                None,
                permission=P.POST_GRANT,
                run=lambda user, doing: give_one_time_password(user),
                each_counts=True,
                shows_once=True,
                done="{row.name}的一次性密码：{row.one_time_password}（只显示这一次，请当面告知本人，首次登录须修改）",
                hint="生成一个一次性密码，只显示一次。此人在各处的登录立即退出，下次登录须设置新密码。",
                icon="key",
            ),
            Act(
                "deactivate",
                "停用账号",
                "停用",
                IN_USE,
                None,
                permission=P.POST_GRANT,
                not_by=(NotBy("pk", "own_account", "不能停用自己的账号"),),
                run=set_in_use(False),
                leads="已停用",
                done="{row.name}的账号已停用。",
                hint="此人立即不能再使用平台。账号、任职和办理过的记录都保留，可以重新启用。",
                icon="block",
            ),
            Act(
                "activate",
                "启用账号",
                "启用",
                frozenset({Standing.ENDED}),
                None,
                permission=P.POST_GRANT,
                run=set_in_use(True),
                leads="启用",
                done="{row.name}的账号已启用。",
                hint="此人可以重新登录，仍在任期内的岗位恢复权限。",
                icon="check_circle",
            ),
        ),
    )
)

post_acts = declare_acts(
    Acts(
        Post,
        account="holder_id",
        loads=("holder", "area", "institution"),
        called="任职",
        derived=tuple(PostState.choices),
        acts=(
            Act(
                "appoint",
                "任命",
                "任命",
                frozenset(),
                None,
                leads="待确认或在任",
                permission=P.POST_GRANT,
                by_form=True,
            ),
            Act(
                "confirm",
                "确认任职",
                "确认",
                frozenset({PostState.WAITING}),
                None,
                permission=P.POST_CONFIRM,
                not_by=THIRD,
                run=take_effect,
                stamps=("confirmed_by", "confirmed_at"),
                after=begin,
                tells=tell_both,
                leads="在任",
                done="已确认{row.holder}的岗位：{row}。",
                hint="这一岗位能看个人信息，确认后此人立即享有其权限。任命人和本人都会收到通知。",
                icon="how_to_reg",
            ),
            Act(
                "decline",
                "不同意任职",
                "不同意",
                frozenset({PostState.WAITING}),
                None,
                permission=P.POST_CONFIRM,
                not_by=THIRD,
                asks=(ask_reason("不同意", told="事由，2到200字"),),
                run=never_begin,
                tells=tell_both,
                leads="已离任",
                done="没有同意{row.holder}的岗位：{row}。",
                hint="这一任职不生效。任命人和本人都会收到通知。",
                icon="close",
            ),
            Act(
                "end",
                "免去岗位",
                "免去",
                frozenset({PostState.WAITING, PostState.COMING, PostState.LIVE}),
                None,
                permission=P.POST_GRANT,
                not_by=(NotBy("holder_id", "own_post", "不能免去自己的岗位"),),
                run=end_now,
                after=lambda posts, doing: posts_ended.run(posts=posts, by=doing.by),
                leads="已离任",
                done="已免去{row.holder}的岗位：{row}。",
                hint="今天起此人不再享有这一岗位的权限，正在使用的页面立即失效。任职记录保留。",
                icon="event_busy",
            ),
        ),
    )
)

token_acts = declare_acts(
    Acts(
        ApiToken,
        account="user_id",
        called="令牌",
        derived=tuple(TokenState.choices),
        acts=(
            Act(
                "issue",
                "签发令牌",
                "签发",
                frozenset(),
                None,
                leads="有效",
                own=True,
                by_form=True,
            ),
            # By DELETE /tokens/{id}/, as before there were declared acts.
            Act(
                "revoke",
                "吊销令牌",
                "吊销",
                frozenset({TokenState.LIVE}),
                None,
                own=True,
                reach=live_tokens,
                run=lambda token, doing: setattr(token, "revoked_at", doing.at),
                leads="已吊销",
            ),
        ),
    )
)
