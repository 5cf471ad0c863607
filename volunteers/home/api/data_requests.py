"""Requests about one's own data: read, ask, take back; the desk answers."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action

from orgtree.acts import does, perform_one
from orgtree.api.acts import ActsMixin
from orgtree.api.listed import ListedViewSet, serializer_of
from orgtree.choices import Permission as P
from volunteers.home.choices import DataRequestKind
from volunteers.home.lists import request_list
from volunteers.home.rules import ANSWER_LONGEST
from volunteers.home.services.data_requests import data_requests

DataRequestSerializer = serializer_of(request_list)


class AnswerRequestSerializer(serializers.Serializer):
    answer = serializers.CharField(max_length=ANSWER_LONGEST, help_text="答复，党员可见")
    refused = serializers.BooleanField(default=False, help_text="不予办理时为 true，答复即为理由")


class DataRequestViewSet(ActsMixin, ListedViewSet):
    """Requests within the viewer's posts, and the member's own."""

    acts, listing = data_requests, request_list
    serializer_class = DataRequestSerializer
    asked = {"kind": filters.ChoiceFilter(choices=DataRequestKind.choices, label="申请事项")}
    permissions = {"*": P.MEMBER_VIEW, "answer": P.MEMBER_EDIT}
    desk_acts = frozenset({"answer"})
    subject = "个人信息申请"
    tag = "报到"
    texts = {
        "list": ("个人信息申请列表", "更正、复制、删除、限制使用、解释说明的申请，党员本人可看自己的。"),
        "retrieve": ("一份个人信息申请", "内容、期限、状态与答复。"),
        "answer": ("答复申请", "办结或不予办理，都要写明答复；本人的申请由他人办理。"),
    }

    @does(data_requests, "settle", "refuse")
    @extend_schema(request=AnswerRequestSerializer, responses=DataRequestSerializer)
    @action(detail=True, methods=["post"])
    def answer(self, request, pk=None):
        asked, wanted = self.get_object(), self.body_as(AnswerRequestSerializer)
        key = "refuse" if wanted["refused"] else "settle"
        settled = perform_one(data_requests, key, pk=asked.pk, by=request.user, answer=wanted["answer"])
        return self.shown(self.read_anew(settled))
