"""Published lists of points: published by the desk, read by whoever is on them, by number. Nobody is ranked."""

from django.db.models import Count, Prefetch, Q
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import OpenApiResponse, extend_schema, extend_schema_field
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.response import Response

from orgtree.acts import does
from orgtree.api.base import ReadViewSet
from orgtree.api.fields import AreaRefSerializer, IdSerializerField
from orgtree.api.filters import Ordering, ScopedFilterSet, UnderFilter
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.errors import not_found
from orgtree.looks.services.access import record_access
from orgtree.looks.services.persons import persons_in
from orgtree.scope.models.either import rows_of_either
from volunteers.members.models.member import Member
from volunteers.standing.models.publication import NoticeLine, PublicNotice
from volunteers.standing.services.publications import public_notices, publish_quarter


class NoticeLineSerializer(serializers.ModelSerializer):
    """A line as it was published; the name is masked unless its member agreed."""

    class Meta:
        model = NoticeLine
        fields = ["id", "shown_name", "points", "year_points"]
        read_only_fields = fields


class PublicationSerializer(serializers.ModelSerializer):
    area = AreaRefSerializer(help_text="社区")
    people = serializers.IntegerField(help_text="名单人数")
    takes_objections = serializers.BooleanField(help_text="现在是否可以提出异议")
    own_line = serializers.SerializerMethodField(help_text="本人的一行；不在名单上的为空")

    class Meta:
        model = PublicNotice
        fields = [
            "id",
            "area",
            "year",
            "quarter",
            "opens_on",
            "closes_on",
            "objections_until",
            "takes_objections",
            "published_at",
            "people",
            "own_line",
        ]
        read_only_fields = fields

    @extend_schema_field(NoticeLineSerializer(allow_null=True))
    def get_own_line(self, notice) -> dict | None:
        own = notice.own_lines[0] if notice.own_lines else None
        return own and NoticeLineSerializer(own).data


class PublishSerializer(serializers.Serializer):
    area = IdSerializerField(help_text="社区或村的编号")
    year = serializers.IntegerField(min_value=2000, max_value=2099, help_text="年度")
    quarter = serializers.IntegerField(min_value=1, max_value=4, help_text="季度，只能公示已经结束的")


class PublicationFilter(ScopedFilterSet):
    current = filters.BooleanFilter(method="of_current", label="true：公示中或仍可提异议；false：已结束")
    year = filters.NumberFilter(min_value=2000, max_value=2099, label="年度")
    quarter = filters.NumberFilter(min_value=1, max_value=4, label="季度")
    under = UnderFilter(label="此区域及其下级的公示")
    ordering = Ordering(opens_on="公示开始")

    class Meta:
        model = PublicNotice
        fields: list[str] = []

    def of_current(self, queryset, name, value):
        open_now = Q(objections_until__gte=timezone.localdate())
        return queryset.filter(open_now if value else ~open_now)


class PublicationViewSet(ReadViewSet):
    """Lists of the viewer's communities, and those on which the member stands."""

    queryset = PublicNotice.objects.select_related("area").order_by("-year", "-quarter", "area__code")
    serializer_class = PublicationSerializer
    filterset_class = PublicationFilter
    permissions = {"*": P.POINTS_VIEW, "create": P.POINTS_PUBLISH}
    desk_acts = frozenset({"create"})
    own_path = "lines__member__user"
    tag = "积分"
    texts = {
        "list": ("积分公示列表", "职责范围内社区的公示，党员可看自己在名单上的；现在的与以前的。"),
        "retrieve": ("一次积分公示", "公示期、异议期、人数与本人的一行。"),
        "create": (
            "发布积分公示",
            "名单包括本社区在册党员和本季在这里得分的人，按编号排列；发布后不再改动，名单上的人会收到通知。"
            "新发布返回201；这一季度已经公示的返回200和原公示。",
        ),
        "lines": (
            "公示名单",
            "按党员编号排列，不排名；姓名未经本人同意的只显示姓氏。公示和异议期满后，党员只看得到本人的一行。",
        ),
    }

    def get_queryset(self):
        user = self.request.user
        by_post = PublicNotice.objects.allowed(user, self.permission_needed)
        own = NoticeLine.objects.none()
        if self.takes_own and user.is_authenticated and user.token_covers(OWN):
            own = NoticeLine.objects.filter(member__in=Member.objects.mine(user).values("pk"))
        theirs = PublicNotice.objects.filter(pk__in=own.values("notice"))
        rows = rows_of_either(self.queryset, by_post, theirs).annotate(people=Count("lines"))
        return rows.prefetch_related(Prefetch("lines", own, to_attr="own_lines"))

    @does(public_notices, "publish")
    @extend_schema(
        request=PublishSerializer,
        responses={201: PublicationSerializer, 200: OpenApiResponse(PublicationSerializer, "此前已公示，返回原公示")},
    )
    def create(self, request):
        wanted = self.body_as(PublishSerializer)
        if known := self.get_queryset().filter(**wanted).first():
            return Response(self.get_serializer(known).data)
        area = self.areas_in_reach().filter(pk=wanted.pop("area")).first()
        if area is None:
            raise not_found("社区", field="area")
        made = publish_quarter(area=area, by=request.user, **wanted)
        shown = self.get_serializer(self.get_queryset().get(pk=made.pk)).data
        return Response(shown, status=status.HTTP_201_CREATED)

    @extend_schema(responses=NoticeLineSerializer(many=True))
    @action(detail=True, methods=["get"], filterset_class=None)
    def lines(self, request, pk=None):
        notice = self.get_object()
        is_desk = PublicNotice.objects.allowed(request.user, P.POINTS_VIEW).filter(pk=notice.pk).exists()
        lines = notice.lines.order_by("member") if is_desk else notice.lines_for(notice.own_lines[0].member_id)
        page = self.paginate_queryset(lines)
        if not notice.own_lines:
            subject = f"积分公示名单（编号{notice.pk}）"
            persons = persons_in(page)
            record_access(
                actor=request.user, action="api", subject=subject, area=notice.area, persons=persons, rows=len(page)
            )
        return self.get_paginated_response(NoticeLineSerializer(page, many=True).data)
