"""The columns of accounts, posts, tokens and the record of sign-ins."""

from orgtree.choices import PostState
from orgtree.declare import Column, Section
from orgtree.lists import columns_of, declare_list
from orgtree.people.models.people import Post, User
from orgtree.people.models.sign_ins import SignInRecord
from orgtree.people.models.tokens import ApiToken
from orgtree.text.rules.phones import masked_name


def account_told(record: SignInRecord) -> str:
    """Whose it was. Who has no account name is a member, whose name the auditor does not read."""
    user = record.about
    return "" if user is None else f"{user.name}（{user.account}）" if user.account else masked_name(user.name)


user_list = declare_list(
    User,
    columns=columns_of(User, "account home is_active last_login")
    | {
        "name": Column("姓名", lambda user: user.name, personal=True, order="name"),
        "phone": Column("手机号", lambda user: user.masked_phone, personal=True),
        "posts": Column("现任岗位", lambda user: "；".join(str(post) for post in user.posts.all() if post.is_live)),
    },
    desk="name account phone home posts is_active last_login",
    filters=("is_active", "home"),
    loads=("home",),
    order="id",
)
post_list = declare_list(
    Post,
    columns=columns_of(Post, "kind since until")
    | {
        "holder": Column("任职人", lambda post: post.holder, personal=True, order="holder"),
        "seat": Column("任职区域或单位", lambda post: post.area or post.institution, order="area__name"),
        "state": Column(
            "状态", lambda post: PostState(post.state).label, tones={"待确认": "warning", "在任": "success"}
        ),
    },
    desk="holder kind seat since until state",
    filters=("kind", "waits", "area"),
    loads=("holder", "area", "institution"),
    order="-id",
)
token_list = declare_list(
    ApiToken,
    columns=columns_of(ApiToken, "name created_at expires_at revoked_at last_used_at"),
    api="id name scopes created_at expires_at revoked_at last_used_at",
)
sign_in_list = declare_list(
    SignInRecord,
    columns=columns_of(SignInRecord, "at kind browser place row_id area")
    | {
        "account": Column("账号", account_told, personal=True),
        "address": Column("来源地址", lambda record: record.text, personal=True),
    },
    desk="at kind account address browser place row_id area",
    filters=("kind", "area"),
    loads=("about", "area"),
    order="-at",
    own="at kind browser address",
    own_title="登录记录",
)


def own_sign_ins(member) -> Section:
    """For the copy of one's data: what happened at the account, as long as it is kept."""
    found = SignInRecord.objects.filter(about=member.user_id) if member.user_id else SignInRecord.objects.none()
    return sign_in_list.section(found)
