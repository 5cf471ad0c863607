"""Schemes for programs."""

from assessments.bases import AssessViewSet
from assessments.schemes.lists import scheme_list
from assessments.schemes.services.schemes import scheme_acts


class SchemeViewSet(AssessViewSet):
    """Published schemes, and drafts of the viewer's areas."""

    acts, listing = scheme_acts, scheme_list
    texts = {
        "list": ("评议方案列表", "已发布的方案和职责范围内的草稿。"),
        "retrieve": ("一个评议方案", "类型、对象、年度、版本和设置。"),
    }
