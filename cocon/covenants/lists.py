"""The columns of covenants and of what is recognised; none orders by how much that is."""

from cocon.covenants.models import Covenant, Recognition
from cocon.covenants.services import covenant_acts
from orgtree.declare import Column
from orgtree.lists import area_columns, columns_of, declare_list, name_by

STATE_COLOURS = {"履行中": "success", "已期满": "info"}

name_by(Covenant, "id title")
covenant_list = declare_list(
    Covenant,
    columns=columns_of(Covenant, "title words since until is_public entered_at")
    | area_columns("社区")
    | {
        "state": Column("状态", lambda row: covenant_acts.state_label(row.state), tones=STATE_COLOURS),
        "giver": Column("谁的承诺", lambda row: row.giver),
    },
    desk="title giver state area since until is_public",
    filters=("is_public", "area"),
    order="-since -pk",
    loads=("area", "unit", "team"),
    api="id area unit team title words since until is_public state entered_at",
    asked_by="area unit team under",
    ordered_by="since until",
)
recognition_list = declare_list(
    Recognition,
    columns=columns_of(Recognition, "kind day at")
    | area_columns("社区", "covenant.area")
    | {
        "covenant": Column("承诺", lambda row: row.covenant.title, order="covenant"),
        "giver": Column("谁的承诺", lambda row: row.covenant.giver),
    },
    desk="day kind covenant giver area",
    links="day kind",
    filters=("kind",),
    order="-day -pk",
    loads=("covenant__area", "covenant__unit", "covenant__team"),
    api="id covenant area kind kind_label day at",
    asked_by="covenant kind under",
    ordered_by="day",
)
