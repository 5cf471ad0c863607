"""Accounts of a year: points, hours, band and exemption, read and decided on. By name or area, never by points."""

from datetime import date
from decimal import Decimal

from django_filters import rest_framework as filters
from rest_framework import serializers

from orgtree.api.acts import ActsMixin
from orgtree.api.base import ReadViewSet
from orgtree.api.fields import AreaRefSerializer, KindLabelField
from orgtree.api.filters import IdFilter, Ordering, ScopedFilterSet, UnderFilter
from orgtree.choices import Permission as P
from volunteers.members.api.fields import MemberRefSerializer
from volunteers.points.choices import Band, ExemptReason
from volunteers.points.models.points import MemberYear
from volunteers.standing.services.bands import year_accounts
from volunteers.standing.services.objections import band_objections_until


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
            "id",
            "member",
            "area",
            "year",
            "closed_at",
            "total",
            "later",
            "frozen_hours",
            "suggested_band",
            "suggested_band_label",
            "band",
            "band_label",
            "band_reason",
            "band_decided_at",
            "exempt_reason",
            "exempt_label",
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


class YearAccountViewSet(ActsMixin, ReadViewSet):
    """Accounts of members within the viewer's posts, and the member's own."""

    acts = year_accounts
    queryset = MemberYear.objects.with_total().select_related("member__area").order_by("-year", "member")
    serializer_class = YearAccountSerializer
    filterset_class = YearAccountFilter
    permissions = {"*": P.POINTS_VIEW}
    own_path = "member__user"
    subject = "年度积分"
    tag = "积分"
    texts = {
        "list": (
            "年度积分账户列表",
            "职责范围内党员的年度积分、等次与免评，党员本人可看自己的。按编号、姓名或区域排列；按积分排列的没有，也不会有。",
        ),
        "retrieve": ("一个年度积分账户", "积分、服务时长、建议与评定的等次、免评原因。"),
    }

    def owner_of(self, row) -> int | None:
        return row.member.user_id

    def get_serializer_class(self):
        return YearAccountDetailSerializer if self.action == "retrieve" else YearAccountSerializer
