"""Report-ins of units: read, filed and ended by the unit's clerk or the community; accepted or sent back by the latter."""

from orgtree.api.acts import ActsMixin
from orgtree.api.fields import PlainRefSerializer
from orgtree.api.listed import ListedViewSet, serializer_of
from orgtree.choices import Permission as P
from volunteers.members.lists import unit_list
from volunteers.members.services.unit_report_ins import unit_report_ins


class UnitReportInViewSet(ActsMixin, ListedViewSet):
    """Report-ins of the viewer's unit, or at the viewer's communities."""

    acts, listing = unit_report_ins, unit_list
    serializer_class = serializer_of(unit_list, unit=PlainRefSerializer(help_text="单位"))
    permissions = {"*": P.UNIT_REPORT}
    tag = "单位报到"
    texts = {
        "list": ("单位报到列表", "本单位的报到，或职责范围内社区收到的单位报到。"),
        "retrieve": ("一条单位报到", "状态、时间、回执编号与退回原因。"),
    }
