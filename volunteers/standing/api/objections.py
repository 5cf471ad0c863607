"""Objections to published lists and to bands: filed by members, decided by those who may."""

from django.db.models import Q
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import serializers, status
from rest_framework.response import Response

from orgtree.acts import does
from orgtree.api.acts import ActsMixin
from orgtree.api.base import ReadViewSet
from orgtree.api.fields import AreaRefSerializer, IdSerializerField, KindLabelField
from orgtree.api.filters import IdFilter, Ordering, ScopedFilterSet, UnderFilter
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from volunteers.members.api.fields import MemberRefSerializer
from volunteers.standing.choices.standing import ObjectionState
from volunteers.standing.models.publication import Objection
from volunteers.standing.services import objections as services

TEXT_LENGTH = 500


class ObjectionSerializer(serializers.ModelSerializer):
    area = AreaRefSerializer(help_text="社区")
    member = MemberRefSerializer(help_text="提出人")
    publication = serializers.IntegerField(source="notice_id", allow_null=True, help_text="积分公示的编号")
    line_name = serializers.SerializerMethodField(help_text="名单上那一行的公示姓名")
    year_account = serializers.IntegerField(source="account_id", allow_null=True, help_text="年度账户的编号")
    state_label = KindLabelField("state", help_text="状态名称")

    class Meta:
        model = Objection
        fields = [
            *("id", "area", "member", "publication", "line", "line_name", "entry", "year_account", "text"),
            *("state", "state_label", "filed_at", "due_on", "decided_at", "reason", "remedy", "reversal"),
        ]
        read_only_fields = fields

    def get_line_name(self, objection) -> str:
        return objection.line.shown_name if objection.line else ""


class FileObjectionSerializer(serializers.Serializer):
    publication = IdSerializerField(required=False, help_text="对公示有异议：公示的编号，另填 line 或 entry")
    line = IdSerializerField(required=False, help_text="名单上的一行，本人或他人的")
    entry = IdSerializerField(required=False, help_text="本人在这一季的一条积分")
    year_account = IdSerializerField(required=False, help_text="对本人年度等次有异议：年度账户的编号")
    text = serializers.CharField(max_length=TEXT_LENGTH, help_text="哪里不对、有什么依据")

    def validate(self, wanted):
        listed = "publication" in wanted and ("line" in wanted) != ("entry" in wanted)
        banded = "year_account" in wanted and not {"publication", "line", "entry"} & wanted.keys()
        if listed == banded or ("publication" in wanted) == banded:
            text = "请填写 publication 和 line、entry 之一，或只填写 year_account"
            raise serializers.ValidationError({"publication": [text]})
        return wanted


class ObjectionFilter(ScopedFilterSet):
    state = filters.MultipleChoiceFilter(choices=ObjectionState.choices, label="状态，可重复")
    publication = IdFilter(field_name="notice", label="积分公示的编号")
    member = IdFilter(label="提出人的编号")
    under = UnderFilter(label="此区域及其下级的异议")
    ordering = Ordering(filed_at="提出时间", due_on="办理期限")

    class Meta:
        model = Objection
        fields: list[str] = []


class ObjectionViewSet(ActsMixin, ReadViewSet):
    """Objections within the viewer's posts, and the member's own."""

    acts = services.objection_acts
    queryset = Objection.objects.select_related("area", "member", "line").order_by("-filed_at", "-id")
    serializer_class = ObjectionSerializer
    filterset_class = ObjectionFilter
    permissions = {"*": P.POINTS_VIEW}
    own_path = "member__user"
    subject = "积分异议"
    tag = "积分"
    texts = {
        "list": ("积分异议列表", "职责范围内的异议，党员本人可看自己提出的。"),
        "retrieve": ("一件积分异议", "对哪一条、内容、办理期限与裁定。"),
        "create": (
            "提出积分异议",
            "党员本人对名单上的一行、本人的一条积分或本人的年度等次提出。同样内容再次提交返回200和原异议；"
            "对同一条已有异议在办理的返回409。",
        ),
    }

    def owner_of(self, row) -> int | None:
        return row.member.user_id

    def scopes_needed(self) -> set[str]:
        if self.action == "create":
            return {OWN}
        return super().scopes_needed()

    @does(services.objection_acts, "file")
    @extend_schema(
        request=FileObjectionSerializer,
        responses={201: ObjectionSerializer, 200: OpenApiResponse(ObjectionSerializer, "此前已提出，返回原异议")},
    )
    def create(self, request):
        wanted = self.body_as(FileObjectionSerializer)
        if earlier := self._filed(wanted):
            return Response(self.get_serializer(earlier).data)
        return Response(self.get_serializer(self._file(wanted)).data, status=status.HTTP_201_CREATED)

    def _filed(self, wanted: dict) -> Objection | None:
        """The member's own objection in these words to this row, while it waits."""
        names = {"publication": "notice", "line": "line", "entry": "entry", "year_account": "account"}
        about = Q(**{column: wanted[name] for name, column in names.items() if name in wanted})
        waiting = self.queryset.mine(self.request.user).waiting()
        return waiting.filter(about, text=wanted["text"].strip()).first()

    def _file(self, wanted: dict) -> Objection:
        by, text = self.request.user, wanted["text"]
        if "year_account" in wanted:
            return services.object_to_band(account_id=wanted["year_account"], text=text, by=by)
        return services.object_to_list(
            notice_id=wanted["publication"],
            line_id=wanted.get("line"),
            entry_id=wanted.get("entry"),
            text=text,
            by=by,
        )
