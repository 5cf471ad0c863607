"""Remarks on the rows of a view set: read and added."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from orgtree.declare import registry
from orgtree.remarks.rules import LONGEST, SHORTEST
from orgtree.remarks.services import add_remark, remarks_on


class RemarkSerializer(serializers.Serializer):
    id = serializers.IntegerField(help_text="编号")
    text = serializers.CharField(help_text="留言")
    by = serializers.CharField(source="by.name", help_text="留言人")
    at = serializers.DateTimeField(help_text="留言时间")


class AddRemarkSerializer(serializers.Serializer):
    text = serializers.CharField(
        min_length=SHORTEST, max_length=LONGEST, help_text="留下后不能修改；不写他人的姓名、电话和住处"
    )


class RemarksMixin:
    """Gives a view set …/{id}/remarks/ (GET, POST); `remark_key` names the panel. Stands before the view set's base."""

    remark_key = ""

    def __init_subclass__(cls, **options):
        super().__init_subclass__(**options)
        texts = {
            "remarks": ("留言", "对这一条的留言，先留的在前；能看这一条的人都能看。"),
            "add_remark": ("添加留言", "留下后不能修改、不能删除；一分钟内的同样留言不重复。"),
        }
        cls.texts = {**texts, **cls.texts}

    @extend_schema(responses=RemarkSerializer(many=True), filters=False)
    @action(detail=True, methods=["get"], filterset_class=None, pagination_class=None)
    def remarks(self, request, pk=None):
        found = remarks_on(registry.remarks[self.remark_key], self.get_object())
        return Response(RemarkSerializer(found, many=True).data)

    @extend_schema(request=AddRemarkSerializer, responses={201: RemarkSerializer})
    @remarks.mapping.post
    def add_remark(self, request, pk=None):
        row = self.get_object()  # before the body is read: a stranger gets 404 whatever they send
        wanted = self.body_as(AddRemarkSerializer)
        remark = add_remark(key=self.remark_key, pk=row.pk, text=wanted["text"], by=request.user)
        return Response(RemarkSerializer(remark).data, status=status.HTTP_201_CREATED)
