"""Staff of grids, their training and the cards of grids for programs."""

from grids.staff.lists import card_list, term_list, training_list
from grids.staff.services.cards import card_acts
from grids.staff.services.terms import term_acts, training_acts
from orgtree.api.acts import ActsMixin
from orgtree.api.listed import ListedViewSet
from orgtree.choices import Permission as P

TAG = "网格力量"


class StaffTermViewSet(ActsMixin, ListedViewSet):
    """Terms within the viewer's posts."""

    acts, listing, tag, permissions = term_acts, term_list, TAG, {"*": P.STAFF_VIEW}
    subject = "任职"
    texts = {
        "list": ("网格力量列表", "职责范围内的网格员、街巷长、楼栋长、社区工作者等；不含姓名和电话。"),
        "retrieve": ("一条任职", "身份、区域、任期；不含姓名和电话。"),
    }


class StaffTrainingViewSet(ActsMixin, ListedViewSet):
    """Training within the viewer's posts."""

    acts, listing, tag, permissions = training_acts, training_list, TAG, {"*": P.STAFF_VIEW}
    subject = "培训"
    texts = {
        "list": ("培训列表", "职责范围内网格力量的培训内容、日期和学时。"),
        "retrieve": ("一次培训", "内容、日期和学时。"),
    }


class GridCardViewSet(ActsMixin, ListedViewSet):
    """Cards within the viewer's posts."""

    acts, listing, tag, permissions = card_acts, card_list, TAG, {"*": P.STAFF_VIEW}
    subject = "公示牌"
    texts = {
        "list": ("网格公示牌列表", "职责范围内各网格的四至、值守电话、监督电话。"),
        "retrieve": ("一块公示牌", "四至、值守电话、监督电话和公布时间。"),
    }
