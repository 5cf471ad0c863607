"""Forms, what is reported of them with every cell and its source, and words against a demand."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from orgtree.api.acts import ActsMixin
from orgtree.api.listed import ListedViewSet, serializer_of
from orgtree.choices import Permission as P
from orgtree.oneform.acts import form_acts, protest_acts, return_acts
from orgtree.oneform.lists import form_list, protest_list, return_list
from orgtree.oneform.models import FormReturn
from orgtree.oneform.services.filling import reported_or_filled

WHOLE = {"source": "*", "read_only": True}


class ItemSerializer(serializers.Serializer):
    """One blank of a form."""

    id = serializers.IntegerField(help_text="栏目编号")
    heading = serializers.CharField(help_text="栏目")
    source = serializers.CharField(help_text="数据来源代码；要补填的为空")
    span = serializers.CharField(help_text="时间：P本期，Y本年累计，B上期，L上年同期")


class CellSerializer(serializers.Serializer):
    """One cell of a filled form."""

    text = serializers.CharField(help_text="内容")
    item = serializers.IntegerField(
        source="item.pk", allow_null=True, default=None, help_text="栏目编号；表上印好的为空"
    )
    source = serializers.CharField(help_text="数据来源与截至时间")
    url = serializers.CharField(help_text="明细页面；没有的为空")
    is_open = serializers.BooleanField(help_text="是否还要补填")
    was = serializers.CharField(help_text="上报后现在的数字；没有变动的为空")


@extend_schema_field(CellSerializer(many=True))
class CellsField(serializers.Field):
    """The cells line by line, of one return alone: a list would fill a hundred forms."""

    def to_representation(self, row: FormReturn) -> list:
        view = self.context.get("view")
        if view is None or view.action == "list":
            return []
        return CellSerializer(reported_or_filled(row).cells, many=True).data


FormSerializer = serializer_of(form_list, items=ItemSerializer(many=True, read_only=True, help_text="栏目"))
ReturnSerializer = serializer_of(return_list, cells=CellsField(help_text="各格内容与来源；列表里为空", **WHOLE))


class AskedFormViewSet(ActsMixin, ListedViewSet):
    """Forms within the viewer's posts, and those that are asked of them."""

    acts = form_acts
    queryset = form_list.rows().prefetch_related("items")
    listing = form_list
    serializer_class = FormSerializer
    permissions = {"*": P.BOARD_VIEW}
    tag = "报表"
    texts = {
        "list": ("报表列表", "登记过的报表：谁要、为什么、依据、到哪天止，每栏从哪里取数。"),
        "retrieve": ("一张报表", "用途、依据、期限与各栏目的数据来源。登记空表在电脑页面上进行。"),
    }


class FormReturnViewSet(ActsMixin, ListedViewSet):
    """What is reported within the viewer's posts."""

    acts = return_acts
    queryset = FormReturn.objects.select_related("form__area", "area").order_by("-due_on", "-pk")
    listing = return_list
    serializer_class = ReturnSerializer
    permissions = {"*": P.BOARD_VIEW}
    tag = "报表"
    texts = {
        "list": ("报表上报列表", "每张报表每个填报单位每期一条：待下级、待核对、已上报、限时更正。"),
        "retrieve": (
            "一期上报",
            "填好的各格，每格有来源、数据截至时间和明细地址；已上报的给出上报时的数字和现在的数字。",
        ),
    }


class FormProtestViewSet(ActsMixin, ListedViewSet):
    """One's own words against a demand, and those that one answers; never by whom."""

    acts = protest_acts
    queryset = protest_list.rows()
    listing = protest_list
    permissions = {"*": P.BOARD_VIEW}
    tag = "报表"
    texts = {
        "list": ("要表反映列表", "自己反映的，和由您答复的；不显示由谁反映。"),
        "retrieve": ("一条反映", "种类、报表、情况与答复；不显示由谁反映。"),
    }
