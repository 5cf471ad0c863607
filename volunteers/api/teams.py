"""Service teams: their card and totals; people only as a number."""

from django.db.models import Count, Q
from django_filters import rest_framework as filters
from rest_framework import serializers

from orgtree.api.base import ReadViewSet
from orgtree.api.fields import AreaRefSerializer, KindLabelField
from orgtree.api.filters import IdFilter, Ordering, ScopedFilterSet, UnderFilter
from orgtree.choices import Permission as P
from volunteers.choices import TeamKind, TeamPlace
from volunteers.models import ServiceTeam
from volunteers.services.teams import team_totals


class ServiceTeamSerializer(serializers.ModelSerializer):
    area = AreaRefSerializer(help_text="所属区域")
    kind_label = KindLabelField("kind", help_text="类别名称")
    members = serializers.IntegerField(read_only=True, help_text="在队人数")

    class Meta:
        model = ServiceTeam
        fields = [
            *("id", "area", "name", "kind", "kind_label", "slogan", "contact", "founded_on", "dissolved_on"),
            "members",
        ]
        read_only_fields = fields


class TotalsSerializer(serializers.Serializer):
    hours = serializers.DecimalField(9, 1, help_text="服务时长，小时")
    services = serializers.IntegerField(help_text="服务次数")
    people_served = serializers.IntegerField(help_text="服务人次")
    good_deeds = serializers.IntegerField(help_text="办成的好事实事，件")
    members = serializers.IntegerField(help_text="有已确认服务的人数")


class ServiceTeamDetailSerializer(ServiceTeamSerializer):
    totals = serializers.SerializerMethodField(help_text="成立以来已确认服务的合计")

    class Meta(ServiceTeamSerializer.Meta):
        fields = [*ServiceTeamSerializer.Meta.fields, "totals"]
        read_only_fields = fields

    def get_totals(self, team) -> TotalsSerializer:
        return TotalsSerializer(team_totals(team)).data


class ServiceTeamFilter(ScopedFilterSet):
    kind = filters.MultipleChoiceFilter(choices=TeamKind.choices, label="类别，可重复")
    current = filters.BooleanFilter(field_name="dissolved_on", lookup_expr="isnull", label="true：只要未解散的")
    area = IdFilter(label="所属区域的编号")
    under = UnderFilter(label="属于此区域及其下级")
    search = filters.CharFilter(field_name="name", lookup_expr="icontains", max_length=40, label="名称包含")
    ordering = Ordering(name="名称", founded_on="成立日期")

    class Meta:
        model = ServiceTeam
        fields: list[str] = []


class ServiceTeamViewSet(ReadViewSet):
    """Teams within the viewer's posts, and those that the person leads."""

    queryset = (
        ServiceTeam.objects.select_related("area")
        .annotate(members=Count("people", filter=Q(people__place=TeamPlace.SERVING)))
        .order_by("name", "id")
    )
    serializer_class = ServiceTeamSerializer
    filterset_class = ServiceTeamFilter
    permissions = {"*": P.ACTIVITY_VIEW}
    own_path = "leader__user"
    tag = "服务队"
    texts = {
        "list": ("服务队列表", "职责范围内的志愿服务队；队长可看自己带的队。只有人数，没有名单。"),
        "retrieve": ("一支服务队", "基本情况与已确认服务的合计。"),
    }

    def get_serializer_class(self):
        return ServiceTeamDetailSerializer if self.action == "retrieve" else ServiceTeamSerializer
