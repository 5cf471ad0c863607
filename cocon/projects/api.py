"""Budget lines and entries by program."""

from cocon.projects.lists import entry_list, line_list
from cocon.projects.services.funds import line_acts
from orgtree.api.acts import ActsMixin
from orgtree.api.listed import ListedViewSet
from orgtree.choices import Permission as P


class FundLineViewSet(ActsMixin, ListedViewSet):
    """Lines within the viewer's posts."""

    acts = line_acts
    listing = line_list
    permissions = {"*": P.COCON_VIEW}
    tag = "共驻共建"
    texts = {
        "list": ("经费预算列表", "职责范围内的预算；金额为元，还可用为预算减已分配和已批准。"),
        "retrieve": ("一条预算", "预算、已分配、已批准、已支付与还可用的金额。"),
    }

    def get_queryset(self):
        return super().get_queryset().with_sums()


class FundEntryViewSet(ListedViewSet):
    """Entries within the viewer's posts."""

    listing = entry_list
    permissions = {"*": P.COCON_VIEW}
    tag = "共驻共建"
    texts = {
        "list": ("经费分录列表", "职责范围内的分录，只增加不改动；金额为元，减少为负数。"),
        "retrieve": ("一条分录", "种类、金额、日期、事由或凭证号，冲正的是哪一条。"),
    }
