"""The columns of accounts, posts and tokens."""

from orgtree.choices import PostState
from orgtree.declare import Column
from orgtree.lists import columns_of, declare_list
from orgtree.people.models.people import Post, User
from orgtree.people.models.tokens import ApiToken

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
