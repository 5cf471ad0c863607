"""Schemes for programs."""

from assessments.schemes.lists import scheme_list
from assessments.schemes.services.schemes import scheme_acts
from orgtree.api.acts import ActsMixin
from orgtree.api.listed import ListedViewSet
from orgtree.choices import Permission as P


class SchemeViewSet(ActsMixin, ListedViewSet):
    """Published schemes, and drafts of the viewer's areas."""

    acts, listing = scheme_acts, scheme_list
    tag, permissions = "考核评议", {"*": P.ASSESS_VIEW}
    texts = {
        "list": ("评议方案列表", "已发布的方案和职责范围内的草稿。"),
        "retrieve": ("一个评议方案", "类型、对象、年度、版本和设置。"),
    }
