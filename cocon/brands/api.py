"""Brands, what belongs to them and people served, for programs."""

from cocon.brands.lists import brand_list, part_list, tally_list
from cocon.brands.services.brands import brand_acts, part_acts, tally_acts
from orgtree.api.acts import ActsMixin
from orgtree.api.listed import ListedViewSet
from orgtree.choices import Permission as P


class BrandViewSet(ActsMixin, ListedViewSet):
    """Brands within the viewer's posts."""

    acts = brand_acts
    listing = brand_list
    permissions = {"*": P.COCON_VIEW}
    tag = "共驻共建"
    texts = {
        "list": ("党建品牌列表", "职责范围内的品牌；一社区一品的is_main为true。"),
        "retrieve": ("一个党建品牌", "做法、成效、创建日期与是否公开。"),
    }


class BrandPartViewSet(ActsMixin, ListedViewSet):
    """What belongs to brands within the viewer's posts."""

    acts = part_acts
    listing = part_list
    permissions = {"*": P.COCON_VIEW}
    tag = "共驻共建"
    texts = {
        "list": ("品牌项目列表", "职责范围内品牌关联的活动、服务队、需求和项目。"),
        "retrieve": ("一个品牌项目", "活动、服务队、需求、项目四者之一。"),
    }


class BrandTallyViewSet(ActsMixin, ListedViewSet):
    """People served that were entered, within the viewer's posts."""

    acts = tally_acts
    listing = tally_list
    permissions = {"*": P.COCON_VIEW}
    tag = "共驻共建"
    texts = {
        "list": ("品牌服务人次列表", "平台上没有活动记录、另外登记的服务人次。"),
        "retrieve": ("一条品牌服务人次", "日期、人次、做了什么。"),
    }
