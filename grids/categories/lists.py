"""The columns of categories, for the desk and its workbook."""

from grids.categories.models import Category
from orgtree.declare import Column
from orgtree.lists import columns_of, declare_list
from orgtree.owned.lists import owned_columns

category_list = declare_list(
    Category,
    columns=columns_of(Category, "code name hint level duty lead_words active_from active_to")
    | owned_columns()
    | {
        "group": Column("大类", lambda category: category.group_label, order="code"),
        "accept": Column("受理时限", lambda category: category.accept_limit),
        "handle": Column("办理时限", lambda category: category.handle_limit),
        "lead": Column("牵头", lambda category: category.lead_label),
    },
    desk="code name group level accept handle lead duty area active_from active_to",
    links="code name",
    filters=("level", "duty"),
    order="code -active_from",
    loads=("area", "lead"),
)
