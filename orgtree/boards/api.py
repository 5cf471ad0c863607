"""The board's figures, and views of boards that are kept under a name."""

from django import forms
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers, status
from rest_framework.exceptions import NotFound
from rest_framework.mixins import ListModelMixin
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView
from rest_framework.viewsets import GenericViewSet

from orgtree.api.acts import ActsMixin
from orgtree.api.base import TokenCovers
from orgtree.api.fields import AreaRefSerializer, IdSerializerField
from orgtree.api.filters import parse_period
from orgtree.api.listed import Listed, ListedViewSet, serializer_of
from orgtree.boards.acts import board_question_acts
from orgtree.boards.lists import question_list, view_list
from orgtree.boards.services.boards import corrections_of
from orgtree.boards.services.kept import address_of, drop_view, keep_view
from orgtree.boards.services.reports import sentences_of
from orgtree.boards.services.shown import cell_of
from orgtree.choices import Permission as P
from orgtree.choices import ViewPage, ViewSpan
from orgtree.days.rules.periods import Period
from orgtree.declare import registry
from orgtree.doubts.services import marked_at, marks_of
from orgtree.errors import not_found
from orgtree.figures.rules import rounded
from orgtree.figures.services.boundaries import boundaries_of
from orgtree.figures.services.figures import figures_of, fills_over, moments_of
from orgtree.figures.services.reported import reported_in
from orgtree.text.free_text import check_body
from orgtree.tree.models import Area


@extend_schema_field(str)
class AddressField(serializers.Field):
    """The address that a view opens today, for whoever asks."""

    def to_representation(self, view) -> str:
        return address_of(view, self.context["request"].user)[0]


KeptViewSerializer = serializer_of(
    view_list, address=AddressField(source="*", read_only=True, help_text="今天打开的地址")
)


class KeepSerializer(serializers.Serializer):
    area = IdSerializerField(help_text="区域编号")
    title = serializers.CharField(max_length=30, help_text="名称")
    page = serializers.ChoiceField(ViewPage.choices, help_text="页面")
    asked = serializers.CharField(max_length=600, allow_blank=True, default="", help_text="地址里统计期以外的部分")
    span = serializers.ChoiceField(ViewSpan.choices, default=ViewSpan.NOW, help_text="打开时看哪一期")
    period = serializers.CharField(max_length=7, help_text="周期：2026-11、2026Q4 或 2026")
    is_shared = serializers.BooleanField(default=False, help_text="是否与区域岗位共享")
    is_told = serializers.BooleanField(default=False, help_text="是否每月初把主要数字通知本人")

    def validate_period(self, value: str) -> Period:
        return _period(value)


@extend_schema_view(create=extend_schema(request=KeepSerializer, responses={201: KeptViewSerializer}))
class KeptViewViewSet(Listed, ListModelMixin, GenericViewSet):
    """One's own kept views and those that are shared with one's areas."""

    queryset = view_list.rows()
    listing = view_list
    serializer_class = KeptViewSerializer
    lookup_value_regex = r"[0-9]{1,18}"
    tag = "指标"
    texts = {
        "list": ("看板视图列表", "自己保存的，和与本人区域共享的视图。"),
        "create": ("保存视图", "把看板、区域比较或工作报表的一个画面按名称保存；同样的内容再次保存返回原记录。"),
        "destroy": ("删去视图", "删去自己保存的视图。"),
    }

    def get_permissions(self):
        return [*super().get_permissions(), TokenCovers()]

    def scopes_needed(self) -> set[str]:
        return {P.BOARD_VIEW}

    def get_queryset(self):
        return self.queryset.allowed(self.request.user, P.BOARD_VIEW)

    def create(self, request):
        body = KeepSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        check_body(body)
        said = body.validated_data
        area = Area.objects.allowed(request.user, P.BOARD_VIEW).filter(pk=said.pop("area")).first()
        if area is None:
            raise not_found("区域", field="area")
        view = keep_view(area=area, **said, by=request.user)
        return Response(self.get_serializer(view).data, status=status.HTTP_201_CREATED)

    @extend_schema(responses={204: None})
    def destroy(self, request, pk):
        drop_view(view_id=int(pk), by=request.user)
        return Response(status=status.HTTP_204_NO_CONTENT)


class BoardQuestionViewSet(ActsMixin, ListedViewSet):
    """Boards that nobody opened for long."""

    acts = board_question_acts
    queryset = question_list.rows()
    listing = question_list
    permissions = {"*": P.FIGURES_CLOSE}
    tag = "指标"
    texts = {
        "list": ("少有人看的看板列表", "九十天没有人打开的页签，按层级；只统计次数，不记谁看过。"),
        "retrieve": ("一个少有人看的看板", "哪个页签、哪个层级，保留还是隐藏。"),
    }


def _period(value: str) -> Period:
    try:
        return parse_period(value)
    except forms.ValidationError as error:
        raise serializers.ValidationError(error.messages) from error


class QuestionSerializer(serializers.Serializer):
    """Which area, which period."""

    area = IdSerializerField(help_text="区域编号")
    period = serializers.CharField(max_length=7, help_text="周期：2026-11、2026Q4 或 2026")

    borders = serializers.ChoiceField(
        ["then", "today"], default="then", help_text="then：各期当时的区划；today：折算到今天的区划"
    )

    def validate_period(self, value: str) -> Period:
        return _period(value)


class PeriodSerializer(serializers.Serializer):
    slug = serializers.CharField(help_text="周期代码")
    label = serializers.CharField(help_text="周期名称")
    start = serializers.DateField(help_text="第一天")
    end = serializers.DateField(help_text="结束后的第一天（不含）")


class FigureSerializer(serializers.Serializer):
    key = serializers.CharField(help_text="指标代码")
    label = serializers.CharField(help_text="指标名称")
    group = serializers.CharField(help_text="分组")
    unit = serializers.CharField(help_text="单位")
    definition = serializers.CharField(help_text="口径")
    value = serializers.DecimalField(None, 2, allow_null=True, help_text="数值；尚未汇总或无意义时为空")
    previous = serializers.DecimalField(None, 2, allow_null=True, help_text="上一周期的数值")
    correction = serializers.DecimalField(
        None, 2, allow_null=True, help_text="上报或关账后的更正；没有更正的、按比例计算的为空"
    )
    doubted = serializers.BooleanField(help_text="是否待核实")


class SentenceSerializer(serializers.Serializer):
    label = serializers.CharField(help_text="内容")
    text = serializers.CharField(help_text="文字，数字已填入")


class BreakSerializer(serializers.Serializer):
    on = serializers.DateField(help_text="哪一天")
    text = serializers.CharField(help_text="哪些区域划入哪里")


class FiguresSerializer(serializers.Serializer):
    area = AreaRefSerializer(help_text="区域")
    period = PeriodSerializer(help_text="周期")
    as_of = serializers.DateTimeField(allow_null=True, help_text="数据截至；尚未汇总时为空")
    closed = serializers.BooleanField(help_text="是否已关账")
    reported_at = serializers.DateTimeField(allow_null=True, help_text="本区域上报本期数字的时间；没有上报的为空")
    borders = serializers.ChoiceField(["then", "today"], help_text="按哪时的区划")
    breaks = BreakSerializer(
        many=True, help_text="上一周期以来改变了本区域范围的区划调整；此前的数值与今天不能直接比较"
    )
    figures = FigureSerializer(many=True, help_text="指标，顺序与看板相同")
    sentences = SentenceSerializer(many=True, help_text="工作报表中的句子；没有数字的不列")


class FiguresView(APIView):
    """The figures of one area in one period: the same rows of the same table as the board."""

    tag = "指标"
    permission_classes = [IsAuthenticated, TokenCovers]

    def scopes_needed(self) -> set[str]:
        return {P.BOARD_VIEW}

    @extend_schema(
        operation_id="figures",
        summary="一个区域的指标",
        description="与看板同一数据：数值、上一周期数值、口径与数据截至时间。",
        parameters=[
            OpenApiParameter("area", int, required=True, description="区域编号"),
            OpenApiParameter("period", str, required=True, description="周期：2026-11、2026Q4 或 2026"),
            OpenApiParameter(
                "borders", str, enum=["then", "today"], description="按各期当时的区划（不填即是），或折算到今天的区划"
            ),
        ],
        responses=FiguresSerializer,
    )
    def get(self, request):
        question = QuestionSerializer(data=request.query_params)
        question.is_valid(raise_exception=True)
        period = question.validated_data["period"]
        area = Area.objects.allowed(request.user, P.BOARD_VIEW).filter(pk=question.validated_data["area"]).first()
        if area is None:
            raise NotFound
        return Response(FiguresSerializer(_figures(area, period, question.validated_data["borders"])).data)


def _figures(area: Area, period: Period, borders: str) -> dict:
    fills = fills_over([period.previous, period])
    fill = fills.get(period)
    catalogue = registry.catalogue()
    bounds = boundaries_of(moments_of(fills), [area.pk])
    shifts = bounds.shifts if borders == "today" else {}
    asked = dict.fromkeys([period.previous, period], [area.pk])
    reported = {} if borders == "today" else reported_in(fills, [area.pk])
    values = figures_of(asked, filled=fills, catalogue=catalogue, shifts=shifts, reported=reported)
    row = reported.get((period.start, area.pk))
    late = corrections_of(area, period, fill, row, today=borders == "today")
    marks = marked_at(marks_of([period], [area.pk]), period, area)
    now, before = values[period][area.pk], values[period.previous][area.pk]
    return {
        "area": area,
        "period": period,
        "as_of": fill and fill.as_of,
        "closed": bool(fill and fill.closed_at),
        "reported_at": row and row.confirmed_at,
        "borders": borders,
        "breaks": bounds.breaks,
        "figures": [
            _figure(figure, now[key], before[key], late.get(key), key in marks) for key, figure in catalogue.items()
        ],
        "sentences": sentences_of(
            area, period, {key: cell_of(one, now, doubts=marks) for key, one in catalogue.items()}
        ),
    }


def _figure(figure, value, previous, correction, doubted: bool) -> dict:
    """A figure rounded as the board prints it."""

    def shown(number):
        return None if number is None else rounded(number, figure.decimals)

    return {
        "key": figure.key,
        "label": figure.label,
        "group": figure.group,
        "unit": figure.unit,
        "definition": figure.definition,
        "value": shown(value),
        "previous": shown(previous),
        "correction": shown(correction),
        "doubted": doubted,
    }
