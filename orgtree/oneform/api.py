"""Forms, what is reported of them with every cell and its source, and words against a demand."""

from dataclasses import asdict

from django.core.validators import MaxValueValidator, MinValueValidator
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from orgtree.acts import does
from orgtree.api.acts import ActsMixin, address_by_form
from orgtree.api.fields import IdSerializerField
from orgtree.api.filters import parse_period
from orgtree.api.listed import ListedViewSet, made_once, serializer_of
from orgtree.api.parsers import FilesParser, JSONParser
from orgtree.choices import Permission as P
from orgtree.days.rules.periods import Period
from orgtree.errors import not_found
from orgtree.oneform.acts import form_acts, protest_acts, return_acts
from orgtree.oneform.lists import form_list, protest_list, return_list
from orgtree.oneform.models import LEVELS, PERIODS, AskedForm, FormReturn
from orgtree.oneform.rules import MOST_BLANKS
from orgtree.oneform.services.burden import burden_of
from orgtree.oneform.services.filling import fill_form, reported_or_filled
from orgtree.oneform.services.registering import correct_sources, register_once
from orgtree.oneform.services.returns import LONGEST_ANSWER, fill_in

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
        filled = reported_or_filled(row, viewer=self.context["request"].user)
        return CellSerializer(filled.cells, many=True).data


class FilledSerializer(serializers.Serializer):
    """A form filled for an area and a period, whether it was asked then or not."""

    area = serializers.IntegerField(source="area.pk", help_text="区域编号")
    period = serializers.CharField(source="period.slug", help_text="统计期")
    share = serializers.FloatField(help_text="自动填好的格数占要填格数的比例，0到1")
    more = serializers.IntegerField(help_text="没有列出的记录条数")
    closed = serializers.CharField(help_text="无权查看的名册；没有的为空")
    cells = CellSerializer(many=True, help_text="各格内容与来源")


class AmountsSerializer(serializers.Serializer):
    """What a month asks of one community on the average."""

    period = serializers.CharField(help_text="月份")
    forms = serializers.FloatField(help_text="报表（张）")
    blanks = serializers.FloatField(help_text="栏目（个）")
    asked = serializers.FloatField(help_text="其中补填")
    meetings = serializers.FloatField(help_text="会议（次）")
    pages = serializers.FloatField(help_text="材料（页）")
    minutes = serializers.FloatField(help_text="约（分钟）")


class BurdenSerializer(serializers.Serializer):
    words = serializers.CharField(help_text="是增是减")
    months = AmountsSerializer(many=True, help_text="各月，先远后近")


class OfAreaSerializer(serializers.Serializer):
    area = IdSerializerField(help_text="区域编号")


class WhereSerializer(serializers.Serializer):
    """Of which area and time a form is filled."""

    area = IdSerializerField(help_text="区域编号")
    period = serializers.CharField(max_length=7, help_text="周期：2026-11、2026Q4 或 2026")

    def validate_period(self, value: str) -> Period:
        return parse_period(value)


class RegisterSerializer(serializers.Serializer):
    """Why a table is asked for, and the empty table."""

    area = IdSerializerField(help_text="适用区域编号：这个区域里的单位都要报")
    title = serializers.CharField(max_length=60, help_text="报表名称")
    office = serializers.CharField(max_length=40, help_text="要表部门")
    purpose = serializers.CharField(max_length=200, help_text="用途")
    ground = serializers.CharField(max_length=200, help_text="依据：文件名称与文号")
    level = serializers.ChoiceField(LEVELS, help_text="填报层级")
    period_kind = serializers.ChoiceField(PERIODS, help_text="多久一报")
    due_days = serializers.IntegerField(
        default=5, validators=[MinValueValidator(1), MaxValueValidator(60)], help_text="期后几天内报"
    )
    starts_on = serializers.DateField(help_text="从哪天起")
    ends_on = serializers.DateField(help_text="到哪天止，过了这一天不能再要")
    file = serializers.FileField(help_text="空表，.xlsx")
    sheet = serializers.CharField(
        max_length=31,
        default="",
        allow_blank=True,
        help_text="文件里有几张工作表时要登记的那一张；不写取第一张有表头的",
    )


class SourceSerializer(serializers.Serializer):
    item = IdSerializerField(help_text="栏目编号")
    source = serializers.CharField(
        max_length=120, allow_blank=True, help_text="数据来源的名称，如“志愿服务次数（本年累计）”；空的由填报人补填"
    )


class CorrectSerializer(serializers.Serializer):
    sources = SourceSerializer(many=True, min_length=1, max_length=MOST_BLANKS, help_text="要改的栏目")


class TypedCellSerializer(serializers.Serializer):
    item = IdSerializerField(help_text="栏目编号")
    text = serializers.CharField(max_length=LONGEST_ANSWER, allow_blank=True, help_text="平台里没有的内容")


class AnswersSerializer(serializers.Serializer):
    answers = TypedCellSerializer(many=True, min_length=1, max_length=MOST_BLANKS, help_text="补填的栏目")


FormSerializer = serializer_of(form_list, items=ItemSerializer(many=True, read_only=True, help_text="栏目"))
ReturnSerializer = serializer_of(return_list, cells=CellsField(help_text="各格内容与来源；列表里为空", **WHOLE))


def _correct(form: AskedForm, said: dict, by) -> None:
    correct_sources(form_id=form.pk, words={one["item"]: one["source"] for one in said["sources"]}, by=by)


def _fill_in(row: FormReturn, said: dict, by) -> None:
    fill_in(return_id=row.pk, answers={one["item"]: one["text"] for one in said["answers"]}, by=by)


class AskedFormViewSet(ActsMixin, ListedViewSet):
    """Forms within the viewer's posts, and those that are asked of them."""

    acts = form_acts
    queryset = form_list.rows().prefetch_related("items")
    listing = form_list
    serializer_class = FormSerializer
    permissions = {"*": P.BOARD_VIEW, "create": P.FORM_REGISTER, "correct": P.FORM_REGISTER}
    tag = "报表"
    texts = {
        "list": ("报表列表", "登记过的报表：谁要、为什么、依据、到哪天止，每栏从哪里取数。"),
        "retrieve": ("一张报表", "用途、依据、期限与各栏目的数据来源。"),
        "create": ("登记报表", "空表与用途、依据、截止日期，以 multipart/form-data 提交；经另一人批准后生效。"),
        "correct": ("对应数据来源", "改写各栏从哪里取数；没有写到的栏目不变，以后同名的栏目照此填写。"),
        "burden": ("要表负担", "一个区域里每个社区平均每月的报表、栏目、会议、材料与大约用时，和是增是减。"),
        "filled": ("填好的表", "这张表在一个区域、一个周期里各格的内容与来源，不论那一期有没有要过。"),
    }

    def get_parsers(self):
        """A file where a form is registered, JSON elsewhere; asked before the action is known."""
        adds = self.request is not None and self.action_map.get(self.request.method.lower()) == "create"
        return [FilesParser()] if adds else [JSONParser()]

    @does(form_acts, "register")
    @extend_schema(
        request={"multipart/form-data": RegisterSerializer},
        responses=made_once(FormSerializer, "此前已登记，返回原报表"),
    )
    def create(self, request):
        said = self.body_as(RegisterSerializer)
        said["area"] = self.areas_in_reach().filter(pk=said["area"]).first()
        if said["area"] is None:
            raise not_found("区域", field="area")
        form, is_new = register_once(by=request.user, **said)
        return self.shown(form, created=is_new)

    correct = address_by_form(form_acts, "correct", body=CorrectSerializer, run=_correct, shown_as=FormSerializer)

    @extend_schema(parameters=[OfAreaSerializer], responses=BurdenSerializer, filters=False)
    @action(detail=False, methods=["get"], filterset_class=None, pagination_class=None)
    def burden(self, request):
        where = OfAreaSerializer(data=request.query_params)
        where.is_valid(raise_exception=True)
        area = self.areas_in_reach().filter(pk=where.validated_data["area"]).first()
        if area is None:
            raise not_found("区域", field="area")
        burden = burden_of(area, timezone.localdate())
        months = [{"period": period.slug} | asdict(amounts) for period, amounts in burden.months]
        return Response(BurdenSerializer({"words": burden.words, "months": months}).data)

    @extend_schema(
        parameters=[WhereSerializer],
        responses=FilledSerializer,
        filters=False,
    )
    @action(detail=True, methods=["get"], filterset_class=None, pagination_class=None)
    def filled(self, request, pk=None):
        form = get_object_or_404(self.get_queryset(), pk=pk)  # no filters of a list: its parameters are its own
        where = WhereSerializer(data=request.query_params)
        where.is_valid(raise_exception=True)
        area = self.areas_in_reach().within(form.area).filter(pk=where.validated_data["area"]).first()
        if area is None:
            raise not_found("区域", field="area")
        period = Period.holding(form.period_kind, where.validated_data["period"].start)
        return Response(FilledSerializer(fill_form(form, area, period, viewer=request.user)).data)


class FormReturnViewSet(ActsMixin, ListedViewSet):
    """What is reported within the viewer's posts."""

    acts = return_acts
    queryset = FormReturn.objects.select_related("form__area", "area").order_by("-due_on", "-pk")
    listing = return_list
    serializer_class = ReturnSerializer
    permissions = {"*": P.BOARD_VIEW, "fill_in": P.FORM_CONFIRM}
    tag = "报表"
    texts = {
        "fill_in": ("补填", "只填平台里没有的栏目，其余的数字在台账里更正；没有写到的栏目不变。"),
        "list": ("报表上报列表", "每张报表每个填报单位每期一条：待下级、待核对、已上报、限时更正。"),
        "retrieve": (
            "一期上报",
            "填好的各格，每格有来源、数据截至时间和明细地址；已上报的给出上报时的数字和现在的数字。",
        ),
    }

    fill_in = address_by_form(return_acts, "fill_in", body=AnswersSerializer, run=_fill_in, shown_as=ReturnSerializer)


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
