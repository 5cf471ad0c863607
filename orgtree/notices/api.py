"""Notices to the person who asks: a list, and marking as read."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.mixins import ListModelMixin
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from orgtree.api.base import TokenCovers
from orgtree.api.listed import Listed, serializer_of
from orgtree.choices import OWN
from orgtree.notices.lists import notice_list
from orgtree.notices.models.notices import Notice
from orgtree.notices.services import mark_all_read, mark_read

NoticeSerializer = serializer_of(notice_list)


class ReadAllSerializer(serializers.Serializer):
    read = serializers.IntegerField(help_text="这次标为已读的条数")


class NoticeViewSet(Listed, ListModelMixin, GenericViewSet):
    """One's own notices and nobody else's."""

    queryset = Notice.objects.all()
    listing = notice_list
    serializer_class = NoticeSerializer
    asked = {"unread": filters.BooleanFilter(field_name="read_at", lookup_expr="isnull", label="true：只要未读的")}
    lookup_value_regex = r"[0-9]{1,18}"
    tag = "通知"
    texts = {
        "list": ("通知列表", "发给本人的通知，最新的在前。"),
        "read_all": ("全部标为已读", "把本人未读的通知全部标为已读，返回条数。"),
        "read": ("标为已读", "把本人的一条通知标为已读；重复调用结果相同。"),
    }

    def get_permissions(self):
        return [*super().get_permissions(), TokenCovers()]

    def scopes_needed(self) -> set[str]:
        return {OWN}

    def get_queryset(self):
        return self.queryset.mine(self.request.user)

    @extend_schema(request=None, responses=NoticeSerializer)
    @action(detail=True, methods=["post"])
    def read(self, request, pk):
        return Response(NoticeSerializer(mark_read(notice_id=int(pk), by=request.user)).data)

    @extend_schema(request=None, responses=ReadAllSerializer)
    @action(detail=False, methods=["post"], url_path="read-all", pagination_class=None, filterset_class=None)
    def read_all(self, request):
        return Response(ReadAllSerializer({"read": mark_all_read(by=request.user)}).data)
