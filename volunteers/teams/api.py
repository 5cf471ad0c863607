"""Service teams: their card and totals, coming in and leaving, who is in them for those who may know."""

from django.db.models import Count, OuterRef, Q, Subquery
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from orgtree.acts import does, perform_one
from orgtree.api.acts import ActsMixin
from orgtree.api.listed import ListedViewSet, made_once, serializer_of
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.looks.services.access import record_rows
from orgtree.scope.models.either import rows_of_either
from volunteers.members.models.member import Member
from volunteers.teams.choices import TeamPlace
from volunteers.teams.lists import place_list, team_list
from volunteers.teams.models import ServiceTeam, TeamMember
from volunteers.teams.services import teams as services
from volunteers.teams.services.team_places import team_places

ServiceTeamSerializer = serializer_of(
    team_list,
    members=serializers.IntegerField(read_only=True, help_text="在队人数"),
    own_place=serializers.ChoiceField(
        choices=[(place.value, place.label) for place in (TeamPlace.ASKED, TeamPlace.SERVING)],
        allow_null=True,
        read_only=True,
        help_text="本人：asked 待接收，serving 在队，空为不在队",
    ),
)


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
        return TotalsSerializer(services.team_totals(team)).data


TeamPlaceSerializer = serializer_of(place_list, "TeamPlace")


class OwnTeamFilter(filters.BooleanFilter):
    """Only teams in which the asker is or asked to be."""

    def filter(self, queryset, value):
        return queryset.filter(own_place__isnull=False) if value else queryset


class ServiceTeamViewSet(ActsMixin, ListedViewSet):
    """Teams within the viewer's posts, and those that the member may know of."""

    acts = team_places
    queryset = ServiceTeam.objects.select_related("area").order_by("name", "id")
    listing = team_list
    serializer_class = ServiceTeamSerializer
    asked = {
        "current": filters.BooleanFilter(field_name="dissolved_on", lookup_expr="isnull", label="true：只要未解散的"),
        "mine": OwnTeamFilter(label="true：只要本人所在或申请加入的"),
        "search": filters.CharFilter(field_name="name", lookup_expr="icontains", max_length=40, label="名称包含"),
    }
    permissions = {"*": P.ACTIVITY_VIEW}
    own_path = "leader__user"
    tag = "服务队"
    texts = {
        "list": ("服务队列表", "职责范围内的志愿服务队；党员可看本社区及上级区域的。只有人数，没有名单。"),
        "retrieve": ("一支服务队", "基本情况与已确认服务的合计。"),
        "join": ("申请加入", "党员本人申请，由队长或社区接收。新申请返回201；已在队或已申请的返回200和原记录。"),
        "leave": ("离队或撤回申请", "党员本人办理，不需要理由，服务时长和积分保留。"),
        "people": ("队员名单", "给职责范围内的工作人员、队长和在队的人；待接收、未接收和已离队的只给工作人员和队长。"),
    }

    def get_queryset(self):
        """By post, and with the scope for one's own affairs what the member's page of teams shows."""
        user = self.request.user
        halves = [ServiceTeam.objects.allowed(user, P.ACTIVITY_VIEW)]
        if user.is_authenticated and user.token_covers(OWN):
            halves.append(ServiceTeam.objects.filter(leader__user=user.pk))
            if member := Member.objects.mine(user).select_related("area").first():
                halves += ServiceTeam.objects.around_each_way(member)
        own = TeamMember.objects.mine(user).live().filter(team=OuterRef("pk")).values("place")
        serving = Count("people", filter=Q(people__place=TeamPlace.SERVING))
        return rows_of_either(self.queryset, *halves).annotate(members=serving, own_place=Subquery(own[:1]))

    def scopes_needed(self) -> set[str]:
        return {OWN} if self.action in {"join", "leave"} else super().scopes_needed()

    def get_serializer_class(self):
        return ServiceTeamDetailSerializer if self.action == "retrieve" else ServiceTeamSerializer

    @does(team_places, "ask")
    @extend_schema(
        request=None,
        responses=made_once(TeamPlaceSerializer, "已在队或已申请，返回原记录"),
    )
    @action(detail=True, methods=["post"], filterset_class=None)
    def join(self, request, pk=None):
        team = self.get_object()
        earlier = self._own_place(team)
        place = earlier or services.ask_to_join(team_id=team.pk, member=self._member(), by=request.user)
        code = status.HTTP_200_OK if earlier else status.HTTP_201_CREATED
        return Response(TeamPlaceSerializer(place).data, status=code)

    @does(team_places, "withdraw", "leave")
    @extend_schema(request=None, responses=TeamPlaceSerializer)
    @action(detail=True, methods=["post"], filterset_class=None)
    def leave(self, request, pk=None):
        place = self._own_place(self.get_object())
        if place is None:
            raise NotFound
        key = "withdraw" if place.place == TeamPlace.ASKED else "leave"
        return Response(TeamPlaceSerializer(perform_one(team_places, key, pk=place.pk, by=request.user)).data)

    def _own_place(self, team: ServiceTeam) -> TeamMember | None:
        return TeamMember.objects.mine(self.request.user).live().filter(team=team).select_related("member").first()

    def _member(self) -> Member:
        member = Member.objects.mine(self.request.user).select_related("area").first()
        if member is None:
            raise NotFound
        return member

    @extend_schema(responses=TeamPlaceSerializer(many=True))
    @action(detail=True, methods=["get"], filterset_class=None, pagination_class=None)
    def people(self, request, pk=None):
        team = self.get_object()
        rows = list(self._people_of(team).select_related("member").order_by("since", "pk"))
        subject = f"服务队队员（编号{team.pk}）"
        record_rows(request.user, rows, action="api", subject=subject, area=team.area)
        return Response(TeamPlaceSerializer(rows, many=True).data)

    def _people_of(self, team: ServiceTeam):
        """Everybody for desk and leader, those who serve for those inside; raises NotFound for others."""
        user = self.request.user
        if self._keeps(team):
            return team.people.all()
        if user.token_covers(OWN) and team.people.serving().filter(member__user=user.pk).exists():
            return team.people.serving()
        raise NotFound

    def _keeps(self, team: ServiceTeam) -> bool:
        user = self.request.user
        led = user.token_covers(OWN) and ServiceTeam.objects.led_by(user).filter(pk=team.pk).exists()
        return led or (user.holds_at(P.ACTIVITY_VIEW, team.area) and user.holds_at(P.MEMBER_VIEW, team.area))
