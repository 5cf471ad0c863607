"""Emergencies: what is going on with its head-counts; a member's own call-ups, and their answer."""

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.mixins import ListModelMixin, RetrieveModelMixin
from rest_framework.response import Response

from orgtree.api.base import ReadViewSet, ScopedViewSet
from orgtree.api.fields import AreaRefSerializer, KindLabelField
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.models import Area
from volunteers.models import CallUp, Emergency
from volunteers.services.emergencies.answers import REASON_LENGTH, answer_call_up
from volunteers.services.emergencies.counts import head_counts
from volunteers.services.emergencies.life import areas_of, oversees


class EmergencySerializer(serializers.ModelSerializer):
    area = AreaRefSerializer(help_text="启动层级")
    kind_label = KindLabelField("kind", help_text="类型名称")
    state_label = KindLabelField("state", help_text="状态名称")

    class Meta:
        model = Emergency
        fields = [
            *("id", "number", "title", "kind", "kind_label", "area", "state", "state_label"),
            *("planned_end", "opened_at", "closed_at"),
        ]
        read_only_fields = fields


class CountsSerializer(serializers.Serializer):
    invited = serializers.IntegerField(help_text="已发出")
    accepted = serializers.IntegerField(help_text="能参加")
    declined = serializers.IntegerField(help_text="不能参加")
    unanswered = serializers.IntegerField(help_text="未回复")
    on_shift = serializers.IntegerField(help_text="正在岗")
    served = serializers.IntegerField(help_text="到过岗")
    hours = serializers.DecimalField(max_digits=10, decimal_places=1, help_text="到岗时长（小时），按点名")
    orgs = serializers.IntegerField(help_text="临时党组织")
    teams = serializers.IntegerField(help_text="志愿服务队：有在队队员回复能参加的服务队")
    pioneer_posts = serializers.IntegerField(help_text="党员先锋岗")
    responsibility_areas = serializers.IntegerField(help_text="党员责任区")


class ChildCountsSerializer(serializers.Serializer):
    area = AreaRefSerializer(help_text="下级区域")
    counts = CountsSerializer()


class HeadCountsSerializer(serializers.Serializer):
    area = AreaRefSerializer(help_text="所问区域")
    counts = CountsSerializer()
    below = ChildCountsSerializer(many=True, help_text="有数据的下级")


class EmergencyViewSet(ReadViewSet):
    """Emergencies that touch the viewer's reach; numbers only, no persons."""

    queryset = Emergency.objects.select_related("area").order_by("-number")
    serializer_class = EmergencySerializer
    permissions = {"*": P.EMERGENCY_RUN}
    tag = "应急动员"
    texts = {
        "list": ("应急动员列表", "涉及您管理区域的应急动员。"),
        "retrieve": ("一次应急动员", "编号、类型、状态与起止时间。"),
        "counts": ("应急动员人数", "某一区域及其下级的人数；`area` 省略时为启动层级。只有数字，没有名单。"),
    }

    def scopes_needed(self):
        return {P.EMERGENCY_RUN, P.EMERGENCY_OPEN} if self.action else set()

    def get_queryset(self):
        user = self.request.user
        return self.queryset.concerning(user, P.EMERGENCY_RUN) | self.queryset.concerning(user, P.EMERGENCY_OPEN)

    @extend_schema(responses=HeadCountsSerializer)
    @action(detail=True, filter_backends=[], url_path=r"counts/(?P<area>[0-9]{1,18})")
    def counts(self, request, pk=None, area=None):
        emergency = self.get_object()
        found = self._area(emergency, area)
        total, below = head_counts(emergency, found)
        answer = {
            "area": found,
            "counts": total,
            "below": [{"area": child, "counts": counts} for child, counts in below],
        }
        return Response(HeadCountsSerializer(answer).data)

    def _area(self, emergency: Emergency, pk: str) -> Area:
        """The area asked for: in the viewer's reach and in the emergency, or where it was launched for its overseer."""
        user = self.request.user
        if int(pk) == emergency.area_id and oversees(emergency, user):
            return emergency.area
        rows = Area.objects.filter(areas_of(emergency), pk=pk)
        found = rows.allowed(user, P.EMERGENCY_RUN).first() or rows.allowed(user, P.EMERGENCY_OPEN).first()
        if found is None:
            raise NotFound
        return found


class CallUpSerializer(serializers.ModelSerializer):
    emergency = EmergencySerializer(help_text="应急动员")
    state_label = KindLabelField("state", help_text="回复名称")

    class Meta:
        model = CallUp
        fields = ["id", "emergency", "state", "state_label", "invited_at", "answered_at", "reason"]
        read_only_fields = fields


class AnswerSerializer(serializers.Serializer):
    accept = serializers.BooleanField(help_text="true：能参加；false：不能参加，没有任何影响")
    reason = serializers.CharField(
        max_length=REASON_LENGTH, required=False, default="", allow_blank=True, help_text="说明，可不填"
    )


class CallUpViewSet(ListModelMixin, RetrieveModelMixin, ScopedViewSet):
    """The member's own call-ups of emergencies that are open."""

    queryset = CallUp.objects.select_related("emergency__area").order_by("-id")
    serializer_class = CallUpSerializer
    filter_backends: list = []
    tag = "应急动员"
    texts = {
        "list": ("我的动员", "正在进行的应急动员中，本人收到的动员。"),
        "retrieve": ("一次动员", "本人的回复状态。"),
        "answer": ("回复动员", "同样的回复再发一次不会改变什么；动员期间可以改。"),
    }

    def scopes_needed(self):
        return {OWN} if self.action else set()

    def get_queryset(self):
        user = self.request.user
        return self.queryset.mine(user) if user.is_authenticated and user.token_covers(OWN) else self.queryset.none()

    @extend_schema(request=AnswerSerializer, responses=CallUpSerializer)
    @action(detail=True, methods=["post"])
    def answer(self, request, pk=None):
        row = self.get_object()
        form = AnswerSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        answer_call_up(call_up_id=row.pk, **form.validated_data, by=request.user)
        return Response(self.get_serializer(self.get_object()).data)
