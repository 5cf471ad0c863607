"""Accounts of a year: points, hours, band and exemption, read and decided on. By name or area, never by points."""

from datetime import date
from decimal import Decimal

from django_filters import rest_framework as filters
from rest_framework import serializers

from orgtree.api.acts import ActsMixin
from orgtree.api.fields import KindLabelField
from orgtree.api.filters import Ordering, YearFilter
from orgtree.api.listed import ListedViewSet, serializer_of
from orgtree.choices import Permission as P
from volunteers.points.choices import ExemptReason
from volunteers.points.models.points import MemberYear
from volunteers.standing.lists import year_list
from volunteers.standing.services.bands import year_accounts
from volunteers.standing.services.objections import band_objections_until


class YearAccountSerializer(
    serializer_of(
        year_list,
        total=serializers.SerializerMethodField(help_text="年度积分：已结账的为结账积分；免评的为空"),
        later=serializers.SerializerMethodField(help_text="结账后的更正，不改变结账积分"),
        exempt_label=KindLabelField("exempt_reason", help_text="免评原因名称"),
    )
):
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
        fields = [*year_list.api, "objections_until"]

    def get_objections_until(self, account) -> date | None:
        return band_objections_until(account, account.member.area) if account.band else None


class YearAccountViewSet(ActsMixin, ListedViewSet):
    """Accounts of members within the viewer's posts, and the member's own."""

    acts = year_accounts
    queryset = MemberYear.objects.with_total().select_related("member__area").order_by("-year", "member")
    serializer_class = YearAccountSerializer
    listing = year_list
    asked = {
        "year": YearFilter(),
        "closed": filters.BooleanFilter(
            field_name="closed_at", lookup_expr="isnull", exclude=True, label="true：已结账"
        ),
        "exempt": filters.MultipleChoiceFilter(
            field_name="exempt_reason", choices=ExemptReason.choices, label="免评原因，可重复"
        ),
        "ordering": Ordering(
            paths={"name": "member__name", "area": "member__area__code"}, year="年度", name="姓名", area="区域"
        ),
    }
    permissions = {"*": P.POINTS_VIEW}
    subject = "年度积分"
    tag = "积分"
    texts = {
        "list": (
            "年度积分账户列表",
            "职责范围内党员的年度积分、等次与免评，党员本人可看自己的。按编号、姓名或区域排列；按积分排列的没有，也不会有。",
        ),
        "retrieve": ("一个年度积分账户", "积分、服务时长、建议与评定的等次、免评原因。"),
    }

    def get_serializer_class(self):
        return YearAccountDetailSerializer if self.action == "retrieve" else YearAccountSerializer
