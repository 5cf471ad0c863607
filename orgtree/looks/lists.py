"""The columns of the record of looks, for the auditor's pages and workbooks and the person's own copy."""

from orgtree.declare import Column
from orgtree.lists import columns_of, declare_list
from orgtree.looks.models import AccessLog
from orgtree.looks.services.auditing import actor_in_words, held_in_words


def persons_in_words(look: AccessLog) -> str:
    """How many; whom, one asks at 谁看过这个人."""
    return "未记到人" if look.persons is None else f"{len(look.persons)}人" if look.persons else ""


look_list = declare_list(
    AccessLog,
    columns=columns_of(AccessLog, "at actor held action subject rows reason area")
    | {
        "persons": Column("看到的人", persons_in_words),
        "who": Column("谁", actor_in_words, personal=True),
        "by_post": Column("以何岗位", held_in_words),
        "told_post": Column("谁（岗位）", held_in_words),
        "way": Column("方式", lambda look: look.get_action_display()),
        "seen": Column("看了什么", lambda look: look.subject),
    },
    desk="at actor held action subject rows persons reason area",
    filters=("action", "area"),
    loads=("actor", "area"),
    own="at told_post way seen reason",
    own_title="谁看过我",
)
# What the auditor reads of the looks at one person.
ABOUT_ONE = look_list.pick("at who by_post way seen rows reason area")
