"""Brands, what belongs to them and people served, for programs."""

from cocon.bases import CoconViewSet
from cocon.brands.lists import brand_list, part_list, tally_list
from cocon.brands.services.brands import brand_acts, part_acts, tally_acts


class BrandViewSet(CoconViewSet):
    """Brands within the viewer's posts."""

    acts, listing = brand_acts, brand_list
    texts = {
        "list": ("党建品牌列表", "职责范围内的品牌；一社区一品的is_main为true。"),
        "retrieve": ("一个党建品牌", "做法、成效、创建日期与是否公开。"),
    }


class BrandPartViewSet(CoconViewSet):
    """What belongs to brands within the viewer's posts."""

    acts, listing = part_acts, part_list
    texts = {
        "list": ("品牌项目列表", "职责范围内品牌关联的活动、服务队、需求和项目。"),
        "retrieve": ("一个品牌项目", "活动、服务队、需求、项目四者之一。"),
    }


class BrandTallyViewSet(CoconViewSet):
    """People served that were entered, within the viewer's posts."""

    acts, listing = tally_acts, tally_list
    texts = {
        "list": ("品牌服务人次列表", "平台上没有活动记录、另外登记的服务人次。"),
        "retrieve": ("一条品牌服务人次", "日期、人次、做了什么。"),
    }
