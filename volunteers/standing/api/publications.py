"""Published lists of points: published by the desk, read by whoever is on them, by number. Nobody is ranked."""

from django.db.models import Count, Prefetch, Q
from django.utils import timezone
from django_filters import rest_framework as filters
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action

from orgtree.acts import does
from orgtree.api.fields import IdSerializerField
from orgtree.api.filters import YearFilter
from orgtree.api.listed import ListedViewSet, made_once, serializer_of
from orgtree.choices import OWN
from orgtree.choices import Permission as P
from orgtree.errors import not_found
from orgtree.looks.services.access import record_rows
from orgtree.scope.models.either import rows_of_either
from volunteers.members.models.member import Member
from volunteers.standing.lists import line_list, notice_list
from volunteers.standing.models.publication import NoticeLine, PublicNotice
from volunteers.standing.services.publications import public_notices, publish_quarter

# A line as it was published: named where its member agreed. What somebody has of the year is their own to read.
NoticeLineSerializer = serializer_of(
    line_list,
    year_points=serializers.DecimalField(
        max_digits=8, decimal_places=2, allow_null=True, read_only=True, help_text="本年累计；党员读他人的行时为空"
    ),
)


class PublicationSerializer(
    serializer_of(
        notice_list,
        people=serializers.IntegerField(help_text="名单人数"),
        takes_objections=serializers.BooleanField(help_text="现在是否可以提出异议"),
        own_line=serializers.SerializerMethodField(help_text="本人的一行；不在名单上的为空"),
    )
):
    @extend_schema_field(NoticeLineSerializer(allow_null=True))
    def get_own_line(self, notice) -> dict | None:
        return NoticeLineSerializer(notice.own_lines[0]).data if notice.own_lines else None


class PublishSerializer(serializers.Serializer):
    area = IdSerializerField(help_text="社区或村的编号")
    year = serializers.IntegerField(min_value=2000, max_value=2099, help_text="年度")
    quarter = serializers.IntegerField(min_value=1, max_value=4, help_text="季度，只能公示已经结束的")


def of_current(rows, name, value):
    open_now = Q(objections_until__gte=timezone.localdate())
    return rows.filter(open_now if value else ~open_now)


class PublicationViewSet(ListedViewSet):
    """Lists of the viewer's communities, and those on which the member stands."""

    queryset = PublicNotice.objects.select_related("area").order_by("-year", "-quarter", "area__code")
    serializer_class = PublicationSerializer
    listing = notice_list
    asked = {
        "current": filters.BooleanFilter(method=of_current, label="true：公示中或仍可提异议；false：已结束"),
        "year": YearFilter(),
        "quarter": filters.NumberFilter(min_value=1, max_value=4, label="季度"),
    }
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
            "按党员编号排列，不排名；未经本人同意的不显示姓名，本年累计只有本人的一行有。公示和异议期满后，党员只看得到本人的一行。",
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
        responses=made_once(PublicationSerializer, "此前已公示，返回原公示"),
    )
    def create(self, request):
        wanted = self.body_as(PublishSerializer)
        if known := self.get_queryset().filter(**wanted).first():
            return self.shown(known)
        area = self.areas_in_reach().filter(pk=wanted.pop("area")).first()
        if area is None:
            raise not_found("社区", field="area")
        made = publish_quarter(area=area, by=request.user, **wanted)
        return self.shown(self.get_queryset().get(pk=made.pk), created=True)

    @extend_schema(responses=NoticeLineSerializer(many=True))
    @action(detail=True, methods=["get"], filterset_class=None)
    def lines(self, request, pk=None):
        notice = self.get_object()
        is_desk = PublicNotice.objects.allowed(request.user, P.POINTS_VIEW).filter(pk=notice.pk).exists()
        lines = notice.lines.order_by("member") if is_desk else notice.lines_for(notice.own_lines[0].member_id)
        page = self.paginate_queryset(lines)
        if not is_desk:
            own = notice.own_lines[0].member_id
            page = [line if line.member_id == own else line.without_year() for line in page]
        if not notice.own_lines:
            subject = f"积分公示名单（编号{notice.pk}）"
            record_rows(request.user, page, action="api", subject=subject, area=notice.area)
        return self.get_paginated_response(NoticeLineSerializer(page, many=True).data)
