"""Estates and their property companies for programs."""

from rest_framework import serializers

from cocon.bases import CoconViewSet
from cocon.estates.lists import estate_list, term_list
from cocon.estates.services.estates import estate_acts
from cocon.estates.services.terms import term_acts
from orgtree.api.fields import PlainRefSerializer
from orgtree.api.listed import serializer_of

TermSerializer = serializer_of(
    term_list,
    company=PlainRefSerializer(help_text="物业企业"),
    state=serializers.CharField(read_only=True, help_text="coming 未开始，in_force 服务中，ended 已结束；最后一天仍算"),
)


class EstateViewSet(CoconViewSet):
    """Estates within the viewer's posts."""

    acts, listing = estate_acts, estate_list
    texts = {
        "list": ("小区列表", "职责范围内的小区。物业企业在“物业服务列表”里，按小区查。"),
        "retrieve": ("一个小区", "户数、楼栋数、小区党组织与业委会任期。"),
    }


class PropertyTermViewSet(CoconViewSet):
    """Terms within the viewer's posts; a company sees its own."""

    acts, listing = term_acts, term_list
    serializer_class = TermSerializer
    texts = {
        "list": ("物业服务列表", "职责范围内小区的物业企业与起止日期；物业企业看到本企业的。"),
        "retrieve": ("一期物业服务", "小区、物业企业与起止日期；最后一天仍算。"),
    }
