"""Staff of grids, their training and the cards of grids for programs."""

from grids.bases import GridsViewSet
from grids.staff.lists import card_list, term_list, training_list
from grids.staff.services.cards import card_acts
from grids.staff.services.terms import term_acts, training_acts
from orgtree.choices import Permission as P


class StaffViewSet(GridsViewSet):
    """Read by whoever reads staff."""

    tag, permissions = "网格力量", {"*": P.STAFF_VIEW}


class StaffTermViewSet(StaffViewSet):
    """Terms within the viewer's posts."""

    acts, listing = term_acts, term_list
    subject = "任职"
    texts = {
        "list": ("网格力量列表", "职责范围内的网格员、街巷长、楼栋长、社区工作者等；不含姓名和电话。"),
        "retrieve": ("一条任职", "身份、区域、任期；不含姓名和电话。"),
    }


class StaffTrainingViewSet(StaffViewSet):
    """Training within the viewer's posts."""

    acts, listing = training_acts, training_list
    subject = "培训"
    texts = {
        "list": ("培训列表", "职责范围内网格力量的培训内容、日期和学时。"),
        "retrieve": ("一次培训", "内容、日期和学时。"),
    }


class GridCardViewSet(StaffViewSet):
    """Cards within the viewer's posts."""

    acts, listing = card_acts, card_list
    subject = "公示牌"
    texts = {
        "list": ("网格公示牌列表", "职责范围内各网格的四至、值守电话、监督电话。"),
        "retrieve": ("一块公示牌", "四至、值守电话、监督电话和公布时间。"),
    }
