"""Requests about one's own data: read, ask, take back; the desk answers."""

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action

from orgtree.acts import does, perform_one
from orgtree.api.acts import ActsMixin
from orgtree.api.fields import IdSerializerField
from orgtree.api.listed import ListedViewSet, made_once, serializer_of
from orgtree.choices import Permission as P
from volunteers.home.choices import DataRequestKind
from volunteers.home.lists import request_list
from volunteers.home.rules import ANSWER_LONGEST, LONGEST
from volunteers.home.services.data_requests import ask_about_data, data_requests
from volunteers.members.api.meant import member_meant

DataRequestSerializer = serializer_of(request_list)


class AskSerializer(serializers.Serializer):
    unscanned = {"text": "a new telephone number may be what is asked for; read by the clerk who answers"}

    member = IdSerializerField(required=False, help_text="代为登记时填写党员编号；党员本人申请时省略")
    kind = serializers.ChoiceField(DataRequestKind.choices, help_text="申请事项")
    text = serializers.CharField(max_length=LONGEST, help_text="申请内容，4至500字")


class AnswerRequestSerializer(serializers.Serializer):
    answer = serializers.CharField(max_length=ANSWER_LONGEST, help_text="答复，党员可见")
    refused = serializers.BooleanField(default=False, help_text="不予办理时为 true，答复即为理由")


class DataRequestViewSet(ActsMixin, ListedViewSet):
    """Requests within the viewer's posts, and the member's own."""

    acts = data_requests
    listing = request_list
    serializer_class = DataRequestSerializer
    asked = {"kind": filters.ChoiceFilter(choices=DataRequestKind.choices, label="申请事项")}
    permissions = {"*": P.MEMBER_VIEW, "create": P.MEMBER_EDIT, "answer": P.MEMBER_EDIT}
    desk_acts = frozenset({"answer"})
    subject = "个人信息申请"
    tag = "报到"
    texts = {
        "list": ("个人信息申请列表", "更正、复制、删除、限制使用、解释说明的申请，党员本人可看自己的。"),
        "retrieve": ("一份个人信息申请", "内容、期限、状态与答复。"),
        "create": (
            "提出个人信息申请",
            "党员本人提出，或有“维护党员信息”权限的人代为登记。同一事项同样内容再次提交返回200和原申请，内容不同返回409。",
        ),
        "answer": ("答复申请", "办结或不予办理，都要写明答复；本人的申请由他人办理。"),
    }

    @does(data_requests, "ask", "enter")
    @extend_schema(
        request=AskSerializer,
        responses=made_once(DataRequestSerializer, "此前已提交，返回原申请"),
    )
    def create(self, request):
        wanted = self.body_as(AskSerializer)
        member, _ = member_meant(request.user, wanted.pop("member", None), P.MEMBER_EDIT)
        asked, created = ask_about_data(member_id=member.pk, by=request.user, **wanted)
        return self.shown(self.read_anew(asked), created)

    @does(data_requests, "settle", "refuse")
    @extend_schema(request=AnswerRequestSerializer, responses=DataRequestSerializer)
    @action(detail=True, methods=["post"])
    def answer(self, request, pk=None):
        asked, wanted = self.get_object(), self.body_as(AnswerRequestSerializer)
        key = "refuse" if wanted["refused"] else "settle"
        settled = perform_one(data_requests, key, pk=asked.pk, by=request.user, answer=wanted["answer"])
        return self.shown(self.read_anew(settled))
