"""Accounts of a year: points, hours, band and exemption, read and decided on. By name or area, never by points."""

from datetime import date
from decimal import Decimal

from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from orgtree.api.acts import ManySerializer, OutcomeSerializer, told
from orgtree.api.base import PersonalReads, ReadViewSet
from orgtree.api.fields import AreaRefSerializer, KindLabelField
from orgtree.api.filters import IdFilter, Ordering, ScopedFilterSet, UnderFilter
from orgtree.choices import Permission as P
from orgtree.services.access import record_access
from volunteers.members.api.fields import MemberRefSerializer
from volunteers.points.choices import Band, ExemptReason
from volunteers.points.models.points import MemberYear
from volunteers.standing.services.bands import accept_bands, decide_band, exempt_year, lift_exemption
from volunteers.standing.services.objections import band_objections_until

DECISIONS = ("accept_bands", "band", "exempt", "lift")


class YearAccountSerializer(serializers.ModelSerializer):
    member = MemberRefSerializer(help_text="党员")
    area = AreaRefSerializer(source="member.area", help_text="现在归属的区域")
    total = serializers.SerializerMethodField(help_text="年度积分：已结账的为结账积分；免评的为空")
    later = serializers.SerializerMethodField(help_text="结账后的更正，不改变结账积分")
    suggested_band_label = KindLabelField("suggested_band", help_text="建议等次名称")
    band_label = KindLabelField("band", help_text="评定等次名称")
    exempt_label = KindLabelField("exempt_reason", help_text="免评原因名称")

    class Meta:
        model = MemberYear
        fields = [
            *("id", "member", "area", "year", "closed_at", "total", "later", "frozen_hours"),
            *("suggested_band", "suggested_band_label", "band", "band_label", "band_reason", "band_decided_at"),
            *("exempt_reason", "exempt_label"),
        ]
        read_only_fields = fields

    def get_total(self, account) -> Decimal | None:
        if account.exempt_reason:
            return None
        return account.sum_now if account.frozen_total is None else account.frozen_total

    def get_later(self, account) -> Decimal:
        if account.exempt_reason or account.frozen_total is None:
            return Decimal(0)
        return account.sum_now - account.frozen_total


class YearAccountDetailSerializer(YearAccountSerializer):
    objections_until = serializers.SerializerMethodField(help_text="对等次提出异议的最后一天；没有评定的为空")

    class Meta(YearAccountSerializer.Meta):
        fields = [*YearAccountSerializer.Meta.fields, "objections_until"]
        read_only_fields = fields

    def get_objections_until(self, account) -> date | None:
        return band_objections_until(account, account.member.area) if account.band else None


class BandSerializer(serializers.Serializer):
    band = serializers.ChoiceField(Band.choices, help_text="等次")
    reason = serializers.CharField(
        max_length=200, default="", allow_blank=True, help_text="与建议等次不同时必须写明，本人可见"
    )


class ExemptSerializer(serializers.Serializer):
    reason = serializers.ChoiceField(ExemptReason.choices, help_text="免评原因")


class YearAccountFilter(ScopedFilterSet):
    year = filters.NumberFilter(min_value=2000, max_value=2099, label="年度")
    member = IdFilter(label="党员的编号")
    closed = filters.BooleanFilter(field_name="closed_at", lookup_expr="isnull", exclude=True, label="true：已结账")
    band = filters.MultipleChoiceFilter(choices=Band.choices, label="评定等次，可重复")
    exempt = filters.MultipleChoiceFilter(
        field_name="exempt_reason", choices=ExemptReason.choices, label="免评原因，可重复"
    )
    under = UnderFilter(label="归属此区域及其下级")
    ordering = Ordering(
        paths={"name": "member__name", "area": "member__area__code"}, year="年度", name="姓名", area="区域"
    )

    class Meta:
        model = MemberYear
        fields: list[str] = []


class YearAccountViewSet(PersonalReads, ReadViewSet):
    """Accounts of members within the viewer's posts, and the member's own."""

    queryset = MemberYear.objects.with_total().select_related("member__area").order_by("-year", "member")
    serializer_class = YearAccountSerializer
    filterset_class = YearAccountFilter
    permissions = {"*": P.POINTS_VIEW} | dict.fromkeys(DECISIONS, P.BAND_DECIDE)
    desk_acts = frozenset(DECISIONS)
    own_path = "member__user"
    subject = "年度积分"
    tag = "积分"
    texts = {
        "list": (
            "年度积分账户列表",
            "职责范围内党员的年度积分、等次与免评，党员本人可看自己的。按编号、姓名或区域排列；按积分排列的没有，也不会有。",
        ),
        "retrieve": ("一个年度积分账户", "积分、服务时长、建议与评定的等次、免评原因。"),
        "accept_bands": (
            "按建议批量评定等次",
            "逐条判断：能办的办，不能办的列出原因。评定人和时间逐人记录，本人的由他人评定。",
        ),
        "band": (
            "评定等次",
            "积分只作建议，由组织评定，与建议不同的须写明理由；年度结账后才能评定。同样内容重复提交返回同一结果。",
        ),
        "exempt": ("登记免评", "该年度不评分；只选原因，不记出生日期、病情。同样原因重复提交返回同一结果。"),
        "lift": ("取消免评", "照常计分；年度已结账的随即提出建议等次。没有免评的返回原账户。"),
    }

    def owner_of(self, row) -> int | None:
        return row.member.user_id

    def get_serializer_class(self):
        return YearAccountDetailSerializer if self.action == "retrieve" else YearAccountSerializer

    def retrieve(self, request, *args, **kwargs):
        row = self.get_object()
        if self.owner_of(row) != request.user.pk:
            record_access(actor=request.user, action="api", subject=f"年度积分 {row.pk}", area=row.member.area)
        return Response(self.get_serializer(row).data)

    @extend_schema(request=ManySerializer, responses=OutcomeSerializer)
    @action(detail=False, methods=["post"], filterset_class=None, url_path="accept-bands")
    def accept_bands(self, request):
        return told(accept_bands(account_ids=self.body_as(ManySerializer)["ids"], by=request.user))

    @extend_schema(request=BandSerializer, responses=YearAccountSerializer)
    @action(detail=True, methods=["post"], filterset_class=None)
    def band(self, request, pk=None):
        account, wanted = self.get_object(), self.body_as(BandSerializer)
        if {"band": account.band, "reason": account.band_reason} != wanted:
            decide_band(account_id=account.pk, by=request.user, **wanted)
        return self._shown(account)

    @extend_schema(request=ExemptSerializer, responses=YearAccountSerializer)
    @action(detail=True, methods=["post"], filterset_class=None)
    def exempt(self, request, pk=None):
        account, reason = self.get_object(), self.body_as(ExemptSerializer)["reason"]
        if account.exempt_reason != reason:
            exempt_year(member=account.member, year=account.year, reason=reason, by=request.user)
        return self._shown(account)

    @extend_schema(request=None, responses=YearAccountSerializer)
    @action(detail=True, methods=["post"], filterset_class=None, url_path="lift-exemption")
    def lift(self, request, pk=None):
        account = self.get_object()
        if account.exempt_reason:
            lift_exemption(member=account.member, year=account.year, by=request.user)
        return self._shown(account)

    def _shown(self, account: MemberYear) -> Response:
        return Response(self.get_serializer(self.queryset.get(pk=account.pk)).data)
