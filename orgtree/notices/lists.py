"""The columns of notices, for the API and the copy of one's own data."""

from orgtree.lists import columns_of, declare_list
from orgtree.notices.models.notices import Notice

notice_list = declare_list(
    Notice,
    columns=columns_of(Notice, "title text created_at read_at"),
    own="title text created_at read_at",
    api="id title text url created_at read_at",
    asked_by="unread",
)
